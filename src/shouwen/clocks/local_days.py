"""本地另定的日子: a day on which the centre is closed, or works, otherwise than published; with its basis, and withdrawn with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from shouwen.clocks import calendar_policies as policies
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import LocalDayKind
from shouwen.clocks.foreseen import Outlook, outlook
from shouwen.clocks.models import LocalDay, Recomputation
from shouwen.clocks.recomputation import ask_recomputation
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.once import forget
from shouwen.people.actor import Actor
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse, refuse_if
from shouwen.workdays import DayKind, DayRow

_ROWS = {LocalDayKind.CLOSED: DayKind.LOCAL_OFF, LocalDayKind.OPEN: DayKind.LOCAL_WORKDAY}


@one_change
def set_local_day(*, day: date, kind: LocalDayKind, name: str, basis: str, by: Actor, at: datetime) -> Recomputation:
    """停办或加班办理 on one day: every open clock of the centre is reckoned anew by a job. Raises Refused."""
    name, basis = name.strip(), basis.strip()
    refuse_if(policies.may_change_calendar(by))
    refuse_if(policies.local_day_fits(day, kind, name, basis, calendar=calendar_of(by.centre_id), at=at))
    try:
        with transaction.atomic():
            row = LocalDay.objects.create(
                centre_id=by.centre_id, day=day, kind=kind, name=name, basis=basis, set_at=at, set_by_id=by.staff_id
            )
    except IntegrityError as error:
        raise refuse("local_day_set", "别人刚刚设了这一天，刷新看看") from error
    forget()
    data = {"kind": kind.value, "name": name, "basis": Words(basis)}
    journal.record(
        by=by, at=at, action="calendar.local_day", subject_kind="calendar", subject_id=row.day.isoformat(), data=data
    )
    return ask_recomputation(reason=f"{_day(day)}{kind.label}：{name}", by=by, at=at)


@one_change
def withdraw_local_day(*, row: LocalDay, reason: str, by: Actor, at: datetime) -> Recomputation:
    """撤回: the day is again what the published calendar says. Raises Refused."""
    refuse_if(same_centre(row, by))
    refuse_if(policies.may_change_calendar(by))
    refuse_if(policies.withdrawal_fits(row.day, reason, at=at))
    if not LocalDay.objects.filter(pk=row.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise refuse("local_day_withdrawn", "这一天已经撤回了，刷新看看")
    forget()
    kind = LocalDayKind(row.kind)
    data = {"kind": kind.value, "reason": Words(reason.strip())}
    journal.record(
        by=by, at=at, action="calendar.withdraw", subject_kind="calendar", subject_id=row.day.isoformat(), data=data
    )
    return ask_recomputation(reason=f"{_day(row.day)}不再{kind.label}", by=by, at=at)


def local_days(centre_id: int) -> list[LocalDay]:
    """The days in force that the centre set itself, in order."""
    return list(
        LocalDay.objects.filter(centre_id=centre_id, withdrawn_at=None).select_related("set_by").order_by("day")
    )


def local_day(centre_id: int, row_id: int) -> LocalDay | None:
    """One of them."""
    return LocalDay.objects.filter(centre_id=centre_id, pk=row_id, withdrawn_at=None).first()


def foresee_day(*, day: date, kind: LocalDayKind, name: str, basis: str, by: Actor, at: datetime) -> Outlook:
    """先看看会变哪些: what the day would move; nothing is written. Raises Refused like setting it."""
    refuse_if(policies.may_change_calendar(by))
    now = Yardstick.of(by.centre_id)
    refuse_if(policies.local_day_fits(day, kind, name.strip(), basis.strip(), calendar=now.calendar, at=at))
    calendar = now.calendar.with_days([DayRow(day, _ROWS[kind], name.strip())])
    return outlook(by.centre_id, by=Yardstick(calendar, now.hours, now.rulebook))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
