"""An instant matter that had to wait: due on the day of acceptance, as the contract says, and late only from its first overdue day.

The days of the wait aren't overdue days (R9), so a list that goes by the due date alone would call late what isn't."""

from __future__ import annotations

from datetime import date, timedelta

from shouwen.civil_time import local_date
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.models import Clock
from shouwen.workdays import Calendar

DAY = timedelta(days=1)


def in_time_until(clock: Clock, calendar: Calendar) -> date:
    """The last day on which the clock isn't overdue: its due day; of an instant matter, the end of the wait that followed it
    without a working day between. Costs no query when `pauses` are prefetched."""
    day = local_date(clock.due_at)
    if clock.unit != LimitUnit.INSTANT:
        return day
    spans = sorted((row.from_on, row.to_on) for row in clock.pauses.all() if row.to_on is not None and not row.lapsed)
    for first, last in spans:
        if last > day and not calendar.workdays(day + DAY, first - DAY):
            day = last
    return day
