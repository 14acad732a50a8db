"""What the engine writes: lines of a month sheet, each with the trace that explains it, and facts that wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, NamedTuple

from shouwen.rulebook.clauses import Clause

Reason = Literal["unverified", "missing_punch"]


@dataclass(frozen=True, slots=True)
class Trace:
    """How a line came about (条 读 事 算): readings applied, facts in figures, the points of each rule that spoke, and why
    fewer of them count (`mark`, in words; None if all count)."""

    readings: tuple[str, ...]
    facts: Mapping[str, object]
    raw: tuple[int, ...]
    arithmetic: str
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a fact, the clause it falls under, and the points that count.

    `kind` is the kind of fact, `moment` when exactly it happened: a cap takes facts in the order of time.
    """

    clause: Clause
    kind: str
    at: date
    moment: datetime
    fact: str
    points: int
    trace: Trace

    def counting(
        self, points: int, arithmetic: str, mark: str | None, facts: Mapping[str, object], readings: tuple[str, ...]
    ) -> Line:
        """The same line after another rule spoke: the points that count now, and why."""
        trace = replace(
            self.trace,
            readings=self.trace.readings + readings,
            facts={**self.trace.facts, **facts},
            arithmetic=arithmetic,
            mark=mark or self.trace.mark,
        )
        return replace(self, points=points, trace=trace)


class Pending(NamedTuple):
    """A fact that doesn't count yet, with the clause it would fall under.

    `most_points`: what it costs at most once it counts; None where only more facts can tell (a missing punch).
    """

    staff: str
    clause: str
    at: date
    fact: str
    reason: Reason
    most_points: int | None = None


class Entries(NamedTuple):
    """What one kind of facts of one person comes to."""

    lines: list[Line]
    pending: list[Pending]
