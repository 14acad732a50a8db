"""The list of guides in force: searched in a person's own words, sifted by domain and kind, 25 to a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse

from shouwen.catalogue import queries
from shouwen.catalogue.enums import ItemKind
from shouwen.catalogue.queries import GuideMark
from shouwen.catalogue.search import Piece, find_items, underlined
from shouwen.catalogue.told_words import legal_words, promised_words
from shouwen.desk.search_words import kept

PER_PAGE = 25
MOST_COMING = 6
LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list, and how many it leaves."""

    words: str
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class GuideRow:
    """A guide in force. `changes_on`: the day from which the next version holds, if one is published."""

    name: Sequence[Piece]
    code: str
    domain: str
    kind: str
    promised: str
    legal: str
    window: str
    fee: str
    number: int
    since: date
    changes_on: date | None
    url: str


@dataclass(frozen=True, slots=True)
class ComingGuide:
    """A version that is published and not in force yet."""

    name: str
    number: int
    since: date
    url: str


@dataclass(frozen=True, slots=True)
class GuideList:
    """The whole page. `total` counts all guides in force, whatever is searched."""

    text: str
    total: int
    rows: Sequence[GuideRow]
    pages: Page[GuideMark]
    kinds: Sequence[Choice]
    domains: Sequence[Choice]
    coming: Sequence[ComingGuide]


def guide_list(centre_id: int, query: Mapping[str, str], *, on: date) -> GuideList:
    """The page that a query (q, kind, domain, page) asks for. Nine queries at most, however many rows."""
    text = query.get("q", "").strip()[:LONGEST_TEXT]
    everything = queries.guides_in_force(centre_id, on=on)
    kind = query.get("kind", "") if query.get("kind") in ItemKind.values else ""
    domain = query.get("domain", "") if query.get("domain") in {mark.domain for mark in everything} else ""
    fitting, names = _meant(centre_id, text, everything, on=on) if text else (everything, {})
    of_kind = [mark for mark in fitting if kind in ("", mark.kind)]
    of_domain = [mark for mark in fitting if domain in ("", mark.domain)]
    shown = [mark for mark in of_kind if domain in ("", mark.domain)]
    pages: Page[GuideMark] = Paginator(shown, PER_PAGE).get_page(query.get("page"))
    coming = list(queries.coming_guides(centre_id, on=on))
    return GuideList(
        text=text,
        total=len(everything),
        rows=_rows(list(pages), names, coming, text=text),
        pages=pages,
        kinds=_kinds(of_domain, kind, {**kept(query), "domain": domain}),
        domains=_domains(everything, of_kind, domain, {**kept(query), "kind": kind}),
        coming=[_coming(version) for version in coming[:MOST_COMING]],
    )


def _meant(
    centre_id: int, text: str, among: Sequence[GuideMark], *, on: date
) -> tuple[list[GuideMark], dict[int, Sequence[Piece]]]:
    """Guides that the words name come first, then those they may mean, the likeliest first; and the names underlined."""
    called = queries.ids_called(centre_id, text)
    hits = find_items(centre_id, text, on=on, most=len(among))
    rank = {hit.item.pk: place for place, hit in enumerate(hits)}
    found = [mark for mark in among if mark.item_id in called or mark.item_id in rank]
    found.sort(key=lambda mark: (mark.item_id not in called, rank.get(mark.item_id, len(rank)), mark.code))
    return found, {hit.item.pk: hit.pieces for hit in hits}


def _rows(
    marks: Sequence[GuideMark], names: Mapping[int, Sequence[Piece]], coming: Sequence[Any], *, text: str
) -> list[GuideRow]:
    guides = queries.guides(mark.version_id for mark in marks)
    next_of: dict[int, date] = {}
    for version in coming:
        next_of.setdefault(version.item_id, version.effective_from)
    return [_row(guides[mark.version_id], names, next_of, text=text) for mark in marks]


def _row(version: Any, names: Mapping[int, Sequence[Piece]], next_of: Mapping[int, date], *, text: str) -> GuideRow:
    item = version.item
    plain = underlined(item.name, [text] if text else [])
    is_named = any(piece.is_hit for piece in plain)
    return GuideRow(
        name=plain if is_named else names.get(item.pk, plain),
        code=item.code,
        domain=item.domain,
        kind=ItemKind(version.kind).label,
        promised=promised_words(version),
        legal=legal_words(version),
        window=item.window.label,
        fee=version.fee,
        number=version.number,
        since=version.effective_from,
        changes_on=next_of.get(item.pk),
        url=reverse("desk:guide", args=[item.code]),
    )


def _coming(version: Any) -> ComingGuide:
    address = reverse("desk:guide", args=[version.item.code])
    return ComingGuide(version.item.name, version.number, version.effective_from, f"{address}?version={version.number}")


def _kinds(among: Sequence[GuideMark], chosen: str, others: Mapping[str, str]) -> list[Choice]:
    counted = Counter(mark.kind for mark in among)
    every = Choice("全部", len(among), _address(**others), not chosen)
    return [
        every,
        *(
            Choice(kind.label, counted[kind.value], _address(**others, kind=kind.value), chosen == kind.value)
            for kind in ItemKind
        ),
    ]


def _domains(
    everything: Sequence[GuideMark], among: Sequence[GuideMark], chosen: str, others: Mapping[str, str]
) -> list[Choice]:
    """Every domain of the centre in the order of its codes, also one in which nothing fits: the list stays where it was."""
    counted = Counter(mark.domain for mark in among)
    names = dict.fromkeys(mark.domain for mark in everything)
    every = Choice("全部领域", len(among), _address(**others), not chosen)
    return [every, *(Choice(name, counted[name], _address(**others, domain=name), chosen == name) for name in names)]


def _address(**query: str) -> str:
    asked = urlencode({name: value for name, value in query.items() if value})
    return reverse("desk:guides") + (f"?{asked}" if asked else "")
