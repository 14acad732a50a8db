"""原话: words told, questions and reasons may name people, so the chain keeps their keyed hash and the words lie sealed beside it.

A retention rule can delete the words later: the chain still holds, and readers are told that they are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shouwen.sealing import KeyRing, SealBrokenError

HASH = "words_sm3"
"""What stands in an entry's data for words: an object of this one key, the keyed hash."""
DELETED = "（原话已按规定删除）"
SPOKEN = frozenset({"words", "reason", "question", "answer", "matter", "comment", "passed_to"})
"""Keys under which somebody's own words stand; in clear they are refused."""


class Words(str):
    """Text of an entry that may name people: a value in `data` that is marked so is sealed when the entry is written."""

    __slots__ = ()


class UnmarkedWordsError(ValueError):
    """An action was about to put somebody's words into the chain in clear."""


def shut(
    data: Mapping[str, Any], *, centre_id: int, seq: int, ring: KeyRing
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The data as the chain keeps it, and the sealed words by key. Raises UnmarkedWordsError."""
    kept: dict[str, Any] = {}
    sealed: dict[str, bytes] = {}
    for key, value in data.items():
        kept[key] = value
        if isinstance(value, Words):
            kept[key] = str(value)
            if value:
                place = _place(centre_id, seq, key)
                kept[key] = {HASH: ring.words_hash(value, place=place)}
                sealed[key] = ring.seal(value, place=place)
        elif key in SPOKEN and type(value) is str and value:
            raise UnmarkedWordsError(f"{key}: mark words as journal.words.Words")
    return kept, sealed


def opened(
    data: Mapping[str, Any], sealed: Mapping[str, bytes], *, centre_id: int, seq: int, ring: KeyRing
) -> dict[str, Any]:
    """The data with its words, or with `DELETED` where they are gone. Raises SealBrokenError."""
    told = dict(data)
    for key in _hashed(data):
        there = sealed.get(key)
        told[key] = DELETED if there is None else ring.open(there, place=_place(centre_id, seq, key))
    return told


def problem(data: Mapping[str, Any], sealed: Mapping[str, bytes], *, centre_id: int, seq: int, ring: KeyRing) -> str:
    """What is wrong with the words that lie beside an entry; empty if they are what was said, or were deleted."""
    hashed = list(_hashed(data))
    for key, there in sealed.items():
        if key not in hashed:
            return "旁边多了一段原话"
        place = _place(centre_id, seq, key)
        try:
            text = ring.open(there, place=place)
        except SealBrokenError:
            return "原话被改过，或密钥不在"
        if ring.words_hash(text, place=place) != data[key][HASH]:
            return "原话被换过"
    return ""


def _hashed(data: Mapping[str, Any]) -> Iterator[str]:
    return (key for key, value in data.items() if isinstance(value, Mapping) and set(value) == {HASH})


def _place(centre_id: int, seq: int, key: str) -> str:
    return f"journal.words.{centre_id}.{seq}.{key}"
