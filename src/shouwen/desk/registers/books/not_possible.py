"""现在办不了台账（服务承诺制度 第三条）: for which kind of reason, the reason in full, checked or not, and told again once it can be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.registers.books import inquiry_words as words
from shouwen.desk.registers.books.book import Book, Entry, Field
from shouwen.desk.registers.books.person import Shown
from shouwen.inquiries import reasons
from shouwen.inquiries.register_queries import not_possible_register
from shouwen.office_files.writing import Kind
from shouwen.people.masks import mask_words

FIELDS = (
    Field("首问编号", 23, 16, screen="n"),
    Field("告知时间", 20, 17, Kind.MOMENT, under="首问编号"),
    Field("姓名或单位", 15, 14, screen="p"),
    Field("电话", 23, 15, under="姓名或单位"),
    Field("什么事", 40, 36),
    Field("为什么现在办不了", 60, 50, under="什么事"),
    Field("哪一类", 12, 10, screen="r"),
    Field("谁告知的", 12, 11, under="哪一类"),
    Field("核理由", 34, 34, screen="a"),
    Field("现在能办了", 36, 36, screen="a"),
    Field("回告时间", 20, 17, Kind.MOMENT, under="现在能办了"),
)


def _write(centre_id: int, rows: Sequence[Any], shown: Shown) -> list[Entry]:
    return [_entry(row, shown) for row in rows]


def _entry(row: Any, shown: Shown) -> Entry:
    name, phone, _ = shown.person(row.inquiry.person)
    reason = row.clearer or row.reason
    values = (
        row.inquiry.number,
        row.noted_at,
        name,
        phone,
        words.matter(row.inquiry),
        reason if shown.in_full else mask_words(reason),
        reasons.words_of(row.centre_id, row.category),
        row.noted_by.name,
        _checked(row),
        row.possible_words,
        row.told_again_at,
    )
    return Entry(values, address_of(ClockKind.INQUIRY, row.inquiry.number))


def _checked(row: Any) -> str:
    if row.checked_at is None:
        return "没核"
    said = "讲清了" if row.is_clear else f"没讲透：{row.check_words}"
    return f"{row.checked_by.name}：{said}{'，补讲了' if row.clearer_at else ''}"


NOT_POSSIBLE = Book(
    key="not-possible",
    name="现在办不了台账",
    records="受政策、资金、规划所限办不了的，理由怎么讲的，能办了告没告诉本人",
    clause="P3d",
    clause_title="服务承诺制度 第三条",
    mark="缓",
    day_words="告知日期",
    staff_words="谁告知的",
    window_words="接待窗口",
    placeholder="首问编号、姓名、手机后四位，或理由里的字",
    fields=FIELDS,
    states=(
        ("", "全部"),
        ("policy", "政策"),
        ("funds", "资金"),
        ("planning", "规划"),
        ("other", "其他"),
        ("unchecked", "没核理由的"),
        ("unclear", "要补讲的"),
        ("to_tell", "能办了，要回告的"),
    ),
    rows=not_possible_register,
    write=_write,
)
