"""Clauses (条款): where an obligation stands, what it says in the town's own short words, and what it counts.

What costs points is data: a clause names the kinds of fact it counts (`counts`), and the engine asks for the clause that
counts a fact, never for a clause by its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

Part = Literal["business", "discipline"]
Level = Literal["town", "district", "city", "province"]

PARTS: Final[tuple[Part, ...]] = ("business", "discipline")
LEVELS: Final[tuple[Level, ...]] = ("town", "district", "city", "province")


@dataclass(frozen=True, slots=True)
class Flat:
    """The same points for each fact."""

    points: int


@dataclass(frozen=True, slots=True)
class BadRatings:
    """Points for each rating whose level is bad (差评)."""

    points: int
    levels: frozenset[int]


@dataclass(frozen=True, slots=True)
class Bands:
    """Points by minutes: the first band whose minutes aren't exceeded counts; beyond the last one it is an absence (旷工)."""

    bands: tuple[tuple[int, int], ...]

    def points(self, minutes: int, *, inclusive: bool) -> int | None:
        """Points for so many minutes, None beyond the last band. `inclusive`: a band's upper bound belongs to it (R4)."""
        for upper, points in self.bands:
            if minutes < upper or (inclusive and minutes == upper):
                return points
        return None

    @property
    def last(self) -> int:
        """The points of the last band."""
        return self.bands[-1][1]


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One line of a clause that counts by the level that found the breach: the level as the text names it and as it is read."""

    level: Level
    text_level: Level
    points: int
    words: str
    remark: str


@dataclass(frozen=True, slots=True)
class ByLevel:
    """Points by the level that found a breach; for the same act only the highest counts (同一行为取最高)."""

    lines: tuple[LevelLine, ...]

    def points(self, level: Level, *, as_text: bool) -> int:
        """Points of a level. `as_text`: a line counts for the level its text names as well, and the highest is taken (R2)."""
        return max(
            (line.points for line in self.lines if line.level == level or (as_text and line.text_level == level)),
            default=0,
        )


Counting: TypeAlias = Flat | BadRatings | Bands | ByLevel

# Every kind of fact that the engine can count, and how.
FACT_KINDS: Final[Mapping[str, tuple[type[Counting], ...]]] = {
    "finding": (Flat, ByLevel),
    "late_answer": (Flat,),
    "overdue_day": (Flat,),
    "late_task": (Flat,),
    "bad_rating": (BadRatings,),
    "complaint": (Flat,),
    "late": (Bands,),
    "early": (Bands,),
    "away_without_procedure": (Flat,),
    "away_without_cause": (Bands,),
    "absence": (Flat,),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the register, in force from `since` to `until` (both included; None: no end).

    `cap` is the most points a person can lose by it in a month. `exclusions` name what doesn't count, in words.
    `leads_to` and `applies` are clauses that a breach leads to, or that apply likewise.
    """

    id: str
    regime: str
    article: str
    label: str
    paraphrase: str
    since: date
    until: date | None
    part: Part | None
    counts: Mapping[str, Counting]
    cap: int | None
    exclusions: tuple[str, ...]
    needs_verification: bool
    awards_lost: bool
    referral: str | None
    leads_to: tuple[str, ...]
    applies: tuple[str, ...]
    remark: str

    @property
    def citation(self) -> str:
        """Regime and article as one would quote them: 限时办结制度 第五条."""
        return f"{self.regime} {self.article}"
