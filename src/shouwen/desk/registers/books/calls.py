"""来电登记簿（首问负责制度 第五条（四））: name, number, matter, who answered, to whom it went, when and how the caller was told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shouwen.cases.register_queries import GrewOut, cases_of_inquiries
from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.registers.books import inquiry_words as words
from shouwen.desk.registers.books.book import Book, Entry, Field
from shouwen.desk.registers.books.person import Shown
from shouwen.inquiries.register_queries import call_register
from shouwen.office_files.writing import Kind

FIELDS = (
    Field("编号", 23, 16, screen="n"),
    Field("来电时间", 20, 17, Kind.MOMENT, under="编号"),
    Field("姓名", 17, 12, screen="p"),
    Field("电话", 23, 15, under="姓名"),
    Field("什么事", 47, 40),
    Field("谁接的", 12, 11, screen="f"),
    Field("转给谁", 28, 24, under="谁接的"),
    Field("办理结果", 55, 24, screen="r"),
    Field("答复内容", 0, 40, under="办理结果"),
    Field("何时告知来电人", 20, 17, Kind.MOMENT, screen="t"),
    Field("谁告知、怎么告知", 20, 20, under="何时告知来电人"),
    Field("备注", 18, 18, is_on_screen=False),
)


def _write(centre_id: int, rows: Sequence[Any], shown: Shown) -> list[Entry]:
    cases = cases_of_inquiries(centre_id, [row.pk for row in rows])
    return [_entry(row, cases.get(row.pk), shown) for row in rows]


def _entry(row: Any, case: GrewOut | None, shown: Shown) -> Entry:
    name, phone, _ = shown.person(row.person)
    missed = getattr(row, "missed_call", None)
    values = (
        row.number,
        row.received_at,
        name,
        phone,
        words.matter(row),
        row.first_responder.name,
        _passed_on(row, case),
        words.result(row, case),
        row.words_told,
        words.told_at(row),
        words.told_or_to_call(row),
        f"漏接后回电 {missed.number}" if missed else "",
    )
    return Entry(values, address_of(ClockKind.INQUIRY, row.number))


def _passed_on(row: Any, case: GrewOut | None) -> str:
    """To whom it was passed; who answered it at once passed it to nobody."""
    handler = words.handled_by(row, case)
    return "" if handler.endswith(row.first_responder.name) else handler


CALLS = Book(
    key="calls",
    name="来电登记簿",
    records="谁来电、什么事、谁接的、转给谁、何时告知来电人",
    clause="F8",
    clause_title="首问负责制度 第五条（四）",
    mark="电",
    day_words="来电日期",
    staff_words="接听或承办",
    window_words="接听窗口",
    placeholder="编号、姓名、手机后四位，或事由里的字",
    fields=FIELDS,
    states=(
        ("", "全部结果"),
        ("untold", "还没告知来电人"),
        ("open", "没完的"),
        ("answered", "已答复"),
        ("to_case", "已受理"),
        ("handed_over", "转交过的"),
    ),
    rows=call_register,
    write=_write,
)
