"""像是这件事: the items that a person's own words mean. Reckoned in memory over the items in force, so that SQLite and
PostgreSQL answer alike; the index is kept until the catalogue changes."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

import rjieba

from shouwen.catalogue import queries
from shouwen.catalogue.models import ItemVersion, ServiceItem
from shouwen.catalogue.sounds import Heard, Sounds, letters_of
from shouwen.catalogue.synonyms import SAY_NOTHING, groups, pattern
from shouwen.people.models import Window

_LETTERS = re.compile(r"[a-zA-Z]+(?:[ '’]?[a-zA-Z]+){0,12}")
MOST_LETTERS = 60
_CODE = re.compile(r"[a-zA-Z]{1,4}\d{1,4}")
_WORD = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff\w]{2,}")
NAME_WEIGHT, EVERYDAY_WEIGHT, MATERIAL_WEIGHT = 3.0, 1.2, 0.4
WHOLE_PHRASE = 12.0
"""What it is worth when somebody says an everyday phrase of an item word for word."""
LEAST_SCORE = 2.0
LEAST_SHARE = 0.2
HEARD_SHARE, MOST_HEARD = 0.75, 24
"""What a word counts that was only heard, and up to how many characters anything is heard: long texts say enough themselves."""
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
    sounds: Sounds = field(default_factory=Sounds)

    def weight(self, meaning: str) -> float:
        """What few items are called by tells more than what many are."""
        return math.log(1 + (len(self.entries) + 1) / (self.spread[meaning] + 0.5))


def find_items(centre_id: int, text: str, *, on: date, most: int = 3) -> list[Hit]:
    """The items in force on a day that these words may mean, the likeliest first.

    Reads everyday words and synonyms (高龄补贴 finds 高龄津贴), item codes, pinyin and its initials typed alone (gaolingjintie,
    gljt), and in short texts words written with characters of the same sound (底保)."""
    text = text.strip()
    if not text:
        return []
    index = _index_of(centre_id, on)
    is_typed = _CODE.fullmatch(text) or (len(text) <= MOST_LETTERS and _LETTERS.fullmatch(text))
    found = _by_letters(index, re.sub(r"[ '’]", "", text)) if is_typed else _by_meaning(index, said_in(text))
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
    """An item code; initials of a name, the whole words first; words in initials or in pinyin."""
    wanted = text.lower()
    heard = index.sounds.in_initials(wanted) or index.sounds.in_pinyin(wanted)
    spoken = {hit.item.pk: hit for hit in _by_meaning(index, Said("", {}), heard)}
    for entry in index.entries:
        at = entry.initials.find(wanted)
        said = spoken.get(entry.item.pk)
        if entry.item.code.lower().startswith(wanted):
            yield _hit(entry, 100.0, {})
        elif at >= 0 and len(wanted) > 1 and (said is None or len(wanted) > 2):
            more = 50.0 + (said.score if said else 0.0)
            whole = len(entry.initials) == len(entry.item.name)
            yield _hit(entry, more - at, {}, _marked(entry.item.name, at, len(wanted)) if whole else None)
        elif said is not None:
            yield replace(said, score=said.score + 45.0)


def _marked(name: str, at: int, length: int) -> tuple[Piece, ...]:
    pieces = (Piece(name[:at], False), Piece(name[at : at + length], True), Piece(name[at + length :], False))
    return tuple(piece for piece in pieces if piece.text)


def _by_meaning(index: _Index, said: Said, heard: Heard | None = None) -> Iterable[Hit]:
    if heard is None:
        heard = index.sounds.in_characters(said.text) if len(said.text) <= MOST_HEARD else {}
    for entry in index.entries:
        fitting: dict[str, tuple[str, ...]] = {}
        score = WHOLE_PHRASE if any(phrase in said.text for phrase in entry.item.everyday_words if phrase) else 0.0
        for meaning, words in {**heard, **said.meanings}.items():
            worth = _worth(entry, meaning)
            if worth:
                score += worth * index.weight(meaning) * (1 if meaning in said.meanings else HEARD_SHARE)
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
            initials=letters_of(item.name),
            named=named,
            everyday=frozenset(everyday) - SAY_NOTHING,
            asked=frozenset(asked.get(version.pk, ())),
        )
        index.entries.append(entry)
        index.spread.update(set(named) | entry.everyday)
    index.sounds = Sounds.of(_vocabulary(index.entries))
    return index


def _vocabulary(entries: Iterable[_Entry]) -> Iterable[tuple[str, str]]:
    """The words by which items are meant, each with its meaning: those of names first, then of the synonyms, then everyday ones."""
    carried: set[str] = set()
    for entry in entries:
        carried.update(entry.named, entry.everyday)
        for meaning, words in entry.named.items():
            yield from ((word, meaning) for word in words)
    yield from ((word, meaning) for word, meaning in groups().items() if meaning in carried)
    for entry in entries:
        yield from ((word, groups().get(word, word)) for word in sorted(entry.everyday))
    yield from ((word, "") for word in sorted(SAY_NOTHING))


def _materials(version_ids: list[int]) -> dict[int, set[str]]:
    """The meanings of the materials each guide asks for: somebody who names a paper may want the matter that needs it."""
    found: dict[int, set[str]] = {}
    for version_id, name in queries.material_names(version_ids):
        found.setdefault(version_id, set()).update(said_in(name).meanings)
    return found


def nearest_items(centre_id: int, text: str, *, on: date, most: int = 3) -> list[Hit]:
    """The items in force that share most with words that find none: their characters, in names and everyday words."""
    said = set(text) - COMMON
    entries = _index_of(centre_id, on).entries
    near = [(len(said & set(entry.item.name + "".join(entry.item.everyday_words))), entry) for entry in entries]
    ranked = sorted(near, key=lambda pair: (-pair[0], pair[1].item.code))
    return [_hit(entry, float(shared), {}) for shared, entry in ranked[:most] if shared]
