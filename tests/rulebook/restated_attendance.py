"""Attendance of the contract, restated minute by minute."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

MINUTE = timedelta(minutes=1)


class Event(NamedTuple):
    """Something that a shift or an absence from the post came to. `minutes` None: absent."""

    start: datetime
    kind: str
    minutes: int | None
    fact: str


def cut(text: str) -> datetime:
    """A time without its seconds."""
    return datetime.fromisoformat(text).replace(second=0)


def restated_attendance(
    shifts: list[dict[str, Any]], punches: list[dict[str, Any]], leaves: list[dict[str, Any]]
) -> tuple[list[Event], list[str], float | None]:
    """Events, facts with a missing punch, and the attendance rate of one person's shifts (each within one day)."""
    events: list[Event] = []
    missing: list[str] = []
    punched = {cut(punch["at"]) for punch in punches}
    spans = [(cut(leave["from"]), cut(leave["to"])) for leave in leaves]
    due, present = set(), set()
    for shift in shifts:
        start, end = cut(shift["start"]), cut(shift["end"])
        fact = f"shift:{start:%Y-%m-%dT%H:%M}"
        while start < end and any(first <= start < last for first, last in spans):
            start += MINUTE
        if start == end:
            continue
        while any(first < end <= last for first, last in spans):
            end -= MINUTE
        due.add(start.date())
        if any(punch.date() == start.date() for punch in punched):
            present.add(start.date())
        own = [minute for minute in _reach(shift, shifts, start, end) if minute in punched]
        arrivals = [minute for minute in own if minute < end]
        departures = [minute for minute in own if minute >= start and minute not in arrivals[:1]]
        begun = cut(shift["start"])
        if not own:
            events.append(Event(begun, "absent", None, fact))
        elif not arrivals or not departures:
            missing.append(fact)
        else:
            late = len(_minutes(start, arrivals[0]))
            early = len(_minutes(departures[-1], end))
            events += [Event(begun, "late", late, fact)] if late else []
            events += [Event(begun, "early", early, fact)] if early else []
    return events, missing, round(len(present) / len(due), 4) if due else None


def _reach(shift: dict[str, Any], shifts: list[dict[str, Any]], start: datetime, end: datetime) -> list[datetime]:
    """Every minute in which a punch can be this shift's own."""
    in_time = sorted(shifts, key=lambda one: (one["start"], one["end"]))
    place = in_time.index(shift)
    minutes = _minutes(start - 60 * MINUTE, end + 61 * MINUTE)
    if place > 0 and _meet(in_time[place - 1], shift):
        minutes = [minute for minute in minutes if minute > _halfway(in_time[place - 1], shift)]
    if place + 1 < len(in_time) and _meet(shift, in_time[place + 1]):
        minutes = [minute for minute in minutes if minute <= _halfway(shift, in_time[place + 1])]
    return minutes


def _meet(earlier: dict[str, Any], later: dict[str, Any]) -> bool:
    """The earlier one begins or ends on the day on which the later one begins."""
    return later["start"][:10] in {earlier["start"][:10], earlier["end"][:10]}


def _halfway(earlier: dict[str, Any], later: dict[str, Any]) -> datetime:
    """Walk from both sides until they meet; the odd minute is cut."""
    left, right = cut(earlier["end"]), cut(later["start"])
    while right - left >= 2 * MINUTE:
        left, right = left + MINUTE, right - MINUTE
    return left


def _minutes(first: datetime, before: datetime) -> list[datetime]:
    found = []
    while first < before:
        found.append(first)
        first += MINUTE
    return found
