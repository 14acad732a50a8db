"""The days of a deadline strip (时限尺): for every calendar day from acceptance on, what it counts as and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from shouwen.rulebook.calendar import WorkdayCalendar
from shouwen.rulebook.clock_facts import ClockFacts, spans_of, with_pauses_until
from shouwen.rulebook.deadline import DAY, DeadlineResult
from shouwen.rulebook.rules import Rules

DayRole = Literal["accepted", "counted", "extension", "paused", "off", "overdue"]


@dataclass(frozen=True, slots=True)
class DayReason:
    """One calendar day. `number`: it is the n-th counted, extension or overdue day (0: it has no number).

    `name`: the holiday it belongs to, or the reason of the pause; empty for an ordinary day.
    """

    day: date
    role: DayRole
    number: int = 0
    is_off: bool = False
    is_makeup: bool = False
    name: str = ""


def day_reasons(
    facts: ClockFacts, result: DeadlineResult, as_of: datetime, calendar: WorkdayCalendar, rules: Rules
) -> list[DayReason]:
    """The days from acceptance to the last of due day, closing and, while open, `as_of`; consecutive, oldest first."""
    end = facts.closed.date() if facts.closed else as_of.date()
    facts = with_pauses_until(facts, end)
    numbers = _numbers(facts, result, calendar, rules)
    first = facts.accepted.date()
    days = (first + timedelta(days=n) for n in range((max(result.due, end, first) - first).days + 1))
    return [_reason(day, facts, numbers, calendar) for day in days]


def _numbers(
    facts: ClockFacts, result: DeadlineResult, calendar: WorkdayCalendar, rules: Rules
) -> dict[date, tuple[DayRole, int]]:
    """Every day with a number: the limit's, then the extension's, then those over it."""
    counted = [day for day in result.counted if day <= result.unextended_due]
    numbers: dict[date, tuple[DayRole, int]] = {day: ("counted", n) for n, day in enumerate(counted, 1)}
    extra = [day for day in result.counted if day > result.unextended_due]
    if not result.counted and result.extension_days:
        extra = calendar.workdays(result.unextended_due + DAY, result.due, excluding=spans_of(facts, rules))
    numbers |= {day: ("extension", n) for n, day in enumerate(extra, 1)}
    return numbers | {day: ("overdue", n) for n, day in enumerate(result.overdue_days, 1)}


def _reason(
    day: date, facts: ClockFacts, numbers: dict[date, tuple[DayRole, int]], calendar: WorkdayCalendar
) -> DayReason:
    works = calendar.is_workday(day)
    name = calendar.name(day)
    makeup = works and day.weekday() >= 5
    if day in numbers:
        role, number = numbers[day]
        return DayReason(day, role, number, is_off=not works, is_makeup=makeup, name=name)
    if day == facts.accepted.date():
        return DayReason(day, "accepted", is_off=not works, is_makeup=makeup, name=name)
    if not works:
        return DayReason(day, "off", is_off=True, name=name)
    return DayReason(day, "paused", is_makeup=makeup, name=_pause_reason(day, facts))


def _pause_reason(day: date, facts: ClockFacts) -> str:
    """Why the clock stood still: a working day that has no number lies in a pause."""
    reasons = (p.reason for p in facts.pauses if p.first <= day and (p.last is None or day <= p.last))
    return next(reasons, "")
