"""Opening hours (办公时间) and reckoning in opening minutes: "accepts the hand-over within 30 minutes of opening time".

Moments are naive local times of the centre. `OpeningHours` are the same on every working day; `DatedHours` change on set days.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol

from shouwen.workdays.calendar import Calendar

_MINUTE: Final = timedelta(minutes=1)


class Hours(Protocol):
    """What limits are reckoned with: opening hours, whether the same on every working day or not."""

    def on(self, day: date) -> OpeningHours:
        """The hours of a working day."""
        ...

    def close_of_business(self, day: date) -> datetime:
        """The moment at which a limit that ends on `day` runs out."""
        ...

    def add_minutes(self, moment: datetime, minutes: int, calendar: Calendar) -> datetime:
        """The moment at which `minutes` of opening time have passed since `moment`."""
        ...

    def open_minutes_between(self, start: datetime, end: datetime, calendar: Calendar) -> int:
        """Whole minutes of opening time between two moments."""
        ...


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The sessions of a working day, each with its start and its end (the end itself is closed)."""

    sessions: tuple[tuple[time, time], ...] = ((time(9), time(12)), (time(13, 30), time(17, 30)))

    def __post_init__(self) -> None:
        """Raises ValueError for no session, an end not after its start, overlapping sessions or a time with a zone."""
        if not self.sessions:
            raise ValueError("办公时间至少要有一段。")
        edges = [edge for session in self.sessions for edge in session]
        if any(edge.tzinfo is not None for edge in edges):
            raise ValueError("opening hours are naive local times")
        for start, end in self.sessions:
            if start >= end:
                raise ValueError(f"办公时间{start:%H:%M}到{end:%H:%M}有误：结束要晚于开始。")
        for (_, end), (start, _) in zip(self.sessions, self.sessions[1:], strict=False):
            if start < end:
                raise ValueError(f"办公时间有误：{start:%H:%M}开始的一段与前一段重叠，或次序颠倒。")

    @property
    def day_length(self) -> timedelta:
        """How long the centre is open on a working day."""
        return sum((_length(start, end) for start, end in self.sessions), timedelta())

    def on(self, day: date) -> OpeningHours:
        """The hours of a working day: these, whichever it is."""
        return self

    def close_of_business(self, day: date) -> datetime:
        """The moment at which a limit that ends on `day` runs out (reading R8), whether people work that day or not."""
        return datetime.combine(day, self.sessions[-1][1])

    def add_minutes(self, moment: datetime, minutes: int, calendar: Calendar) -> datetime:
        """The moment at which `minutes` of opening time have passed since `moment`.

        Outside opening time the count starts at the next opening; a count that is full at the end of a session ends
        there. 0 gives `moment` itself. Raises ValueError for a negative number, CalendarRangeError beyond the calendar.
        """
        _refuse_zone(moment)
        if minutes < 0:
            raise ValueError("办公分钟数不能是负数。")
        return self.add_time(moment, minutes * _MINUTE, calendar)

    def add_time(self, moment: datetime, time_open: timedelta, calendar: Calendar) -> datetime:
        """The same for any length of time from 0 on."""
        if not time_open:
            return moment
        day = moment.date()
        # Counted from that day's opening, so that it falls into whole working days and a rest above 0.
        since_opening = self._open_before(moment, calendar) + time_open
        whole_days = -(-since_opening // self.day_length) - 1
        return self._at(calendar.add(day, whole_days), since_opening - whole_days * self.day_length)

    def open_minutes_between(self, start: datetime, end: datetime, calendar: Calendar) -> int:
        """Whole minutes of opening time from `start` to `end`; minus that number if `end` lies before `start`.

        Raises CalendarRangeError beyond the calendar.
        """
        _refuse_zone(start)
        _refuse_zone(end)
        if end < start:
            return -self.open_minutes_between(end, start, calendar)
        return self.open_time_between(start, end, calendar) // _MINUTE

    def open_time_between(self, start: datetime, end: datetime, calendar: Calendar) -> timedelta:
        """Opening time from `start` to `end`, which doesn't lie before it."""
        days = calendar.count(start.date(), end.date())
        return self._open_before(end, calendar) + days * self.day_length - self._open_before(start, calendar)

    def _open_before(self, moment: datetime, calendar: Calendar) -> timedelta:
        """Opening time of the moment's day that has passed by then; a day off counts as over."""
        if not calendar.is_workday(moment.date()):
            return self.day_length
        now = moment.time()
        return sum((_length(start, min(now, end)) for start, end in self.sessions if start < now), timedelta())

    def _at(self, day: date, passed: timedelta) -> datetime:
        """The moment of `day` at which that much opening time, above 0 and at most a day's, has passed."""
        for start, end in self.sessions:
            length = _length(start, end)
            if passed <= length:
                break
            passed -= length
        return datetime.combine(day, start) + passed


@dataclass(frozen=True, slots=True)
class DatedHours:
    """Opening hours that changed: `first` until the first of `changes`, each pair the day from which its hours hold."""

    first: OpeningHours
    changes: tuple[tuple[date, OpeningHours], ...]

    def __post_init__(self) -> None:
        """Raises ValueError for changes out of order, or two on one day."""
        days = [day for day, _ in self.changes]
        if days != sorted(set(days)):
            raise ValueError("办公时间的变动要按日期先后，一天只能有一次。")

    def on(self, day: date) -> OpeningHours:
        """The hours of a working day."""
        place = bisect_right(self.changes, day, key=lambda change: change[0])
        return self.changes[place - 1][1] if place else self.first

    def close_of_business(self, day: date) -> datetime:
        """The moment at which a limit that ends on `day` runs out (reading R8), by the hours of that day."""
        return self.on(day).close_of_business(day)

    def add_minutes(self, moment: datetime, minutes: int, calendar: Calendar) -> datetime:
        """As OpeningHours.add_minutes, each day by its own hours."""
        _refuse_zone(moment)
        if minutes < 0:
            raise ValueError("办公分钟数不能是负数。")
        rest = minutes * _MINUTE
        for day, _ in self.changes:
            change = datetime.combine(day, time())
            if change <= moment:
                continue
            hours = self.on(moment.date())
            until_change = hours.open_time_between(moment, max(moment, change - _MINUTE), calendar)
            if rest <= until_change:
                return hours.add_time(moment, rest, calendar)
            rest, moment = rest - until_change, change
        return self.on(moment.date()).add_time(moment, rest, calendar)

    def open_minutes_between(self, start: datetime, end: datetime, calendar: Calendar) -> int:
        """As OpeningHours.open_minutes_between, each day by its own hours."""
        _refuse_zone(start)
        _refuse_zone(end)
        if end < start:
            return -self.open_minutes_between(end, start, calendar)
        passed = timedelta()
        for day, _ in self.changes:
            change = datetime.combine(day, time())
            if start < change <= end:
                passed += self.on(start.date()).open_time_between(start, max(start, change - _MINUTE), calendar)
                start = change
        return (passed + self.on(start.date()).open_time_between(start, end, calendar)) // _MINUTE


def _length(start: time, end: time) -> timedelta:
    return datetime.combine(date.min, end) - datetime.combine(date.min, start)


def _refuse_zone(moment: datetime) -> None:
    if moment.tzinfo is not None:
        raise ValueError("a naive local time is wanted: convert to the centre's time zone first")
