"""Strips of what isn't counted in working days: a limit in calendar days (民法典 第二百零一条、第二百零三条), or a day that was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shouwen.desk.strip.build import COLUMNS
from shouwen.desk.strip.parts import Counted, DayKind, StripClock, StripDay
from shouwen.rulebook.clock_facts import Pause
from shouwen.workdays import Calendar

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What the days are judged by. `overdue`: the days over the limit, as the rulebook counts them; `pauses`: an open one until today."""

    calendar: Calendar
    pauses: Sequence[Pause]
    overdue: Sequence[date]


def days_around(clock: StripClock, facts: DayFacts) -> list[StripDay]:
    """Every day from the Monday before the start to the Sunday after the last that matters, five weeks at least."""
    numbers = {day: n for n, day in enumerate(facts.overdue, 1)}
    end = max(clock.due or clock.today, clock.closed or clock.today, clock.accepted)
    first = clock.accepted - timedelta(days=clock.accepted.weekday())
    last = max(end + timedelta(days=6 - end.weekday()), first + timedelta(days=COLUMNS - 1))
    counted = 0
    days = []
    for step in range((last - first).days + 1):
        day = _day(first + timedelta(days=step), clock, facts, numbers, counted)
        counted += day.kind == DayKind.COUNTED
        days.append(day)
    return days


def _day(on: date, clock: StripClock, facts: DayFacts, overdue: dict[date, int], counted: int) -> StripDay:
    calendar, works = facts.calendar, facts.calendar.is_workday(on)
    name, makeup = calendar.name(on), works and on.weekday() >= 5
    kind, number = DayKind.OUTSIDE, 0
    pause = next((one for one in facts.pauses if one.first <= on and (one.last is None or on <= one.last)), None)
    if on == clock.accepted:
        kind = DayKind.ACCEPTED
    elif on in overdue:
        kind, number = DayKind.OVERDUE, overdue[on]
    elif on < clock.accepted or on > (clock.due or clock.today):
        kind = DayKind.OUTSIDE
    elif pause is not None:
        kind, name = DayKind.PAUSED, pause.reason
    elif clock.counted == Counted.TOLD_DAY:
        kind = DayKind.AGREED if works else DayKind.OFF
    elif counted < clock.limit:
        kind, number = DayKind.COUNTED, counted + 1
    elif clock.original_due is not None and on > clock.original_due and works:
        kind, number = DayKind.EXTENSION, calendar.count(clock.original_due, on, excluding=_spans(facts))
    else:
        kind = DayKind.CARRIED if works else DayKind.OFF
    is_local = calendar.kind(on).is_local
    return StripDay(on, kind, number, not works, makeup, name, is_local=is_local, is_guess=not calendar.covers(on))


def _spans(facts: DayFacts) -> list[tuple[date, date]]:
    return [(pause.first, pause.last) for pause in facts.pauses if pause.last is not None]
