"""How a clock stands at a moment: what its due light says. Reckoned by the rulebook, in lists and on pages alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shouwen.civil_time import local
from shouwen.clocks.enums import ClockState, LimitUnit
from shouwen.clocks.facts import facts_of
from shouwen.clocks.models import Clock
from shouwen.clocks.yardstick import Yardstick
from shouwen.rulebook.deadline import overdue_days, state_of
from shouwen.workdays import Calendar


class Stand(StrEnum):
    """到期灯的几种: SOON is yellow, TODAY orange, OVERDUE red."""

    RUNNING = "running"
    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"
    PAUSED = "paused"
    DONE = "done"
    DONE_LATE = "done_late"


@dataclass(frozen=True, slots=True)
class Standing:
    """`days`: working days left after today, or days overdue. `minutes`: opening minutes left of a limit in minutes."""

    stand: Stand
    days: int = 0
    minutes: int | None = None


def standing_of(clock: Clock, *, at: datetime, by: Yardstick) -> Standing:
    """How a clock stands at `at`. Costs no query when `pauses` are prefetched and `extension` is selected."""
    if clock.unit == LimitUnit.OPEN_MINUTE:
        return _standing_in_minutes(clock, at=at, by=by)
    facts, today, due = facts_of(clock), local(at).date(), local(clock.due_at).date()
    rules = by.rulebook.on(facts.accepted.date())
    over = len(overdue_days(facts, due, today, by.calendar, rules))
    if clock.state == ClockState.CLOSED:
        return Standing(Stand.DONE_LATE if over else Stand.DONE, over)
    if clock.state == ClockState.PAUSED:
        return Standing(Stand.PAUSED, _left(by.calendar, today, due))
    if over:
        return Standing(Stand.OVERDUE, over)
    if today >= due:
        return Standing(Stand.TODAY)
    state = state_of(due, today, closed=False, late=False, calendar=by.calendar, rules=rules)
    return Standing(Stand.SOON if state == "due_soon" else Stand.RUNNING, _left(by.calendar, today, due))


def _left(calendar: Calendar, today: date, due: date) -> int:
    return calendar.count(today, due) if today < due else 0


def _standing_in_minutes(clock: Clock, *, at: datetime, by: Yardstick) -> Standing:
    now, end = local(at), local(clock.due_at)
    if clock.closed_at is not None:
        return Standing(Stand.DONE if clock.closed_at <= clock.due_at else Stand.DONE_LATE)
    if now > end:
        return Standing(Stand.OVERDUE, by.calendar.count(end.date(), now.date()))
    minutes = by.hours.open_minutes_between(now, end, by.calendar)
    return Standing(Stand.TODAY if now.date() == end.date() else Stand.SOON, minutes=minutes)
