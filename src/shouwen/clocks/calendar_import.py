"""导入新一年的放假安排: the published days of a year; every open clock is reckoned anew by a job."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.clocks.calendar_policies import may_change_calendar
from shouwen.clocks.calendars import calendar_of, hours_of
from shouwen.clocks.foreseen import Outlook, outlook
from shouwen.clocks.models import CalendarDay, Recomputation
from shouwen.clocks.recomputation import ask_recomputation
from shouwen.clocks.rules import rulebook_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.once import forget
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if
from shouwen.workdays import DayKind, DayRow, PublishedYear


@one_change
def import_year(*, published: PublishedYear, by: Actor, at: datetime) -> Recomputation:
    """Take over the official arrangement of a year; one imported before is replaced. The row says that clocks are to be reckoned.

    The file was checked when it was read (`workdays.read_year_file`). Raises Refused for a person without that right."""
    refuse_if(may_change_calendar(by))
    for row in CalendarDay.objects.filter(centre_id=by.centre_id, day__year__in=[published.year - 1, published.year]):
        if DayRow(row.day, DayKind.HOLIDAY, row.name).arrangement_year == published.year:
            row.delete()
    rows = [
        CalendarDay(
            centre_id=by.centre_id,
            day=row.day,
            kind="workday" if row.kind.is_workday else "holiday",
            name=row.name,
            imported_at=at,
        )
        for row in published.rows
    ]
    try:
        with transaction.atomic():
            CalendarDay.objects.bulk_create(rows)
    except IntegrityError as error:
        raise refuse("year_imported", "别人刚刚导入了这一年，刷新看看") from error
    forget()
    journal.record(
        by=by,
        at=at,
        action="calendar.import",
        subject_kind="calendar",
        subject_id=published.year,
        data={"days": len(published.rows)},
    )
    return ask_recomputation(reason=f"导入 {published.year} 年放假安排", by=by, at=at)


def foresee_year(*, published: PublishedYear, centre_id: int) -> Outlook:
    """What the import would move; nothing is written."""
    calendar = calendar_of(centre_id).with_year(published.year, published.rows)
    return outlook(centre_id, by=Yardstick(calendar, hours_of(centre_id), rulebook_of(centre_id)))
