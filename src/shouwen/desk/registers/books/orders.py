"""督办台账（限时办结制度 第二条）: what was ordered of whom, by when it was to be answered, what was answered, how it ended."""

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
from shouwen.supervision.enums import OrderState
from shouwen.supervision.policies import may_see_books
from shouwen.supervision.queries import clocks_of_rounds, order_register, rounds_of
from shouwen.supervision.words import answer_of, ended_of, words_of

FIELDS = (
    Field("编号", 22, 13, screen="n"),
    Field("发出时间", 22, 17, Kind.MOMENT, under="编号"),
    Field("督办的事", 42, 34, screen="p"),
    Field("事项编号", 22, 16, under="督办的事"),
    Field("要求", 46, 40),
    Field("谁督办", 16, 12, screen="f"),
    Field("谁答复", 16, 12, under="谁督办"),
    Field("哪天前答复", 22, 17, Kind.MOMENT, screen="d"),
    Field("答复时间", 22, 17, Kind.MOMENT, under="哪天前答复"),
    Field("答复", 46, 40, screen="a"),
    Field("哪天前办完", 0, 14, under="答复"),
    Field("到哪一步", 18, 14, screen="f"),
    Field("退回次数", 0, 10, is_on_screen=False, under="到哪一步"),
    Field("认可或撤回时说", 0, 24, is_on_screen=False),
)


def _write(centre_id: int, rows: Sequence[Any], shown: Shown) -> list[Entry]:
    rounds = rounds_of(centre_id, [row.pk for row in rows])
    clocks = clocks_of_rounds(centre_id, [own[-1].pk for own in rounds.values()])
    return [_entry(row, rounds[row.pk][-1], clocks.get(rounds[row.pk][-1].pk)) for row in rows]


def _entry(order: Any, last: Any, clock: Any) -> Entry:
    values = (
        order.number,
        order.issued_at,
        order.matter,
        order.about_number,
        words_of(order),
        order.issued_by.name,
        order.to.name,
        clock.due_at if clock else None,
        last.answered_at,
        answer_of(last, order),
        last.done_by.isoformat() if last.done_by else "",
        OrderState(order.state).label,
        f"退回 {last.sequence - 1} 次" if last.sequence > 1 else "",
        ended_of(order),
    )
    return Entry(values, address_of(ClockKind.SUPERVISION, order.number))


def _rows(centre_id: int, asked: Asked) -> QuerySet[Any]:
    return order_register(
        centre_id,
        first=asked.first,
        last=asked.last,
        state=asked.state,
        staff_id=asked.staff_id,
        window_id=asked.window_id,
        text=asked.text,
    )


ORDERS = Book(
    key="orders",
    name="督办台账",
    records="督办谁、什么事，怎么答复的，认可没有",
    clause="T1",
    clause_title="限时办结制度 第二条",
    mark="督",
    day_words="发出日期",
    staff_words="谁答复",
    window_words="答复的窗口",
    placeholder="督办编号、事项编号，或事项里的字",
    fields=FIELDS,
    states=(
        ("", "全部"),
        ("open", "没完的"),
        ("owed", "待答复"),
        ("answered", "待认可"),
        ("sent_back", "退回过的"),
        ("late", "答复晚了的"),
        ("closed", "已办结"),
        ("withdrawn", "已撤回"),
    ),
    rows=_rows,
    write=_write,
    may_see=may_see_books,
)
