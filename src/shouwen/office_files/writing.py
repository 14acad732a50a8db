"""写表格: a register as XLSX that an office can file: title, header on every printed page, A4, every text a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from io import BytesIO
from typing import Any

import xlsxwriter

from shouwen.civil_time import local

MOST_CHARACTERS = 32_000
"""Of one cell; a workbook takes 32,767 and drops what is longer."""


class Kind(StrEnum):
    """What a column holds. TEXT also for id numbers and phones: nothing becomes 1.38E+10."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its width in characters, what it holds."""

    title: str
    width: int = 14
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: name (at most 31 characters), title above the header, words under the title, columns, rows.

    Values of a row: str, int, float, date, aware datetime (shown in civil time), or None for an empty cell."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    title: str = ""
    remark: str = ""


def write_workbook(sheets: Sequence[Sheet], *, at: datetime) -> bytes:
    """The bytes of an XLSX; `at` is written as the time at which it was made. Texts are never formulas or links."""
    target = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": local(at)})
        formats = _formats(book)
        for sheet in sheets:
            _write(book.add_worksheet(_sheet_name(sheet.name)), sheet, formats)
    return target.getvalue()


def write_table(
    *, title: str, columns: Sequence[Column], rows: Iterable[Sequence[object]], at: datetime, remark: str = ""
) -> bytes:
    """One sheet with this title, as most registers are filed."""
    return write_workbook([Sheet(title, columns, rows, title=title, remark=remark)], at=at)


def _formats(book: Any) -> dict[str, Any]:
    cell = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter", "text_wrap": True}
    return {
        "title": book.add_format({"font_name": "宋体", "font_size": 16, "bold": True, "align": "center"}),
        "remark": book.add_format({"font_name": "宋体", "font_size": 10}),
        "header": book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#F2F2F2"}),
        Kind.TEXT: book.add_format({**cell, "num_format": "@"}),
        # Kept as text even after somebody edits the cell or saves it elsewhere.
        "quoted": book.add_format({**cell, "num_format": "@", "quote_prefix": True}),
        Kind.NUMBER: book.add_format({**cell, "align": "right"}),
        Kind.DAY: book.add_format({**cell, "num_format": "yyyy-mm-dd", "align": "center"}),
        Kind.MOMENT: book.add_format({**cell, "num_format": "yyyy-mm-dd hh:mm", "align": "center"}),
    }


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    last, top = len(sheet.columns) - 1, 0
    if sheet.title:
        page.merge_range(0, 0, 0, last, sheet.title, formats["title"]) if last else page.write_string(
            0, 0, sheet.title, formats["title"]
        )
        page.set_row(0, 28)
        top += 1
    if sheet.remark:
        page.write_string(top, 0, sheet.remark, formats["remark"])
        top += 1
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(top, place, column.title, formats["header"])
    page.freeze_panes(top + 1, 0)
    page.repeat_rows(0, top)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页，共 &N 页")
    for number, values in enumerate(sheet.rows, start=top + 1):
        for place, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
            _cell(page, number, place, value, column.kind, formats)


def _cell(page: Any, row: int, place: int, value: object, kind: Kind, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        page.write_blank(row, place, None, formats[kind])
    elif kind == Kind.NUMBER and isinstance(value, (int, float)):
        page.write_number(row, place, value, formats[kind])
    elif isinstance(value, datetime) and kind in (Kind.MOMENT, Kind.DAY):
        page.write_datetime(row, place, _to_second(local(value)), formats[kind])
    elif isinstance(value, date) and kind == Kind.DAY:
        page.write_datetime(row, place, value, formats[kind])
    else:
        text = str(value)[:MOST_CHARACTERS]
        page.write_string(row, place, text, formats["quoted" if text[0] in "=+-@\t\r" else Kind.TEXT])


def _to_second(moment: datetime) -> datetime:
    return moment - timedelta(microseconds=moment.microsecond)


def _sheet_name(name: str) -> str:
    """A name that a workbook takes: 31 characters, none of []:*?/\\."""
    plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in name)
    return plain.strip()[:31] or "表"
