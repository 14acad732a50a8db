"""旷工（三（二）（3））: the absences of one person; at most one a day costs points (R5), and never together with lateness (R3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from shouwen.rulebook.engine.lines import Line, Trace
from shouwen.rulebook.engine.scope import Scope, flat

NOT_WITH_LATENESS = "不和迟到叠加"
ONCE_A_DAY = "每天最多一次旷工"


class Absence(NamedTuple):
    """One absence. `instead_of`: points of the band that it stands in for (late by more than an hour)."""

    moment: datetime
    fact: str
    words: str
    facts: Mapping[str, object]
    instead_of: int | None = None


def absence_lines(absences: Iterable[Absence], scope: Scope) -> list[Line]:
    """A line for each absence, in order of time; those after a day's first one count 0."""
    taken: set[date] = set()
    lines = []
    for absence in sorted(absences, key=lambda absence: absence.moment):
        lines.append(_line(absence, taken, scope))
        taken.add(absence.moment.date())
    return lines


def _line(absence: Absence, taken: set[date], scope: Scope) -> Line:
    day = absence.moment.date()
    rules = scope.rules(day)
    full = flat(rules, "absence")
    readings = ["R3", "R4"] if absence.instead_of is not None else []
    raw = (full,) if absence.instead_of is None else (absence.instead_of, full)
    words, mark, points = f"{absence.words}，计{full}分", None, full
    if absence.instead_of is not None:
        words, mark = f"{absence.words}，计{full}分，不再计{absence.instead_of}分", NOT_WITH_LATENESS
    if day in taken:
        readings.append("R5")
        if not rules.is_set("R5", "each"):
            words, mark, points = f"{absence.words}；这一天已计一次旷工，计0分", ONCE_A_DAY, 0
    return Line(
        clause=rules.counting["absence"],
        kind="absence",
        at=day,
        moment=absence.moment,
        fact=absence.fact,
        points=points,
        trace=Trace(tuple(readings), absence.facts, raw, words, mark),
    )
