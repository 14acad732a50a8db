"""承诺台账（服务承诺制度 第三条）: why not now, by when, whether the day was moved and told before, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import month_day
from shouwen.desk.registers.books import inquiry_words as words
from shouwen.desk.registers.books.book import Book, Entry, Field
from shouwen.desk.registers.books.person import Shown
from shouwen.inquiries import reasons
from shouwen.inquiries.enums import ToldBy
from shouwen.office_files.writing import Kind
from shouwen.people.masks import mask_words
from shouwen.promises.queries import moved_of, promise_register

FIELDS = (
    Field("编号", 20, 13, screen="n"),
    Field("答应时间", 20, 17, Kind.MOMENT, under="编号"),
    Field("首问编号", 23, 16, is_on_screen=False),
    Field("姓名或单位", 15, 14, screen="p"),
    Field("电话", 23, 15, under="姓名或单位"),
    Field("什么事", 40, 36),
    Field("为什么现在不能办", 46, 40, under="什么事"),
    Field("哪类原因", 15, 13, screen="r"),
    Field("答应哪天", 18, 14, under="哪类原因"),
    Field("改期和告知", 36, 40, screen="a"),
    Field("谁答应的", 12, 11, screen="f"),
    Field("谁兑现", 12, 11, under="谁答应的"),
    Field("结果", 18, 12, screen="r"),
    Field("了结时间", 20, 17, Kind.MOMENT, under="结果"),
)


def _write(centre_id: int, rows: Sequence[Any], shown: Shown) -> list[Entry]:
    moved = moved_of(row.pk for row in rows)
    return [_entry(row, moved.get(row.pk), shown) for row in rows]


def _entry(row: Any, moved: Any, shown: Shown) -> Entry:
    name, phone, _ = shown.person(row.inquiry.person)
    values = (
        row.number,
        row.made_at,
        row.inquiry.number,
        name,
        phone,
        words.matter(row.inquiry),
        row.reason if shown.in_full else mask_words(row.reason),
        reasons.words_of(row.centre_id, row.category),
        row.promised_for.isoformat(),
        _moved(moved, shown),
        row.made_by.name,
        row.inquiry.holder.name,
        "已兑现" if row.kept_at else "现在办不了" if row.given_up_at else "没兑现",
        row.kept_at or row.given_up_at,
    )
    return Entry(values, address_of(ClockKind.PROMISE, row.number))


def _moved(row: Any, shown: Shown) -> str:
    if row is None:
        return ""
    why = row.reason if shown.in_full else mask_words(row.reason)
    return f"由 {month_day(row.moved_from)}改，{month_day(row.told_at)} {ToldBy(row.means).label}：{why}"


PROMISES = Book(
    key="promises",
    name="承诺台账",
    records="当时办不了，说了原因、答应了日子的",
    clause="P3b",
    clause_title="服务承诺制度 第三条",
    mark="诺",
    day_words="答应日期",
    staff_words="答应或兑现",
    window_words="接待窗口",
    placeholder="编号、姓名、手机后四位，或事由里的字",
    fields=FIELDS,
    states=(
        ("", "全部"),
        ("open", "没兑现的"),
        ("moved", "改过期的"),
        ("kept", "已兑现"),
        ("given_up", "现在办不了"),
    ),
    rows=promise_register,
    write=_write,
)
