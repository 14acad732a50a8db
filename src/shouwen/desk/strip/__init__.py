"""时限尺: the deadline strip of a clock (限时办结制度). Days in; cells, braces and one sentence out.

Reads no clock and no database. What each day counts as is decided by the rules (`StripDay.kind`, `StripDay.number`);
this package only lays it out.
"""

from shouwen.desk.strip.build import build_strip
from shouwen.desk.strip.days import clock_and_days
from shouwen.desk.strip.of_clock import day_strip, strip_in_minutes
from shouwen.desk.strip.parts import Counted, DayKind, Strip, StripBrace, StripCell, StripClock, StripDay, StripFlag

__all__ = [
    "Counted",
    "DayKind",
    "Strip",
    "StripBrace",
    "StripCell",
    "StripClock",
    "StripDay",
    "StripFlag",
    "build_strip",
    "clock_and_days",
    "day_strip",
    "strip_in_minutes",
]
