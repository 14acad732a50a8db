"""预警台账（限时办结制度 第二条）: who was warned of what, when, how near or over it was then, and when it was settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.registers.books.book import Book, Entry, Field
from shouwen.desk.registers.books.person import Shown
from shouwen.inquiries.register_queries import Asked
from shouwen.office_files.writing import Kind
from shouwen.supervision.enums import OverdueCategory, Receiver
from shouwen.supervision.notice_words import mark_words
from shouwen.supervision.policies import may_see_books
from shouwen.supervision.queries import overdue_reasons_of, warning_register

FIELDS = (
    Field("编号", 24, 16, screen="n"),
    Field("提醒时间", 24, 17, Kind.MOMENT, under="编号"),
    Field("什么事", 52, 40),
    Field("哪种时限", 20, 14, under="什么事"),
    Field("谁负责", 18, 12, screen="f"),
    Field("提醒谁", 18, 12, screen="f"),
    Field("因为是", 22, 16, under="提醒谁"),
    Field("当时", 28, 20, screen="f"),
    Field("到期日", 22, 14, under="当时"),
    Field("了结时间", 24, 17, Kind.MOMENT, screen="f"),
    Field("超期原因", 24, 18, under="了结时间"),
)


def _write(centre_id: int, rows: Sequence[Any], shown: Shown) -> list[Entry]:
    reasons = overdue_reasons_of(centre_id, {row.clock_id for row in rows})
    return [_entry(row, reasons.get(row.clock_id)) for row in rows]


def _entry(row: Any, reason: OverdueCategory | None) -> Entry:
    clock = row.clock
    values = (
        clock.number,
        row.warned_at,
        f"{clock.matter}（{clock.person_masked}）" if clock.person_masked else clock.matter,
        ClockKind(clock.kind).label,
        clock.responsible.name,
        row.staff.name,
        Receiver(row.receiver).label,
        mark_words(row.mark, days=row.days, minutes=row.minutes),
        row.due_on.isoformat(),
        clock.closed_at,
        reason.label if reason is not None else "",
    )
    return Entry(values, address_of(clock.kind, clock.number))


def _rows(centre_id: int, asked: Asked) -> QuerySet[Any]:
    return warning_register(
        centre_id,
        first=asked.first,
        last=asked.last,
        step=asked.state,
        staff_id=asked.staff_id,
        window_id=asked.window_id,
        text=asked.text,
    )


WARNINGS = Book(
    key="warnings",
    name="预警台账",
    records="快到期、超期的，哪天提醒了谁",
    clause="T1",
    clause_title="限时办结制度 第二条",
    mark="警",
    day_words="提醒日期",
    staff_words="提醒谁",
    window_words="负责的窗口",
    placeholder="编号，或事项里的字",
    fields=FIELDS,
    states=(("", "全部"), ("left", "到期前"), ("share", "分钟时限"), ("over", "超期后")),
    rows=_rows,
    write=_write,
    may_see=may_see_books,
)
