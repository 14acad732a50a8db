"""What a register is: its columns, what it can be narrowed to, and how a row of the database is written into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from shouwen.desk.registers.books.person import Shown
from shouwen.inquiries.register_queries import Asked
from shouwen.office_files.writing import Kind
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.people.registers import may_see_registers
from shouwen.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `width_mm` on paper, a share of the page; `width` in characters in a workbook; `under` the title of the column
    beneath whose words it stands on the screen, and on paper too if it has no width there; `screen` the class of its column."""

    title: str
    width_mm: int
    width: int = 14
    kind: Kind = Kind.TEXT
    under: str = ""
    screen: str = ""
    is_on_screen: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its values in the order of the fields, and where it opens. Moments are aware datetimes."""

    values: Sequence[str | datetime | None]
    url: str


Written = Callable[[int, Sequence[Any], Shown], list[Entry]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A register. `rows` reads it, `keeps_from` leaves out what this reader doesn't see, `write` turns rows into entries;
    `staff_words` says whom the filter of staff means; `may_see` who opens it, where that isn't everybody who sees registers."""

    key: str
    name: str
    records: str
    clause: str
    clause_title: str
    mark: str
    day_words: str
    staff_words: str
    window_words: str
    placeholder: str
    fields: Sequence[Field]
    states: Sequence[tuple[str, str]]
    has_channel: bool = False
    rows: Callable[[int, Asked], QuerySet[Any]]
    keeps_from: Callable[[QuerySet[Any], Actor, datetime], QuerySet[Any]] | None = None
    write: Written
    may_see: Callable[[Actor], Refusal | None] = may_see_registers

    def rows_for(self, asked: Asked, *, by: Actor, at: datetime) -> QuerySet[Any]:
        """The rows asked for, as far as this reader sees them: the same on the screen, counted, printed and taken out."""
        rows = self.rows(by.centre_id, asked)
        return self.keeps_from(rows, by, at) if self.keeps_from is not None else rows

    def entries(self, centre_id: int, rows: Sequence[Any], shown: Shown) -> list[Entry]:
        """The rows as written; where names are masked, numbers and addresses inside the words are masked too."""
        written = self.write(centre_id, rows, shown)
        if shown.in_full:
            return written
        return [
            replace(one, values=[mask_words(v) if isinstance(v, str) else v for v in one.values]) for one in written
        ]
