"""请示台账（首问负责制度 第五条（三））: what the management office was asked, what it ruled and why, when the person was told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.registers.books import inquiry_words as words
from shouwen.desk.registers.books.book import Book, Entry, Field
from shouwen.desk.registers.books.person import Shown
from shouwen.inquiries.enums import RulingKind
from shouwen.inquiries.register_queries import ruling_register
from shouwen.office_files.writing import Kind

FIELDS = (
    Field("编号", 20, 13, screen="n"),
    Field("请示时间", 20, 17, Kind.MOMENT, under="编号"),
    Field("请示人", 12, 11, screen="f"),
    Field("问的是", 12, 10, under="请示人"),
    Field("问题", 52, 44),
    Field("首问编号", 23, 16, is_on_screen=False),
    Field("姓名或单位", 15, 14, screen="p"),
    Field("答复人", 12, 11, screen="f"),
    Field("答复时间", 20, 17, Kind.MOMENT, under="答复人"),
    Field("怎么定的", 62, 44, screen="a"),
    Field("理由", 0, 44, under="怎么定的"),
    Field("告知本人", 20, 17, Kind.MOMENT, screen="t"),
    Field("谁告知、怎么告知", 16, 18, under="告知本人"),
)


def _write(centre_id: int, rows: Sequence[Any], shown: Shown) -> list[Entry]:
    return [_entry(row, shown) for row in rows]


def _entry(row: Any, shown: Shown) -> Entry:
    # The person is told the answer: what was told before the office had spoken was something else.
    is_told = row.answered_at is not None and row.inquiry.told_at is not None and row.inquiry.told_at >= row.answered_at
    values = (
        row.number,
        row.asked_at,
        row.asked_by.name,
        RulingKind(row.kind).label,
        row.question,
        row.inquiry.number,
        shown.person(row.inquiry.person)[0],
        row.answered_by.name if row.answered_by else "",
        row.answered_at,
        row.answer,
        row.reason,
        row.inquiry.told_at if is_told else None,
        words.told(row.inquiry) if is_told else "",
    )
    return Entry(values, address_of(ClockKind.RULING, row.number))


RULINGS = Book(
    key="rulings",
    name="请示台账",
    records="说不清归谁、怎么办的，管理办公室怎么定的",
    clause="F7",
    clause_title="首问负责制度 第五条（三）",
    mark="请",
    day_words="请示日期",
    staff_words="请示或答复",
    window_words="请示窗口",
    placeholder="编号、姓名、手机后四位，或问题、答复里的字",
    fields=FIELDS,
    states=(
        ("", "全部"),
        ("open", "等答复"),
        ("answered", "已答复"),
        ("untold", "答复了，还没告知本人"),
        ("responsibility", "定归谁办的"),
    ),
    rows=ruling_register,
    write=_write,
)
