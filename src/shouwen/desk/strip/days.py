"""From the rules' day reasons to the days of a strip: whole weeks around them, and a clock that stands shown as standing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shouwen.desk.strip.build import COLUMNS
from shouwen.desk.strip.parts import DayKind, StripClock, StripDay
from shouwen.rulebook.clock_facts import ClockFacts, Pause
from shouwen.rulebook.deadline import DeadlineResult, compute
from shouwen.rulebook.rules import Rules
from shouwen.rulebook.strip import DayReason, day_reasons
from shouwen.workdays import Calendar


def clock_and_days(
    facts: ClockFacts, as_of: datetime, calendar: Calendar, rules: Rules
) -> tuple[StripClock, list[StripDay]]:
    """What `build_strip` needs, reckoned by the rulebook. `as_of` in civil time."""
    result = compute(facts, as_of, calendar, rules)
    clock = _clock(facts, result, as_of.date())
    reasons = [one for one in day_reasons(facts, result, as_of, calendar, rules) if not _is_guess(one, clock)]
    days = [_strip_day(one, calendar) for one in reasons]
    standing = next((pause for pause in facts.pauses if pause.last is None), None) if clock.due is None else None
    return clock, _whole_weeks(days, clock, standing, calendar)


def _strip_day(one: DayReason, calendar: Calendar) -> StripDay:
    return StripDay(
        one.day,
        DayKind(one.role),
        one.number,
        one.is_off,
        one.is_makeup,
        one.name,
        is_local=calendar.kind(one.day).is_local,
        is_guess=not calendar.covers(one.day),
    )


def _clock(facts: ClockFacts, result: DeadlineResult, today: date) -> StripClock:
    return StripClock(
        accepted=facts.accepted.date(),
        limit=facts.workdays,
        today=today,
        due=None if result.paused else result.due,
        extension=result.extension_days,
        original_due=result.unextended_due if result.extension_days else None,
        closed=facts.closed.date() if facts.closed else None,
        provisional=result.provisional,
    )


def _is_guess(reason: DayReason, clock: StripClock) -> bool:
    """While a clock stands, nothing that lies ahead is known yet."""
    return clock.due is None and reason.day > clock.today


def _whole_weeks(days: list[StripDay], clock: StripClock, standing: Pause | None, calendar: Calendar) -> list[StripDay]:
    """From the Monday before to the Sunday after, five weeks at least. A clock that stands is drawn standing next week too."""
    first = days[0].on - timedelta(days=days[0].on.weekday())
    still_until = clock.today + timedelta(days=13 - clock.today.weekday()) if clock.due is None else None
    last = max(days[-1].on, still_until or days[-1].on)
    last = max(last + timedelta(days=6 - last.weekday()), first + timedelta(days=COLUMNS - 1))
    known = {day.on: day for day in days}
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [known.get(on) or _beyond(on, days[-1].on, still_until, standing, calendar) for on in every]


def _beyond(on: date, end: date, still_until: date | None, standing: Pause | None, calendar: Calendar) -> StripDay:
    works = calendar.is_workday(on)
    makeup = works and on.weekday() >= 5
    local = calendar.kind(on).is_local
    if still_until is None or standing is None or not max(end, standing.first - timedelta(days=1)) < on <= still_until:
        return StripDay(on, DayKind.OUTSIDE, is_off=not works, is_makeup=makeup, is_local=local)
    if works:
        return StripDay(on, DayKind.PAUSED, is_makeup=makeup, name=standing.reason, is_local=local)
    return StripDay(on, DayKind.OFF, is_off=True, name=calendar.name(on), is_local=local)
