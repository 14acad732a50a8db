"""Reading the words of a town's regulation: by clause for chips and traces, by regime for the public page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from shouwen.people import queries as people
from shouwen.regulations.matching import match_clauses
from shouwen.regulations.models import Article, Regulation
from shouwen.regulations.parsing import ParsedArticle, ParsedRegime
from shouwen.rulebook.clauses import Clause
from shouwen.rulebook.rules import Rulebook
from shouwen.rulebook.shipped import shipped


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """What a clause chip shows.

    article    -- regime and article as quoted (限时办结制度 第五条)
    label      -- the same, short (限时办结制 五)
    words      -- the exact words of the town's text, None where none was imported or the article isn't in it
    paraphrase -- the rulebook's own words
    document   -- number of the document that the words, or else the rulebook, come from
    """

    article: str
    label: str
    words: str | None
    paraphrase: str
    document: str

    @property
    def shown(self) -> str:
        """The town's words, or the paraphrase where there are none."""
        return self.words if self.words is not None else self.paraphrase


@dataclass(frozen=True, slots=True)
class RegimeText:
    """One regime in the words in force, for the public page. `articles` are (label, words), nesting in the label."""

    name: str
    document: str
    issued_on: date | None
    articles: tuple[tuple[str, str], ...]


def clause_words(centre_id: int) -> Mapping[str, ClauseWords]:
    """The words of every clause of the centre's rulebook, by clause id. Two small queries; the rest is kept in memory.

    Raises Centre.DoesNotExist, or RulebookError for a centre whose rulebook doesn't ship with the product.
    """
    return _clause_words(people.centre(centre_id).rulebook, _active(centre_id))


def regimes_in_force(centre_id: int) -> tuple[RegimeText, ...]:
    """Every regime of the texts in use, the newest words of each, in the order of the documents. Empty before an import."""
    found: dict[str, RegimeText] = {}
    for regime, regulation in _regimes(_active(centre_id)):
        articles = tuple((article.label, article.words) for article in regime.articles)
        found.setdefault(regime.name, RegimeText(regime.name, _name(regulation), regulation.issued_on, articles))
    return tuple(found.values())


def current_clauses(rulebook: Rulebook) -> list[Clause]:
    """The latest version of every clause, in the rulebook's order."""
    return [rulebook.clause(key) for key in dict.fromkeys(clause.id for clause in rulebook.clauses)]


# The articles of a regulation are never changed, so what was computed for a set of them stays true.
@lru_cache(maxsize=64)
def _clause_words(rulebook_id: str, active: tuple[tuple[int, str], ...]) -> Mapping[str, ClauseWords]:
    rulebook = shipped(rulebook_id)
    pairs = _regimes(active)
    clauses = current_clauses(rulebook)
    matching = match_clauses(clauses, [regime for regime, _ in pairs])
    result: dict[str, ClauseWords] = {}
    for clause in clauses:
        place, words = matching.found.get(clause.id, (None, None))
        document = rulebook.document if place is None else _name(pairs[place][1])
        result[clause.id] = ClauseWords(clause.citation, clause.label, words, clause.paraphrase, document)
    return MappingProxyType(result)


def _active(centre_id: int) -> tuple[tuple[int, str], ...]:
    """Ids and fingerprints of the texts in use, the newest first."""
    rows = Regulation.objects.filter(centre_id=centre_id, active=True).order_by("-imported_at", "-pk")
    return tuple(rows.values_list("pk", "source_sha256"))


def _regimes(active: tuple[tuple[int, str], ...]) -> list[tuple[ParsedRegime, Regulation]]:
    """The regimes of the given texts with their articles, in the order given."""
    regulations = Regulation.objects.in_bulk([pk for pk, _ in active])
    found: dict[tuple[int, str], ParsedRegime] = {}
    rows = Article.objects.filter(regulation__in=regulations).order_by("regulation", "position")
    for row in rows:
        regime = found.setdefault((row.regulation_id, row.regime), ParsedRegime(row.regime, row.position))
        regime.articles.append(ParsedArticle(row.path, row.label, row.words, row.position))
    return [(regime, regulations[pk]) for pk, _ in active for (owner, _), regime in found.items() if owner == pk]


def _name(regulation: Regulation) -> str:
    return regulation.number or regulation.title
