"""Attendance (考勤, 三（二）（1）（3）): what the punches of one person say of each shift."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from shouwen.rulebook.engine.scope import Scope
from shouwen.rulebook.engine.shift_reach import MINUTES_A_DAY, ShiftReach, minute_of, reaches
from shouwen.rulebook.month_facts import Leave, Punch, Shift


class Attended(NamedTuple):
    """One shift as attended. `late` and `early` in minutes; arrival and departure as minutes (None: there is none)."""

    reach: ShiftReach
    verdict: Literal["excused", "absent", "missing_punch", "attended"]
    arrival: int | None = None
    departure: int | None = None
    late: int = 0
    early: int = 0


class Attendance(NamedTuple):
    """The shifts of a month, and the days on which the person was due and was there."""

    shifts: list[Attended]
    days_due: int
    days_present: int


def attend(shifts: Sequence[Shift], punches: Sequence[Punch], leaves: Sequence[Leave], scope: Scope) -> Attendance:
    """The attendance of one person in the month. A shift that isn't over at `as_of` is left out: it can still be attended."""
    now = minute_of(scope.as_of)
    minutes = sorted({minute_of(punch.at) for punch in punches})
    of_month = [
        reach
        for reach in reaches(shifts, leaves, scope.rulebook)
        if scope.month.holds(reach.shift.start.date()) and minute_of(reach.shift.end) <= now
    ]
    due = {reach.shift.start.toordinal() for reach in of_month if reach.is_due}
    present = due.intersection(minute // MINUTES_A_DAY for minute in minutes)
    return Attendance([_attended(reach, minutes) for reach in of_month], len(due), len(present))


def _attended(reach: ShiftReach, minutes: Sequence[int]) -> Attended:
    """What the punches inside a shift's reach say; `minutes` are all punches of the person, sorted."""
    if reach.is_excused:
        return Attended(reach, "excused")
    own = minutes[bisect_left(minutes, reach.low) : bisect_right(minutes, reach.high)]
    if not own:
        return Attended(reach, "absent")
    arrival = own[0] if own[0] < reach.end else None
    departure = own[-1] if own[-1] >= reach.start and own[-1] != arrival else None
    if arrival is None or departure is None:
        return Attended(reach, "missing_punch", arrival, departure)
    return Attended(reach, "attended", arrival, departure, max(arrival - reach.start, 0), max(reach.end - departure, 0))
