"""隔开算: things done close together in opening time count once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from shouwen.civil_time import local
from shouwen.clocks.yardstick import Yardstick


def counted_apart(moments: Iterable[datetime], *, minutes: int, by: Yardstick) -> int:
    """How many of these moments count: the first, and each that lies `minutes` of opening time after the one counted before."""
    count, last = 0, None
    for moment in sorted(moments):
        if last is None or by.hours.open_minutes_between(local(last), local(moment), by.calendar) >= minutes:
            count, last = count + 1, moment
    return count
