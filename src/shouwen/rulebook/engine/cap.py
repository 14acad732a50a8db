"""每月封顶（三（一）（5）, reading R12）: lines of a clause with a cap, cut to what is left, in order of time."""

from __future__ import annotations

from collections.abc import Iterable

from shouwen.rulebook.clauses import FACT_KINDS
from shouwen.rulebook.engine.lines import Line
from shouwen.rulebook.engine.scope import Scope

_RANK = {kind: rank for rank, kind in enumerate(FACT_KINDS)}


def capped(lines: Iterable[Line], scope: Scope) -> list[Line]:
    """The same lines of one person and month, those under a cap cut; what is above the cap stays listed with 0 points.

    At the same time ratings come before complaints, then in order of their ids.
    """
    result: list[Line] = []
    used: dict[tuple[str, str], int] = {}
    for line in sorted(lines, key=_in_time):
        if line.clause.cap is None:
            result.append(line)
            continue
        separately = scope.rules(line.at).is_set("R12", "separately")
        key = (line.clause.id, line.kind if separately else "")
        before = used.get(key, 0)
        points = max(min(line.points, line.clause.cap - before), 0)
        used[key] = before + points
        result.append(_cut(line, line.clause.cap, before, points))
    return result


def _in_time(line: Line) -> tuple[object, ...]:
    return line.moment, _RANK[line.kind], line.fact


def _cut(line: Line, cap: int, before: int, points: int) -> Line:
    words = f"{line.trace.arithmetic}；本月已计{before}分，上限{cap}分，"
    words += "照计" if points == line.points else f"只计{points}分"
    mark = None if points == line.points else f"每月最多{cap}"
    facts = {"cap": cap, "before": before, "after": before + points}
    return line.counting(points, words, mark, facts, readings=("R12",))
