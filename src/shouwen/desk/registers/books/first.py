"""首问登记簿: who asked what, who took it first, what came of it, when it was told; with 不予受理 inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shouwen.cases.register_queries import cases_of_inquiries
from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.registers.books import inquiry_words as words
from shouwen.desk.registers.books.book import Book, Entry, Field
from shouwen.desk.registers.books.person import Shown
from shouwen.inquiries.register_queries import inquiry_register
from shouwen.office_files.writing import Kind

FIELDS = (
    Field("编号", 23, 16, screen="n"),
    Field("登记时间", 20, 17, Kind.MOMENT, under="编号"),
    Field("怎么来", 9, 8, under="姓名或单位"),
    Field("姓名或单位", 17, 14, screen="p"),
    Field("电话", 23, 15, under="姓名或单位"),
    Field("地址", 15, 22, is_on_screen=False),
    Field("什么事", 36, 40),
    Field("收到的材料", 25, 26, under="什么事"),
    Field("首问负责人", 12, 11, screen="f"),
    Field("承办", 23, 22, under="首问负责人"),
    Field("办理结果", 48, 26, screen="r"),
    Field("怎么答复的", 0, 40, under="办理结果"),
    Field("何时告知", 20, 17, Kind.MOMENT, screen="t"),
    Field("谁告知、怎么告知", 17, 18, under="何时告知"),
)


def _write(centre_id: int, rows: Sequence[Any], shown: Shown) -> list[Entry]:
    cases = cases_of_inquiries(centre_id, [row.pk for row in rows])
    return [_entry(row, cases, shown) for row in rows]


def _entry(row: Any, cases: Any, shown: Shown) -> Entry:
    name, phone, address = shown.person(row.person)
    case = cases.get(row.pk)
    values = (
        row.number,
        row.received_at,
        words.channel(row),
        name,
        phone,
        address,
        words.matter(row),
        words.materials(cases, row),
        row.first_responder.name,
        words.handled_by(row, case),
        words.result(row, case),
        row.words_told,
        words.told_at(row),
        words.told_or_to_call(row),
    )
    return Entry(values, address_of(ClockKind.INQUIRY, row.number))


FIRST = Book(
    key="first",
    name="首问登记簿",
    records="谁来问、问什么、谁先接的、怎么答复",
    clause="F1",
    clause_title="首问负责制度 第二条",
    mark="问",
    day_words="登记日期",
    staff_words="首问或承办",
    window_words="接待窗口",
    placeholder="编号、姓名、手机后四位，或事由里的字",
    fields=FIELDS,
    states=(
        ("", "全部结果"),
        ("untold", "还没告知到的"),
        ("open", "没完的"),
        ("answered", "已答复"),
        ("to_case", "已受理"),
        ("handed_over", "转交过的"),
        ("promised", "承诺"),
        ("declined", "不予受理"),
        ("not_possible", "现在办不了"),
    ),
    has_channel=True,
    rows=inquiry_register,
    write=_write,
)
