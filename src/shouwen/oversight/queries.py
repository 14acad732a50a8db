"""What the public may read. No personal data of residents, no figures per member of staff."""

from __future__ import annotations

from dataclasses import dataclass

from shouwen.clocks.rules import rulebook_of
from shouwen.regulations.queries import current_clauses, regimes_in_force


@dataclass(frozen=True, slots=True)
class PublicRegime:
    """One of the six regimes: the town's own words where they were imported, else what the rulebook says of each article."""

    name: str
    document: str
    in_own_words: bool
    articles: tuple[tuple[str, str], ...]


def regimes(centre_id: int) -> list[PublicRegime]:
    """The regimes of a centre, in the order of its document."""
    imported = regimes_in_force(centre_id)
    if imported:
        return [PublicRegime(regime.name, regime.document, True, regime.articles) for regime in imported]
    rulebook = rulebook_of(centre_id)
    found: dict[str, list[tuple[str, str]]] = {}
    for clause in current_clauses(rulebook):
        found.setdefault(clause.regime, []).append((clause.article, clause.paraphrase))
    return [PublicRegime(name, rulebook.document, False, tuple(articles)) for name, articles in found.items()]
