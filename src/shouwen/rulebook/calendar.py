"""What the rules ask of a calendar of working days. `shouwen.workdays.Calendar` is one; this package imports none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

Span = tuple[date, date | None]
"""First and last day that don't count, both inside; None: not ended yet."""


class WorkdayCalendar(Protocol):
    """Working days (工作日) of the centre. Raises ValueError for days beyond its range or an answer behind an open span."""

    def is_workday(self, day: date) -> bool:
        """Whether `day` is a working day, make-up days (调休上班) included."""
        ...

    def name(self, day: date) -> str:
        """The holiday that the day belongs to, empty for an ordinary day."""
        ...

    def add(self, day: date, n: int, *, excluding: Iterable[Span] = ()) -> date:
        """The n-th working day after `day`."""
        ...

    def count(self, after: date, until: date, *, excluding: Iterable[Span] = ()) -> int:
        """How many working days lie after `after`, up to and including `until`."""
        ...

    def workdays(self, first: date, last: date, *, excluding: Iterable[Span] = ()) -> list[date]:
        """The working days from `first` to `last`, both included."""
        ...

    def provisional(self, first: date, last: date) -> bool:
        """Whether a year between the two days has no published calendar."""
        ...
