"""A month of a centre as figures see it: its days, and the moment up to which the record is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shouwen.civil_time import instant, local_date, start_of
from shouwen.workdays import Calendar, Hours

SEALING_WORKDAY = 5
"""On the close of business of this working day of the next month a month is sealed."""


def month_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def months_before(first: date, count: int) -> list[date]:
    """`count` months up to this one, the oldest first."""
    found = [first]
    while len(found) < count:
        found.insert(0, month_of(found[0] - timedelta(days=1)))
    return found


def sealing_time(first: date, calendar: Calendar, hours: Hours) -> datetime:
    """封存日: when the figures of a month are sealed."""
    last = next_month(first) - timedelta(days=1)
    return instant(hours.close_of_business(calendar.add(last, SEALING_WORKDAY)))


@dataclass(frozen=True, slots=True)
class Span:
    """The part of a month that is over at `at`: from `start` up to, without, `end`."""

    centre_id: int
    first: date
    at: datetime

    @property
    def start(self) -> datetime:
        return start_of(self.first)

    @property
    def end(self) -> datetime:
        return min(start_of(next_month(self.first)), self.at)

    @property
    def is_over(self) -> bool:
        """Whether nothing of the month is still to come."""
        return self.at >= start_of(next_month(self.first))

    @property
    def last_moment(self) -> datetime:
        """The last moment that is looked at, still within the month."""
        return self.end - timedelta(microseconds=1)

    @property
    def last_day(self) -> date:
        """The last day that is looked at: the last of the month, or today."""
        return local_date(self.last_moment)
