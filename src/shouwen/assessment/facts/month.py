"""A month of a centre: its first and last instant, and the moment up to which it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shouwen.civil_time import instant, local, start_of


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a centre, judged as of `at` (a past month as of its end)."""

    centre_id: int
    first_day: date
    as_of: datetime
    """Civil time. Days after it aren't known yet."""

    @classmethod
    def of(cls, centre_id: int, first_day: date, *, at: datetime) -> Month:
        """The month beginning on `first_day`; a past one is judged as of the first minute after it."""
        end = datetime.combine(_next_month(first_day), datetime.min.time())
        return cls(centre_id, first_day, min(local(at).replace(second=0, microsecond=0), end))

    @property
    def last_day(self) -> date:
        return _next_month(self.first_day) - timedelta(days=1)

    @property
    def start(self) -> datetime:
        """The instant at which the month begins."""
        return start_of(self.first_day)

    @property
    def end(self) -> datetime:
        """The instant at which the next month begins."""
        return start_of(_next_month(self.first_day))

    @property
    def as_of_instant(self) -> datetime:
        """The moment of judgement as an instant."""
        return instant(self.as_of)

    @property
    def label(self) -> str:
        """2026-03."""
        return f"{self.first_day:%Y-%m}"


def _next_month(first_day: date) -> date:
    return (first_day.replace(day=28) + timedelta(days=4)).replace(day=1)
