"""像是这件事: the items that a person's own words mean. Reckoned in memory over the items in force, so that SQLite and
PostgreSQL answer alike; the index is kept until the catalogue changes."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import rjieba
from pypinyin import Style, lazy_pinyin

from shouwen.catalogue import queries
from shouwen.catalogue.models import ItemVersion, ServiceItem
from shouwen.catalogue.synonyms import SAY_NOTHING, groups, pattern
from shouwen.people.models import Window

_LETTERS = re.compile(r"[a-zA-Z]{2,12}")
_CODE = re.compile(r"[a-zA-Z]{1,4}\d{1,4}")
_WORD = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff\w]{2,}")
NAME_WEIGHT, EVERYDAY_WEIGHT, MATERIAL_WEIGHT = 3.0, 1.2, 0.4
WHOLE_PHRASE = 12.0
"""What it is worth when somebody says an everyday phrase of an item word for word."""
LEAST_SCORE = 2.0
LEAST_SHARE = 0.2
COMMON = frozenset("的了吗呢怎么办要想我有没能不在请问下给哪里什个人事")
"""Characters that say nothing of which item is meant."""
"""An item that fits less than this beside the best one is left out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an item's name; `is_hit` when the person said it."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that fits, with the guide in force, and its name in pieces for underlining. `words`: what in the text the name answers to."""

    item: ServiceItem
    version: ItemVersion
    window: Window
    score: float
    pieces: tuple[Piece, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Meanings found in running text, each with the words that carried it. A word of a group carries the group's meaning."""

    text: str
    meanings: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class _Entry:
    item: ServiceItem
    version: ItemVersion
    initials: str
    named: dict[str, tuple[str, ...]]
    everyday: frozenset[str]
    asked: frozenset[str]


@dataclass(slots=True)
class _Index:
    entries: list[_Entry] = field(default_factory=list)
    spread: Counter[str] = field(default_factory=Counter)

    def weight(self, meaning: str) -> float:
        """What few items are called by tells more than what many are."""
        return math.log(1 + (len(self.entries) + 1) / (self.spread[meaning] + 0.5))


def find_items(centre_id: int, text: str, *, on: date, most: int = 3) -> list[Hit]:
    """The items in force on a day that these words may mean, the likeliest first.

    Reads everyday words and synonyms (高龄补贴 finds 高龄津贴), item codes, and pinyin initials typed alone (gljt)."""
    text = text.strip()
    if not text:
        return []
    index = _index_of(centre_id, on)
    is_typed_short = _LETTERS.fullmatch(text) or _CODE.fullmatch(text)
    found = _by_letters(index, text) if is_typed_short else _by_meaning(index, said_in(text))
    ranked = sorted(found, key=lambda hit: (-hit.score, hit.item.code))
    return [hit for hit in ranked[:most] if hit.score >= ranked[0].score * LEAST_SHARE]


@lru_cache(maxsize=2048)
def said_in(text: str) -> Said:
    """What running text says: words of a synonym group first, then the words between them."""
    meanings: dict[str, list[str]] = {}

    def note(meaning: str, word: str) -> None:
        words = meanings.setdefault(meaning, [])
        if word not in words:
            words.append(word)

    for match in pattern().finditer(text):
        note(groups()[match[0]], match[0])
    for word in rjieba.cut_for_search(text):
        if _WORD.fullmatch(word) and word not in SAY_NOTHING and not word.isdigit():
            note(groups().get(word, word), word)
    return Said(text, {meaning: tuple(words) for meaning, words in meanings.items()})


def _by_letters(index: _Index, text: str) -> Iterable[Hit]:
    wanted = text.lower()
    for entry in index.entries:
        at = entry.initials.find(wanted)
        if entry.item.code.lower().startswith(wanted):
            yield _hit(entry, 100.0, {})
        elif at >= 0 and len(entry.initials) == len(entry.item.name):
            name = entry.item.name
            pieces = (
                Piece(name[:at], False),
                Piece(name[at : at + len(wanted)], True),
                Piece(name[at + len(wanted) :], False),
            )
            yield _hit(entry, 50.0 - at, {}, tuple(piece for piece in pieces if piece.text))
        elif at >= 0:
            yield _hit(entry, 50.0 - at, {})


def _by_meaning(index: _Index, said: Said) -> Iterable[Hit]:
    for entry in index.entries:
        fitting: dict[str, tuple[str, ...]] = {}
        score = WHOLE_PHRASE if any(phrase in said.text for phrase in entry.item.everyday_words if phrase) else 0.0
        for meaning, words in said.meanings.items():
            worth = _worth(entry, meaning)
            if worth:
                score += worth * index.weight(meaning)
                fitting[meaning] = words
        if score >= LEAST_SCORE:
            yield _hit(entry, score, fitting)


def _worth(entry: _Entry, meaning: str) -> float:
    if meaning in entry.named:
        return NAME_WEIGHT
    if meaning in entry.everyday:
        return EVERYDAY_WEIGHT
    return MATERIAL_WEIGHT if meaning in entry.asked else 0.0


def _hit(
    entry: _Entry, score: float, fitting: dict[str, tuple[str, ...]], pieces: tuple[Piece, ...] | None = None
) -> Hit:
    in_name = [word for meaning in fitting for word in entry.named.get(meaning, ())]
    telling = {meaning: words for meaning, words in fitting.items() if meaning in entry.named} or fitting
    words = sorted({word for said in telling.values() for word in said}, key=lambda word: (-len(word), word))
    return Hit(
        item=entry.item,
        version=entry.version,
        window=entry.item.window,
        score=round(score, 3),
        pieces=pieces or underlined(entry.item.name, in_name),
        words=tuple(words),
    )


def underlined(text: str, words: Iterable[str]) -> tuple[Piece, ...]:
    """Text in pieces, those of `words` marked; overlapping words become one piece."""
    marked = [False] * len(text)
    for word in words:
        for match in re.finditer(re.escape(word), text):
            marked[match.start() : match.end()] = [True] * len(word)
    pieces: list[Piece] = []
    for letter, is_hit in zip(text, marked, strict=True):
        if pieces and pieces[-1].is_hit == is_hit:
            pieces[-1] = Piece(pieces[-1].text + letter, is_hit)
        else:
            pieces.append(Piece(letter, is_hit))
    return tuple(pieces)


def _index_of(centre_id: int, on: date) -> _Index:
    """Two cheap queries tell whether the index kept in memory is still right."""
    return _built(centre_id, on, hash(queries.fingerprint(centre_id, on=on)))


@lru_cache(maxsize=32)
def _built(centre_id: int, on: date, _fingerprint: int) -> _Index:
    index = _Index()
    in_force = queries.versions_in_force(centre_id, on=on)
    asked = _materials([version.pk for version in in_force.values()])
    for item in queries.items(centre_id):
        version = in_force.get(item.pk)
        if version is None:
            continue
        named = said_in(item.name).meanings
        everyday = [meaning for word in item.everyday_words for meaning in (word, *said_in(word).meanings)]
        entry = _Entry(
            item=item,
            version=version,
            initials=_initials(item.name),
            named=named,
            everyday=frozenset(everyday) - SAY_NOTHING,
            asked=frozenset(asked.get(version.pk, ())),
        )
        index.entries.append(entry)
        index.spread.update(set(named) | entry.everyday)
    return index


def _materials(version_ids: list[int]) -> dict[int, set[str]]:
    """The meanings of the materials each guide asks for: somebody who names a paper may want the matter that needs it."""
    found: dict[int, set[str]] = {}
    for version_id, name in queries.material_names(version_ids):
        found.setdefault(version_id, set()).update(said_in(name).meanings)
    return found


def _initials(name: str) -> str:
    """One letter a character: gljtrd."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def nearest_items(centre_id: int, text: str, *, on: date, most: int = 3) -> list[Hit]:
    """The items in force that share most with words that find none: their characters, in names and everyday words."""
    said = set(text) - COMMON
    entries = _index_of(centre_id, on).entries
    near = [(len(said & set(entry.item.name + "".join(entry.item.everyday_words))), entry) for entry in entries]
    ranked = sorted(near, key=lambda pair: (-pair[0], pair[1].item.code))
    return [_hit(entry, float(shared), {}) for shared, entry in ranked[:most] if shared]
