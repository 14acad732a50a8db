"""What is wrong with a row of the workbook: sheet, row, column, what, and what to do; and cells read with their mistakes kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from shouwen.catalogue.guide_data import line
from shouwen.office_files.cells import day_of
from shouwen.office_files.matching import Field, Match, find_header
from shouwen.office_files.reading import Row, Table, read_table
from shouwen.refusals import Refused

MOST_BAD = 200
_NEGATIVE = re.compile(r"[-−－]\s*\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class BadRow:
    """One mistake. `row` as WPS numbers it, 0 where it is the whole sheet; `column` with its letter, if there is one."""

    sheet: str
    row: int
    column: str
    what: str
    what_to_do: str = ""

    def __str__(self) -> str:
        where = "，".join(filter(None, (self.sheet, f"第 {self.row} 行" if self.row else "", self.column)))
        return f"{where}：{self.what}{f'。{self.what_to_do}' if self.what_to_do else ''}"


def each_cell_once(bad: Iterable[BadRow]) -> list[BadRow]:
    """The first mistake of each cell: what follows from it isn't another one. Mistakes of whole sheets all stay."""
    found: dict[object, BadRow] = {}
    for one in bad:
        found.setdefault((one.sheet, one.row, one.column) if one.row and one.column else one, one)
    return list(found.values())


@dataclass(slots=True)
class SheetReader:
    """A sheet with its header found. Reading a cell keeps the mistake in it and gives a value to go on with."""

    name: str
    match: Match
    rows: Sequence[Row]
    bad: list[BadRow] = field(default_factory=list)
    wrong: set[tuple[int, str]] = field(default_factory=set)
    """Row number and key of each cell that has a mistake."""

    def say(self, row: Row, key: str, what: str, what_to_do: str = "") -> None:
        """Keep the mistake of a cell; what follows from it at the same cell isn't said again."""
        if not self.is_wrong(row, key):
            self.wrong.add((row.number, key))
            self.bad.append(BadRow(self.name, row.number, self.match.heading(key), what, what_to_do))

    def is_wrong(self, row: Row, *keys: str) -> bool:
        """Whether one of these cells has a mistake; without keys, any cell of the row."""
        return any(number == row.number and (not keys or key in keys) for number, key in self.wrong)

    def text(self, row: Row, key: str) -> str:
        """A cell as it stands, several lines kept."""
        return row.cell(self.match.columns.get(key))

    def one_line(self, row: Row, key: str) -> str:
        """A cell as one line."""
        return line(self.text(row, key))

    def lines(self, row: Row, key: str) -> tuple[str, ...]:
        """A cell with one thing on each line."""
        return tuple(filter(None, map(line, self.text(row, key).split("\n"))))

    def number(self, row: Row, key: str, *, missing: int | None = None) -> int:
        """A whole number. An empty cell gives `missing`, and is a mistake without one."""
        said = self.one_line(row, key)
        if not said and missing is not None:
            return missing
        if said.isdecimal() and len(said) < 6:
            return int(said)
        if not said:
            self.say(row, key, "这里没有写", "写成 5 这样的数字，不带单位")
        elif _NEGATIVE.fullmatch(said):
            self.say(row, key, f"这里不能是负数，现在是“{said}”", "写 0 或更大的整数")
        elif said.isdecimal():
            self.say(row, key, f"这个数太大了：“{said}”", "看看是不是填错了列")
        else:
            self.say(row, key, f"这里要写整数，现在是“{said}”", "写成 5 这样的数字，不带单位")
        return missing or 0

    def choice(self, row: Row, key: str, choices: dict[str, str], *, missing: str = "") -> str:
        """One of some words, as what they stand for."""
        said = self.one_line(row, key) or missing
        if said in choices:
            return choices[said]
        now = f"，现在是“{said}”" if said else "，现在空着"
        self.say(row, key, f"这里只能写{'、'.join(choices)}{now}", "改成其中一个")
        return next(iter(choices.values()))

    def day(self, row: Row, key: str) -> date | None:
        """A day, or None for an empty cell."""
        said = self.one_line(row, key)
        found = day_of(said) if said else None
        if said and found is None:
            self.say(row, key, f"“{said}”不是日期", "写成 2026-12-01")
        return found


def open_sheet(content: bytes, name: str, fields: Sequence[Field], *, must_be_there: bool) -> SheetReader:
    """The sheet of this name with its header; a sheet that isn't there or lacks columns is a mistake. Raises Refused for a file
    that is no table."""
    try:
        table = read_table(content, sheet=name)
    except Refused as refused:
        if refused.code != "sheet_unknown":
            raise
        table = Table((), name)
    if not table.rows:
        empty = SheetReader(name, Match(Row(0, ()), {}, ()), ())
        if must_be_there:
            empty.bad.append(BadRow(name, 0, "", f"文件里没有“{name}”这张表", "先导出一份，照它的样子填"))
        return empty
    match = find_header(table, fields)
    reader = SheetReader(name, match, match.below(table))
    if match.missing:
        what = f"没有这几列：{'、'.join(match.missing)}"
        reader.bad.append(BadRow(name, match.header.number, "", what, "先导出一份，照它的表头填"))
        reader.rows = ()
    return reader
