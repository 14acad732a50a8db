"""Which article of the town's text a clause of the rulebook stands on, and which clauses found no words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from shouwen.regulations.parsing.citations import cited_words, find_regime
from shouwen.regulations.parsing.document import ParsedRegime


class Cited(Protocol):
    """What is needed of a clause: its id, the regime and the article it cites."""

    @property
    def id(self) -> str: ...
    @property
    def regime(self) -> str: ...
    @property
    def article(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Matching:
    """Clauses with words (id, position of the regime, words), and the ids of those without, both in the clauses' order."""

    found: dict[str, tuple[int, str]]
    unmatched: list[str]


def match_clauses(clauses: Iterable[Cited], regimes: Sequence[ParsedRegime]) -> Matching:
    """Looks up every clause by the name of its regime and its article."""
    found: dict[str, tuple[int, str]] = {}
    unmatched: list[str] = []
    for clause in clauses:
        regime = find_regime(regimes, clause.regime)
        words = cited_words(regime, clause.article) if regime else None
        if regime is None or words is None:
            unmatched.append(clause.id)
        else:
            found[clause.id] = (next(i for i, one in enumerate(regimes) if one is regime), words)
    return Matching(found, unmatched)
