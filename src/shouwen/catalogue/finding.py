"""查办事指南: the items a centre offers as people look for them: by their own words, by what happened to them, by domain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from shouwen.catalogue import queries
from shouwen.catalogue.life_events import LifeEvent, life_event, life_events
from shouwen.catalogue.models import ItemVersion
from shouwen.catalogue.public_guide import guide_path
from shouwen.catalogue.search import Piece, find_items, nearest_items
from shouwen.catalogue.told_words import promised_words

MOST_WORDS = 60
MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Found:
    """One item of a list: its name in pieces, the hits marked; how long, what fee, and where its guide is."""

    code: str
    pieces: tuple[Piece, ...]
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The page. Without `heading` nothing was asked for yet. `is_near`: nothing fits; these are the nearest."""

    said: str
    heading: str
    found: Sequence[Found]
    is_near: bool
    events: Sequence[LifeEvent]
    domains: Sequence[tuple[str, int]]


def finding(centre_id: int, *, said: str, event: str, domain: str, on: date, centre_code: str = "") -> Finding:
    """What of the catalogue in force on a day answers: the words said, else the life event, else the domain."""
    said = " ".join(said.split())[:MOST_WORDS]
    in_force = _offered(centre_id, on)
    domains = [(name, len(list(those))) for name, those in groupby(sorted(one.item.domain for one in in_force))]
    chosen = life_event(event)
    heading, is_near, found = "", False, []
    if said:
        hits = find_items(centre_id, said, on=on, most=MOST_FOUND)
        is_near = not hits
        heading = said
        hits = hits or nearest_items(centre_id, said, on=on)
        found = [_found(hit.version, hit.pieces, centre_code) for hit in hits]
    elif chosen:
        heading = chosen.name
        found = _listed((one for one in in_force if chosen.has(one.item.name)), centre_code)
    elif any(domain == name for name, _ in domains):
        heading = domain
        found = _listed((one for one in in_force if one.item.domain == domain), centre_code)
    events = [one for one in life_events() if any(one.has(version.item.name) for version in in_force)]
    return Finding(said, heading, found, is_near, events, domains)


def events_offered(centre_id: int, *, on: date) -> list[LifeEvent]:
    """The life events for which a centre offers something on a day."""
    names = [one.item.name for one in _offered(centre_id, on)]
    return [one for one in life_events() if any(one.has(name) for name in names)]


def _offered(centre_id: int, on: date) -> list[ItemVersion]:
    return sorted(queries.versions_in_force(centre_id, on=on).values(), key=lambda version: version.item.code)


def _listed(versions: Iterable[ItemVersion], centre_code: str) -> list[Found]:
    return [_found(version, (Piece(version.item.name, False),), centre_code) for version in versions]


def _found(version: ItemVersion, pieces: tuple[Piece, ...], centre_code: str) -> Found:
    code = version.item.code
    return Found(code, pieces, _words(version), guide_path(code, centre=centre_code))


def _words(version: ItemVersion) -> str:
    """当场办好，不收费 / 8 个工作日内，不收费."""
    soon = promised_words(version) if version.promised_limit else "材料齐当场办好"
    return "，".join(filter(None, (soon, version.fee)))
