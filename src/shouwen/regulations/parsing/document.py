"""What an official text (红头文件) consists of once it has been read: document, regimes, articles, leftovers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

# Left behind by editors and web pages; invisible, and no space to Python.
_ZERO_WIDTH = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


class UnreadableRegulationError(Exception):
    """The file can't be taken as an official text; the message says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of a text file, or one paragraph of a DOCX file.

    number -- counted from 1, as an editor (or Word's paragraph count) shows it
    text   -- without the line end, inner spaces as they stand
    """

    number: int
    text: str

    @property
    def stripped(self) -> str:
        """The text without leading and trailing spaces of any width."""
        return self.text.translate(_ZERO_WIDTH).strip()

    @property
    def compact(self) -> str:
        """The text without any space: `通　知` and `通知` are the same word."""
        return "".join(self.text.translate(_ZERO_WIDTH).split())


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line that belongs to no article and to no part of the document's head or foot; `reason` in Chinese."""

    line: int
    text: str
    reason: str


@dataclass(slots=True)
class ParsedArticle:
    """One numbered provision with its own words; what is nested in it stands as articles of its own.

    path  -- numbers from the outside in, `5.1` for 第五条（一）, `3.1.5` for 三（一）（5）, `5-1` for 第五条之一
    label -- the same as it is written: 第五条（一）
    words -- exact words after the number, paragraphs joined by line feeds
    """

    path: str
    label: str
    words: str
    line: int


@dataclass(slots=True)
class ParsedRegime:
    """One regime (制度) of the document: its name, the words before the first article, its articles in order."""

    name: str
    line: int
    preamble: str = ""
    articles: list[ParsedArticle] = field(default_factory=list)

    def words_at(self, path: str) -> str | None:
        """The words of the article at `path` with everything nested in it, or None if there is no such article."""
        parts = [a for a in self.articles if a.path == path or a.path.startswith(f"{path}.")]
        if not parts or parts[0].path != path:
            return None
        own, nested = parts[0], parts[1:]
        lines = [own.words, *(f"{a.label.removeprefix(own.label)}{a.words}" for a in nested)]
        return "\n".join(line for line in lines if line)


@dataclass(slots=True)
class ParsedRegulation:
    """An official text as read from a file; parts of the head that were not found are empty or None."""

    number: str
    title: str
    issuer: str
    issued_on: dt.date | None
    preface: str
    regimes: list[ParsedRegime]
    unplaced: list[Unplaced]
    sha256: str
    encoding: str

    @property
    def article_count(self) -> int:
        """How many numbered provisions were read, nested ones included."""
        return sum(len(regime.articles) for regime in self.regimes)
