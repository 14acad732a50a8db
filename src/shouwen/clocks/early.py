"""提前办结: how many working days before its promised day something was concluded, for the page of a case."""

from __future__ import annotations

from shouwen.civil_time import local_date
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.models import Clock
from shouwen.clocks.unextended import unextended_due_on
from shouwen.clocks.yardstick import Yardstick


def days_early(clock: Clock, *, by: Yardstick) -> int:
    """Working days from the day of conclusion to the promised last day; 0 if it was concluded on it or later, or isn't yet.

    An extension doesn't make it earlier: the day counts that was promised before. Costs no query when `pauses` and `extension` are
    loaded."""
    if clock.closed_at is None or clock.unit in (LimitUnit.INSTANT, LimitUnit.OPEN_MINUTE):
        return 0
    promised_on = unextended_due_on(clock, by=by)
    closed_on = local_date(clock.closed_at)
    return by.calendar.count(closed_on, promised_on) if closed_on < promised_on else 0
