"""列的对应: which row of a table is its header, and which column holds which field, by the words that offices use. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from shouwen.office_files.reading import Row, Table

SEARCHED_ROWS = 30
"""The header stands within the first rows: above it may be a title, a date, a remark."""
_MOST_AROUND = 6
"""Characters that may stand around a known word in a heading; a whole sentence is no heading."""


@dataclass(frozen=True, slots=True)
class Field:
    """What is looked for in a table: its key, its name for people, other names of it, whether it must be there, and words that
    a heading of something else has (振铃时长 is no 时长 of a talk)."""

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    required: bool = True
    not_with: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return (self.label, *self.synonyms)


@dataclass(frozen=True, slots=True)
class Match:
    """The header of a table and the column (from 0) of each field found; `missing` are labels of required ones not found."""

    header: Row
    columns: Mapping[str, int]
    missing: tuple[str, ...]
    is_remembered: bool = False

    def heading(self, key: str) -> str:
        """The words above the column of a field, with its letter: C 列“呼叫时间”; empty if it wasn't found."""
        place = self.columns.get(key)
        if place is None:
            return ""
        return f"{column_letter(place)} 列“{self.header.cell(place)}”"

    def below(self, table: Table) -> list[Row]:
        """The rows under the header."""
        return [row for row in table.rows if row.number > self.header.number]


def column_letter(place: int) -> str:
    """0 → A, 26 → AA, as a spreadsheet names its columns."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def header_hash(header: Row) -> str:
    """The same for every file with the same header, whatever stands under it."""
    cells = list(header.cells)
    while cells and not cells[-1]:
        cells.pop()
    return sha256("\x1f".join(_plain(cell) for cell in cells).encode()).hexdigest()


def find_header(table: Table, fields: Sequence[Field]) -> Match:
    """The row in which most fields are named; of several alike the first. Without any, the first row, and all is missing."""
    best: Match | None = None
    for row in table.rows[:SEARCHED_ROWS]:
        match = _matched(row, fields)
        if best is None or len(match.columns) > len(best.columns):
            best = match
    if best is None:
        raise ValueError("a table that was read has rows")
    return best


def matched_by(header: Row, columns: Mapping[str, int], fields: Sequence[Field], *, is_remembered: bool) -> Match:
    """A match that a person made: only known fields, only columns that the header has, each column once."""
    taken: dict[str, int] = {}
    for one in fields:
        place = columns.get(one.key)
        if place is not None and 0 <= place < len(header.cells) and place not in taken.values():
            taken[one.key] = place
    return Match(header, taken, _missing(taken, fields), is_remembered)


def _matched(row: Row, fields: Sequence[Field]) -> Match:
    """Whole words first, so that 时间 takes 通话时间 only when nothing is called 时间 itself."""
    names = [_plain(cell) for cell in row.cells]
    taken: dict[str, int] = {}
    for fits in (_is_named, _names_among_others):
        for one in fields:
            if one.key in taken:
                continue
            for word in one.words:
                place = _place(names, one, _plain(word), fits, taken)
                if place is not None:
                    taken[one.key] = place
                    break
    return Match(row, taken, _missing(taken, fields))


def _is_named(name: str, word: str) -> bool:
    return name == word


def _names_among_others(name: str, word: str) -> bool:
    return word in name and len(name) <= len(word) + _MOST_AROUND


def _place(
    names: Sequence[str], field: Field, word: str, fits: Callable[[str, str], bool], taken: Mapping[str, int]
) -> int | None:
    used = set(taken.values())
    for place, name in enumerate(names):
        if place not in used and name and fits(name, word) and not any(other in name for other in field.not_with):
            return place
    return None


def _missing(taken: Mapping[str, int], fields: Sequence[Field]) -> tuple[str, ...]:
    return tuple(one.label for one in fields if one.required and one.key not in taken)


def _plain(text: str) -> str:
    """Full-width as plain, without blanks, colons, stars and what stands in brackets: “通话时长（秒）*” is 通话时长."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(r"[(\[【].*?[)\]】]", "", plain)
    return re.sub(r"[\s::*＊、,/_\-]", "", plain)
