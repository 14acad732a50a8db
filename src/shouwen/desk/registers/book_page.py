"""A register on the screen: the filters, 25 rows to a page, the ways to take it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from shouwen.civil_time import local_date
from shouwen.desk.chinese_dates import clock_time, full_day, month_day
from shouwen.desk.registers.book_asked import narrowed
from shouwen.desk.registers.books import Book
from shouwen.desk.registers.books.book import Entry
from shouwen.desk.registers.books.person import MASKED
from shouwen.inquiries.enums import Channel
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.full_exports import may_take_out

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a column on the screen: the main words, and what stands beneath them."""

    main: str
    under: str


@dataclass(frozen=True, slots=True)
class RowOnScreen:
    """One row; `number` is said by the button that opens it."""

    cells: Sequence[Cell]
    number: str
    url: str


@dataclass(frozen=True, slots=True)
class BookPage:
    """The whole page."""

    book: Book
    columns: Sequence[Any]
    rows: Sequence[RowOnScreen]
    pages: Page[Any]
    text: str
    first: str
    last: str
    states: Sequence[Option]
    windows: Sequence[Option]
    staff: Sequence[Option]
    channels: Sequence[Option]
    is_narrowed: bool
    query: str
    may_take_out: bool


def book_page(book: Book, actor: Actor, words: Mapping[str, str], *, at: datetime) -> BookPage:
    """The page that the address asks for; the same number of queries for 1 row and for 25."""
    found, today = narrowed(book, words), local_date(at)
    pages: Page[Any] = Paginator(book.rows_for(found.asked, by=actor, at=at), PER_PAGE).get_page(words.get("page"))
    asked = found.asked
    return BookPage(
        book=book,
        columns=[field for field in book.fields if field.is_on_screen and not field.under],
        rows=[_row(book, entry, today.year) for entry in book.entries(actor.centre_id, list(pages), MASKED)],
        pages=pages,
        text=asked.text,
        first=asked.first.isoformat() if asked.first else "",
        last=asked.last.isoformat() if asked.last else "",
        states=_options(book.states, asked.state),
        windows=_options([(str(one.pk), one.label) for one in people.windows(actor.centre_id)], _of(asked.window_id)),
        staff=_options(
            [(str(one.staff_id), one.name) for one in people.colleagues(actor.centre_id, on=today)], _of(asked.staff_id)
        ),
        channels=_options(Channel.choices, asked.channel or "") if book.has_channel else (),
        is_narrowed=found.is_narrowed,
        query=urlencode(found.query),
        may_take_out=may_take_out(actor) is None,
    )


def _options(pairs: Sequence[tuple[str, Any]], chosen: str) -> list[Option]:
    return [Option(value, str(words), value == chosen) for value, words in pairs]


def _of(number: int | None) -> str:
    return str(number) if number is not None else ""


def _row(book: Book, entry: Entry, year: int) -> RowOnScreen:
    values = [on_screen(value, year=year) for value in entry.values]
    words = dict(zip((field.title for field in book.fields), values, strict=True))
    cells = [
        Cell(
            main=words[field.title],
            under=" · ".join(words[one.title] for one in book.fields if one.under == field.title and words[one.title]),
        )
        for field in book.fields
        if field.is_on_screen and not field.under
    ]
    return RowOnScreen(cells, str(entry.values[0]), entry.url)


def on_screen(value: str | datetime | None, *, year: int) -> str:
    """A value as words: a moment as 10月9日 10:47, with its year when that is another one; nothing for what isn't there."""
    if isinstance(value, datetime):
        day = month_day(value) if local_date(value).year == year else full_day(value)
        return f"{day} {clock_time(value)}"
    return value or ""
