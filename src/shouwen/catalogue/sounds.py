"""读音: words as they sound, for what is typed in pinyin (dibao), in initials (db), or with another character of the same
sound (底保) or one that is wrong (公共租凭). Zh, ch, sh, n and final ng are told apart only in words of two characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from pypinyin import Style, lazy_pinyin

LONGEST = 10
_CHINESE = re.compile(r"[\u3400-\u9fff]{2,10}")
_SAME = ((re.compile(r"(?<![a-z])([zcs])h"), r"\1"), (re.compile(r"ng$"), "n"), (re.compile(r"^n"), "l"))
Heard = dict[str, tuple[str, ...]]
"""Meanings, each with the words that carried it."""


def syllables(text: str) -> list[str]:
    """One a character; what isn't Chinese stays as it is."""
    return lazy_pinyin(text, errors=cast(Any, list))


def letters_of(text: str) -> str:
    """Initials of a word: gljt."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


def _broad(syllable: str) -> str:
    for found, same in _SAME:
        syllable = found.sub(same, syllable)
    return syllable


def _flat(letters: str) -> str:
    """Typed pinyin without what people mix up, wherever a syllable ends: zhangang and zangan are the same."""
    return re.sub(r"([zcs])h", r"\1", letters).replace("ng", "n")


@dataclass(slots=True)
class Sounds:
    """The words of a catalogue and of the synonyms by sound; each leads to the meaning it carries."""

    typed: dict[str, set[str]] = field(default_factory=dict)
    short: dict[str, set[str]] = field(default_factory=dict)
    spoken: dict[tuple[str, ...], str] = field(default_factory=dict)
    nearly: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, words: Iterable[tuple[str, str]]) -> Sounds:
        """From words and their meanings; the first of two words that sound alike stands, of typed letters both. A word without
        a meaning is one that is read over."""
        sounds = cls()
        for word, meaning in words:
            if not _CHINESE.fullmatch(word) or word in sounds.known:
                continue
            sounds.known.add(word)
            spoken = syllables(word)
            sounds.typed.setdefault(_flat("".join(spoken)), set()).add(meaning)
            sounds.short.setdefault("".join(one[0] for one in spoken), set()).add(meaning)
            if not meaning:
                continue
            sounds.spoken.setdefault(_spoken(spoken), meaning)
            if len(word) > 2:
                for at in range(len(word)):
                    sounds.nearly.setdefault(_without(word, at), meaning)
        return sounds

    def in_pinyin(self, letters: str) -> Heard:
        """Whole words typed in pinyin one after another; empty where they carry less than two thirds of what was typed."""
        letters = _flat(letters)
        return _read(letters, self.typed, least=3, share=0.66)

    def in_initials(self, letters: str) -> Heard:
        """Words typed by their initials one after another, all of it: sbkgs is 社保卡 and 挂失. Words of two letters alone
        make up nearly anything, so one is longer, or it is the only one."""
        heard = _read(letters, self.short, least=2, share=1.0)
        parts = {part for words in heard.values() for part in words}
        return heard if len(letters) == 2 or any(len(part) > 2 for part in parts) else {}

    def in_characters(self, text: str) -> Heard:
        """Words written with other characters of the same sound, or with one wrong character; the longest at each place.
        Words that are written right are no matter of sound."""
        spoken, at = syllables(text), 0
        heard: Heard = {}
        while at < len(text) - 1:
            for length in range(min(LONGEST, len(text) - at), 1, -1):
                part = text[at : at + length]
                if part in self.known:
                    at += length - 1
                    break
                meaning = self._meaning(part, spoken[at : at + length])
                if meaning:
                    heard[meaning] = (part,)
                    at += length - 1
                    break
            at += 1
        return heard

    def _meaning(self, part: str, spoken: list[str]) -> str:
        if not _CHINESE.fullmatch(part):
            return ""
        found = self.spoken.get(_spoken(spoken), "")
        if found or len(part) < 4:
            return found
        return next((self.nearly[one] for one in _each_without(part) if one in self.nearly), "")


def _spoken(spoken: list[str]) -> tuple[str, ...]:
    return tuple(spoken) if len(spoken) < 3 else tuple(map(_broad, spoken))


def _without(word: str, at: int) -> str:
    return f"{word[:at]}?{word[at + 1 :]}"


def _each_without(word: str) -> Iterator[str]:
    return (_without(word, at) for at in range(len(word)))


def _read(letters: str, words: dict[str, set[str]], *, least: int, share: float) -> Heard:
    """The best reading of letters as words: as many letters carried as can be, by as few words as can be."""
    best: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]
    for end in range(1, len(letters) + 1):
        carried, minus, found = best[end - 1]
        choice = (carried, minus, found)
        for start in range(max(0, end - 24), end - least + 1):
            part = letters[start:end]
            if part in words:
                before = best[start]
                choice = max(
                    choice, (before[0] + end - start, before[1] - 1, (*before[2], part)), key=lambda one: one[:2]
                )
        best.append(choice)
    carried, _, found = best[-1]
    if carried < share * len(letters):
        return {}
    return {meaning: (part,) for part in found for meaning in sorted(words[part]) if meaning}
