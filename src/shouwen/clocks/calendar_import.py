"""导入新一年的放假安排: the published days of a year, and every open clock reckoned anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shouwen.civil_time import local
from shouwen.clocks.actions import recompute
from shouwen.clocks.models import CalendarDay, Clock
from shouwen.clocks.policies import may_import_year
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.once import forget
from shouwen.people.actor import Actor
from shouwen.refusals import refuse_if
from shouwen.workdays import DayKind, DayRow, PublishedYear


@dataclass(frozen=True, slots=True)
class MovedDue:
    """A due date that moved: whose matter, from when to when."""

    number: str
    before: date
    after: date


@one_change
def import_year(*, published: PublishedYear, by: Actor, at: datetime) -> list[MovedDue]:
    """Take over the official arrangement of a year; one imported before is replaced. Returns the due dates that moved.

    The file was checked when it was read (`workdays.read_year_file`). Raises Refused for a person without that right."""
    refuse_if(may_import_year(by))
    for row in CalendarDay.objects.filter(centre_id=by.centre_id, day__year__in=[published.year - 1, published.year]):
        if DayRow(row.day, DayKind.HOLIDAY, row.name).arrangement_year == published.year:
            row.delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(
            centre_id=by.centre_id,
            day=row.day,
            kind="workday" if row.kind.is_workday else "holiday",
            name=row.name,
            imported_at=at,
        )
        for row in published.rows
    )
    forget()
    moved = recompute_open_clocks(by.centre_id)
    journal.record(
        by=by,
        at=at,
        action="calendar.import",
        subject_kind="calendar",
        subject_id=published.year,
        data={"days": len(published.rows), "moved": len(moved)},
    )
    return moved


def recompute_open_clocks(centre_id: int) -> list[MovedDue]:
    """Reckon every open clock of a centre anew; the due dates that moved, by number."""
    moved = []
    for clock in Clock.objects.select_for_update().filter(centre_id=centre_id, closed_at=None).order_by("number"):
        before = local(clock.due_at).date()
        if recompute(clock) and (after := local(clock.due_at).date()) != before:
            moved.append(MovedDue(clock.number, before, after))
    return moved
