"""办不成事台账: what a person came for and couldn't get done, who looks into it, and with what result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.registers.books import inquiry_words as words
from shouwen.desk.registers.books.book import Book, Entry, Field
from shouwen.desk.registers.books.person import Shown
from shouwen.inquiries.register_queries import unresolved_register
from shouwen.office_files.writing import Kind

FIELDS = (
    Field("编号", 20, 13, screen="n"),
    Field("登记时间", 20, 17, Kind.MOMENT, under="编号"),
    Field("首问编号", 23, 16, is_on_screen=False),
    Field("姓名或单位", 15, 14, screen="p"),
    Field("电话", 23, 15, under="姓名或单位"),
    Field("想办什么", 40, 36),
    Field("为什么办不成", 46, 40, under="想办什么"),
    Field("登记人", 12, 11, screen="f"),
    Field("谁在办", 12, 11, under="登记人"),
    Field("结果", 18, 12, screen="r"),
    Field("怎么办的", 38, 40, screen="a"),
    Field("了结时间", 20, 17, Kind.MOMENT, under="结果"),
)


def _write(centre_id: int, rows: Sequence[Any], shown: Shown) -> list[Entry]:
    return [_entry(row, shown) for row in rows]


def _entry(row: Any, shown: Shown) -> Entry:
    name, phone, _ = shown.person(row.inquiry.person)
    result = "在办" if row.was_resolved is None else "办成了" if row.was_resolved else "确实办不了"
    values = (
        row.number,
        row.noted_at,
        row.inquiry.number,
        name,
        phone,
        words.matter(row.inquiry),
        row.obstacle,
        row.noted_by.name,
        row.handler.name,
        result,
        row.result,
        row.settled_at,
    )
    return Entry(values, address_of(ClockKind.INQUIRY, row.inquiry.number))


UNRESOLVED = Book(
    key="unresolved",
    name="办不成事台账",
    records="来了没办成的事，卡在哪里，管理办公室怎么办的",
    clause="P3d",
    clause_title="服务承诺制度 第三条",
    mark="难",
    day_words="登记日期",
    staff_words="登记或在办",
    window_words="登记窗口",
    placeholder="编号、姓名、手机后四位，或事由里的字",
    fields=FIELDS,
    states=(("", "全部结果"), ("open", "在办"), ("resolved", "办成了"), ("not_resolved", "确实办不了")),
    rows=unresolved_register,
    write=_write,
)
