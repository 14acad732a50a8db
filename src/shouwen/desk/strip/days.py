"""From the days a clock counted to the days of its strip: the calendar says what is off and why, the clock says what counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shouwen.desk.strip.build import COLUMNS
from shouwen.desk.strip.parts import DayKind, StripClock, StripDay
from shouwen.workdays.calendar import Calendar
from shouwen.workdays.days import DayKind as CalendarDay

_MAKEUP = (CalendarDay.MAKEUP_WORKDAY, CalendarDay.LOCAL_WORKDAY)


@dataclass(frozen=True, slots=True)
class StripPause:
    """A pause with its reason. `last` None: it still lasts."""

    first: date
    last: date | None
    reason: str


def strip_days(
    calendar: Calendar,
    clock: StripClock,
    *,
    counted: Sequence[date],
    overdue: Sequence[date] = (),
    pauses: Sequence[StripPause] = (),
) -> list[StripDay]:
    """The days to draw: from the Monday before acceptance to the Sunday after the last day that matters, five weeks at least.

    `counted` are the working days the clock counted up to its due day (the extension's last), `overdue` the overdue days.
    """
    numbers = {day: (DayKind.COUNTED, n) for n, day in enumerate(counted[: clock.limit], 1)}
    numbers |= {day: (DayKind.EXTENSION, n) for n, day in enumerate(counted[clock.limit :], 1)}
    numbers |= {day: (DayKind.OVERDUE, n) for n, day in enumerate(overdue, 1)}
    ends = [clock.accepted, *counted[-1:], *overdue[-1:], *([clock.due] if clock.due else [])]
    ends.append(clock.closed or clock.today)
    if clock.due is None:  # a clock that stands still stands still next week too
        ends.append(clock.today + timedelta(days=13 - clock.today.weekday()))
    first = clock.accepted - timedelta(days=clock.accepted.weekday())
    last = max(ends)
    last = max(last + timedelta(days=6 - last.weekday()), first + timedelta(days=COLUMNS - 1))
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [_day(calendar, clock, day, numbers, pauses, max(ends)) for day in every]


def _day(
    calendar: Calendar,
    clock: StripClock,
    on: date,
    numbers: dict[date, tuple[DayKind, int]],
    pauses: Sequence[StripPause],
    end: date,
) -> StripDay:
    is_off, is_makeup = not calendar.is_workday(on), calendar.kind(on) in _MAKEUP
    kind, number, name = DayKind.OUTSIDE, 0, calendar.name(on) if is_off else ""
    if on == clock.accepted:
        kind = DayKind.ACCEPTED
    elif on in numbers:
        kind, number = numbers[on]
    elif clock.accepted < on <= end:
        pause = next((p for p in pauses if p.first <= on and (p.last is None or on <= p.last)), None)
        if is_off:
            kind = DayKind.OFF
        elif pause:
            kind, name = DayKind.PAUSED, pause.reason
    return StripDay(on, kind, number, is_off, is_makeup, name)
