"""Reads the list of days off of a year from CSV or XLSX (导入新一年的节假日安排). All of it is right, or none is taken.

Columns day, kind, name (日期, 类型, 名称), one row per day that differs from the ordinary week.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Final

from shouwen.workdays import table_file, year_check
from shouwen.workdays.days import DayKind, DayRow, PublishedYear
from shouwen.workdays.reach import LAST_DAY
from shouwen.workdays.statutory import FIRST_YEAR_OF_THE_SEVEN, usual_name
from shouwen.workdays.year_check import NumberedRow, YearFileProblem

_COLUMNS: Final = {
    "day": {"day", "date", "日期"},
    "kind": {"kind", "type", "类型", "类别"},
    "name": {"name", "holiday", "名称", "节日", "节假日", "节日名称"},
}
_KINDS: Final = {
    DayKind.HOLIDAY: {"holiday", "off", "放假", "休", "休息", "节假日", "假期"},
    DayKind.MAKEUP_WORKDAY: {"workday", "makeup_workday", "上班", "班", "调休上班", "补班", "工作日"},
}
_DATE: Final = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))(?: 0?0:00(?::00)?)?"
)
_HEADER_WITHIN: Final = 10  # a title may stand above the header
_LONGEST_NAME: Final = 40


class YearFileError(ValueError):
    """The file is refused as a whole; `problems` lists everything that is wrong, rows first, in their order."""

    def __init__(self, problems: Sequence[YearFileProblem]) -> None:
        self.problems: tuple[YearFileProblem, ...] = tuple(
            sorted(problems, key=lambda problem: (problem.row is None, problem.row or 0))
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


def read_year_file(path: Path | str, *, year: int | None = None) -> PublishedYear:
    """The year's arrangement in the file at `path`. Raises YearFileError, OSError if there is no such file."""
    return read_year_bytes(Path(path).read_bytes(), year=year)


def read_year_bytes(content: bytes, *, year: int | None = None) -> PublishedYear:
    """The same from the bytes of an uploaded file: XLSX (or XLS, ODS), or CSV in UTF-8, UTF-16 or GBK."""
    try:
        cells = table_file.read_table(content)
    except table_file.UnreadableTableError as error:
        raise YearFileError([YearFileProblem(None, str(error))]) from error
    return parse_year_rows(cells, year=year)


def parse_year_rows(cells: Sequence[Sequence[object]], *, year: int | None = None) -> PublishedYear:
    """The arrangement written in the rows of a sheet, header included; row numbers in problems count from 1.

    `year` is the year it must be for; without it, the year of most rows. Raises YearFileError.
    """
    header, columns = _header(cells)
    rows, names, problems = _readable_rows(cells, header, columns)
    if not rows:
        raise YearFileError(problems or [YearFileProblem(None, "没有一行日期。")])
    file_year = year if year is not None else _year_of_most(rows)
    if not FIRST_YEAR_OF_THE_SEVEN <= file_year <= LAST_DAY.year:
        words = f"{file_year}年不能导入，只收{FIRST_YEAR_OF_THE_SEVEN}年至{LAST_DAY.year}年。"
        raise YearFileError([*problems, YearFileProblem(None, words)])
    everything_read = not problems
    problems += year_check.row_problems(file_year, rows)
    problems += year_check.missing_holidays(file_year, names)
    if everything_read:
        problems += year_check.arrangement_problems(file_year, rows)
    if problems:
        raise YearFileError(problems)
    return PublishedYear(file_year, tuple(sorted((numbered.row for numbered in rows), key=lambda row: row.day)))


def _header(cells: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]]:
    """Index of the header row and of its columns. Raises YearFileError if there is none, or a column twice."""
    for index, line in enumerate(islice(cells, _HEADER_WITHIN)):
        titles = [_text(cell).casefold() for cell in line]
        places = {key: [i for i, title in enumerate(titles) if title in words] for key, words in _COLUMNS.items()}
        if places["day"] and places["kind"]:
            if any(len(found) > 1 for found in places.values()):
                raise YearFileError([YearFileProblem(index + 1, "表头里有一列写了两次。")])
            if not places["name"]:
                raise YearFileError([YearFileProblem(index + 1, "表头缺“名称”列。")])
            return index, {key: found[0] for key, found in places.items()}
    raise YearFileError([YearFileProblem(None, "没有找到表头，第一行要写“日期”“类型”“名称”三列。")])


def _readable_rows(
    cells: Sequence[Sequence[object]], header: int, columns: dict[str, int]
) -> tuple[list[NumberedRow], list[str], list[YearFileProblem]]:
    """The rows that can be read, the names in all rows, and what can't be read."""
    rows: list[NumberedRow] = []
    names: list[str] = []
    problems: list[YearFileProblem] = []
    for number, line in enumerate(cells[header + 1 :], start=header + 2):
        if not any(_text(cell) for cell in line):
            continue
        cell = {key: line[place] if place < len(line) else "" for key, place in columns.items()}
        day, kind, name = _day(cell["day"]), _kind(cell["kind"]), _text(cell["name"])
        names.append(name)
        if day is None:
            problems.append(YearFileProblem(number, f"日期“{_text(cell['day'])}”读不懂，请写成2027-01-01。"))
        if kind is None:
            problems.append(YearFileProblem(number, f"类型“{_text(cell['kind'])}”不认识，只能写“放假”或“上班”。"))
        if len(name) > _LONGEST_NAME:
            problems.append(YearFileProblem(number, f"名称超过{_LONGEST_NAME}个字。"))
        if day is not None and kind is not None:
            rows.append(NumberedRow(number, DayRow(day, kind, usual_name(name))))
    return rows, names, problems


def _year_of_most(rows: Sequence[NumberedRow]) -> int:
    return Counter(numbered.row.day.year for numbered in rows).most_common(1)[0][0]


def _text(cell: object) -> str:
    """A cell as plain half-width text; a whole number (20270101.0) without its decimals."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return unicodedata.normalize("NFKC", str(cell)).strip() if cell is not None else ""


def _day(cell: object) -> date | None:
    """The date of a cell, or None. A moment other than midnight is not a day."""
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time() else None
    if isinstance(cell, date):
        return cell
    if (match := _DATE.fullmatch(_text(cell))) is None:
        return None
    numbers = [int(part) for part in match.groups() if part is not None and part.isdigit()]
    try:
        return date(numbers[0], numbers[1], numbers[2])
    except ValueError:
        return None


def _kind(cell: object) -> DayKind | None:
    word = _text(cell).casefold()
    return next((kind for kind, words in _KINDS.items() if word in words), None)
