"""A register as a file: XLSX to work with, PDF to print and file. Masked as on the screen, or in full once that was let through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shouwen.civil_time import local, local_date
from shouwen.desk.chinese_dates import clock_time, full_day
from shouwen.desk.registers.book_asked import Narrowed
from shouwen.desk.registers.books import Book
from shouwen.desk.registers.books.book import Entry
from shouwen.desk.registers.books.person import IN_FULL, MASKED, Shown
from shouwen.inquiries.register_queries import in_order
from shouwen.office_files.writing import Column, write_table
from shouwen.papers.rendering.table import PrintColumn, PrintTable, render_table
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal

XLSX, PDF = "xlsx", "pdf"
MEDIA_TYPES = {XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", PDF: "application/pdf"}
MOST = {XLSX: 20_000, PDF: 5_000}
"""Rows of one file: what a workbook opens at once, and what anybody prints."""
AT_ONCE = {XLSX: 2_000, PDF: 500}
"""Rows that are made while the page is waited for: about a second. Of 7,900 rows a workbook takes 4 seconds of a processor, of
4,400 a printout 8: what is longer is made by the worker."""


@dataclass(frozen=True, slots=True)
class BookFile:
    """The bytes, the name to keep them under, and how they are called to a browser."""

    data: bytes
    name: str
    media_type: str


def too_many(form: str, count: int) -> Refusal | None:
    """A file of more rows than anybody can use is not made."""
    if count <= MOST[form]:
        return None
    words = f"一共 {count} 条，一次最多{'打印' if form == PDF else '导出'} {MOST[form]} 条"
    return Refusal("too_many_rows", words, "", "把日期范围缩小，分几次来")


def book_file(book: Book, found: Narrowed, form: str, *, in_full: bool, by: Actor, at: datetime) -> BookFile:
    """Make the file, from the oldest row on."""
    shown: Shown = IN_FULL if in_full else MASKED
    entries = book.entries(by.centre_id, list(in_order(book.rows_for(found.asked, by=by, at=at))), shown)
    today = local_date(at)
    period = found.period(today)
    remark = f"共 {len(entries)} 条　{'含姓名、电话，用后妥善保管' if in_full else '姓名、电话已遮挡'}"
    made = f"{by.name} {full_day(at)} {clock_time(at)} {'打印' if form == PDF else '导出'}"
    if form == PDF:
        data = _pdf(book, entries, centre=by.centre_name, period=period, remark=remark, made=made, on=today)
    else:
        title = f"{by.centre_name}{book.name}"
        columns = [Column(field.title, field.width, field.kind) for field in book.fields]
        rows = [entry.values for entry in entries]
        data = write_table(title=title, columns=columns, rows=rows, at=at, remark=f"{period}　{remark}　{made}")
    kind = "（含姓名电话）" if in_full else ""
    return BookFile(data, f"{book.name}{kind} {period}.{form}", MEDIA_TYPES[form])


def _pdf(book: Book, entries: list[Entry], *, centre: str, period: str, remark: str, made: str, on: date) -> bytes:
    """Columns without a width of their own stand beneath the words of another."""
    columns = [field for field in book.fields if field.width_mm]
    places = {field.title: place for place, field in enumerate(book.fields)}
    beneath = {field.under: place for place, field in enumerate(book.fields) if not field.width_mm}

    def row(entry: Entry) -> list[str]:
        cells = []
        for field in columns:
            words = [_printed(entry.values[places[field.title]])]
            if field.title in beneath:
                words.append(_printed(entry.values[beneath[field.title]]))
            cells.append("\n".join(filter(None, words)))
        return cells

    table = PrintTable(
        title=book.name,
        centre=centre,
        period=period,
        remark=remark,
        made=made,
        columns=[PrintColumn(_titled(book, field.title), field.width_mm) for field in columns],
        rows=[row(entry) for entry in entries],
    )
    return render_table(table, on=on)


def _titled(book: Book, title: str) -> str:
    """Both titles over a column that carries another beneath its words."""
    return next((f"{title}／{one.title}" for one in book.fields if one.under == title and not one.width_mm), title)


def _printed(value: Any) -> str:
    return f"{local(value):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value or ""
