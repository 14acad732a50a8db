"""Which minutes belong to a shift (班次的打卡范围): what leave takes from it, and from when to when a punch is its own.

Minutes are whole numbers counted from 1 January of year 1; seconds are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from shouwen.rulebook.month_facts import Leave, Shift
from shouwen.rulebook.rules import Rulebook

MINUTES_A_DAY = 1440
QUARANTINE = "quarantine"


class ShiftReach(NamedTuple):
    """A shift with its effective start and end, and the first and last minute of a punch that can be its own.

    `is_excused`: leave covers all of it. `is_due`: it makes its day one on which the person is due (attendance rate).
    """

    shift: Shift
    start: int
    end: int
    low: int
    high: int
    is_excused: bool
    is_due: bool


def minute_of(at: datetime) -> int:
    """The minute of a time, seconds dropped."""
    return at.toordinal() * MINUTES_A_DAY + at.hour * 60 + at.minute


def time_of(minute: int) -> datetime:
    """The time of a minute."""
    return datetime.fromordinal(minute // MINUTES_A_DAY) + timedelta(minutes=minute % MINUTES_A_DAY)


def reaches(shifts: Sequence[Shift], leaves: Sequence[Leave], rulebook: Rulebook) -> list[ShiftReach]:
    """The reach of each shift of one person, in order of time. No minute belongs to two of them."""
    found: list[ShiftReach] = []
    following: ShiftReach | None = None
    ordered = sorted(shifts, key=lambda shift: (shift.start, shift.end))
    spans = [(minute_of(leave.start), minute_of(leave.end), leave.kind) for leave in leaves]
    for index in range(len(ordered) - 1, -1, -1):
        earlier = ordered[index - 1] if index and _meet(ordered[index - 1], ordered[index]) else None
        later = ordered[index + 1] if index + 1 < len(ordered) and _meet(ordered[index], ordered[index + 1]) else None
        reach = _reach(ordered[index], earlier, later, spans, rulebook)
        if following is not None:
            # Shifts may come close to each other over midnight: what can be an arrival is one.
            reach = reach._replace(high=min(reach.high, following.low - 1))
        found.append(reach)
        if not reach.is_excused:
            following = reach
    found.reverse()
    return found


def _reach(
    shift: Shift,
    earlier: Shift | None,
    later: Shift | None,
    leaves: list[tuple[int, int, str]],
    rulebook: Rulebook,
) -> ShiftReach:
    rules = rulebook.on(shift.start.date())
    start, end = minute_of(shift.start), minute_of(shift.end)
    is_excused, is_due = False, True
    if leaves:
        effective = _after_leave(start, leaves)
        is_excused = effective >= end
        is_due = not is_excused
        if is_excused and rules.is_set("R13", "due"):
            is_due = _after_leave(start, [leave for leave in leaves if leave[2] != QUARANTINE]) < end
        start, end = effective, _before_leave(end, leaves)
    low, high = start - rules.limit("punch_before_minutes"), end + rules.limit("punch_after_minutes")
    if earlier is not None:
        low = max(low, _halfway(earlier, shift) + 1)
    if later is not None:
        high = min(high, _halfway(shift, later))
    return ShiftReach(shift, start, end, low, high, is_excused, is_due)


def _meet(earlier: Shift, later: Shift) -> bool:
    """Whether one shift ends on the day on which the next begins; a night shift meets the morning after it."""
    return earlier.end.date() == later.start.date() or earlier.start.date() == later.start.date()


def _halfway(earlier: Shift, later: Shift) -> int:
    """The minute halfway between two shifts, cut; it belongs to the earlier one."""
    return (minute_of(earlier.end) + minute_of(later.start)) // 2


def _after_leave(start: int, leaves: Sequence[tuple[int, int, str]]) -> int:
    """The start, or the end of the leave that covers it; repeatedly, where leaves touch."""
    moved = True
    while moved:
        moved = False
        for first, last, _ in leaves:
            if first <= start < last:
                start, moved = last, True
    return start


def _before_leave(end: int, leaves: Sequence[tuple[int, int, str]]) -> int:
    """The end, or the start of the leave that covers it; repeatedly, where leaves touch."""
    moved = True
    while moved:
        moved = False
        for first, last, _ in leaves:
            if first < end <= last:
                end, moved = first, True
    return end
