"""转办台账（首问负责制度 第五条（二））: what was handed over to whom, who took it when, or gave it back and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.registers.books import inquiry_words as words
from shouwen.desk.registers.books.book import Book, Entry, Field
from shouwen.desk.registers.books.person import Shown
from shouwen.inquiries.enums import AnswerCheck, HandoverState, InquiryState
from shouwen.inquiries.register_queries import handover_register
from shouwen.office_files.writing import Kind

FIELDS = (
    Field("首问编号", 23, 16, screen="n"),
    Field("转出时间", 20, 17, Kind.MOMENT, under="首问编号"),
    Field("姓名或单位", 17, 14, screen="p"),
    Field("电话", 23, 15, under="姓名或单位"),
    Field("什么事", 42, 40),
    Field("首问负责人", 12, 11, screen="f"),
    Field("转给谁", 44, 26, screen="g"),
    Field("转办单号", 26, 24, under="首问负责人"),
    Field("结果", 24, 20, screen="r"),
    Field("接收或退回时间", 20, 17, Kind.MOMENT, under="结果"),
    Field("退回原因", 0, 30, under="转给谁"),
    Field("现在", 28, 18, screen="t"),
)


def _write(centre_id: int, rows: Sequence[Any], shown: Shown) -> list[Entry]:
    return [_entry(row, shown) for row in rows]


def _entry(row: Any, shown: Shown) -> Entry:
    name, phone, _ = shown.person(row.inquiry.person)
    values = (
        row.inquiry.number,
        row.sent_at,
        name,
        phone,
        words.matter(row.inquiry),
        row.inquiry.first_responder.name,
        words.receiver(row),
        row.slip.number if row.slip else "",
        _result(row),
        row.settled_at,
        row.return_reason,
        InquiryState(row.inquiry.state).label,
    )
    return Entry(values, address_of(ClockKind.INQUIRY, row.inquiry.number))


def _result(row: Any) -> str:
    if row.answer_check == AnswerCheck.REFUTED:
        return "对方没有答复过"
    unchecked = "（未核实）" if row.answer_check == AnswerCheck.WAITING else ""
    if row.refused:
        return f"拒收 {row.settled_by}{unchecked}".strip()
    if row.state == HandoverState.ACCEPTED:
        who = row.settled_by or (row.to_staff.name if row.to_staff else "")
        return f"{who} 接收{unchecked}".strip()
    return str(HandoverState(row.state).label)


HANDED_OVER = Book(
    key="handed-over",
    name="转办台账",
    records="转给哪个窗口、哪个部门，谁接收的，退回的为什么",
    clause="F6",
    clause_title="首问负责制度 第五条（二）",
    mark="转",
    day_words="转出日期",
    staff_words="转出或接收",
    window_words="转给窗口",
    placeholder="首问编号、姓名、手机后四位、部门，或事由里的字",
    fields=FIELDS,
    states=(
        ("", "全部结果"),
        ("waiting", "等接收"),
        ("accepted", "已接收"),
        ("returned", "退回的"),
        ("refused", "拒收的"),
        ("outside", "转外部门的"),
    ),
    rows=handover_register,
    write=_write,
)
