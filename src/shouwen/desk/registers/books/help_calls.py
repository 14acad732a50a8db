"""帮办台账: who was helped where, by whom, after how long, with what (一体机进驻服务 第四条)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from shouwen.assistance.queries import Wanted, calls_wanted
from shouwen.desk.addresses import serial_of
from shouwen.desk.help_calls.timeline import done_words
from shouwen.desk.registers.books.book import Book, Entry, Field
from shouwen.desk.registers.books.person import Shown
from shouwen.inquiries.register_queries import Asked
from shouwen.office_files.writing import Kind

_FIELDS = (
    Field("编号", 22, 13, screen="n"),
    Field("叫的时间", 24, 17, Kind.MOMENT, under="编号"),
    Field("在哪里", 44, 30),
    Field("什么事", 26, 18, under="在哪里"),
    Field("等了", 18, 10, screen="f"),
    Field("上报", 26, 18, under="等了"),
    Field("谁去的", 16, 12, screen="f"),
    Field("帮了什么", 60, 44, screen="a"),
    Field("用时", 16, 10, screen="f"),
    Field("到哪一步", 20, 12, screen="f"),
)


def _entries(_centre_id: int, rows: Sequence[Any], _shown: Shown) -> list[Entry]:
    return [
        Entry(
            (
                row.number,
                row.called_at,
                row.place or f"打电话 {row.phone_masked}",
                row.get_about_display() if row.about else "",
                f"{int((row.taken_at - row.called_at).total_seconds())} 秒" if row.taken_at else "",
                "镇领导" if row.leader_at else "管理办公室" if row.office_at else "",
                row.taken_by.name if row.taken_by else "",
                "。".join(filter(None, (done_words(row.done), row.words))),
                f"{row.minutes} 分钟" if row.minutes is not None else "",
                row.get_state_display(),
            ),
            reverse("desk:help_call", args=[serial_of(row.number)]),
        )
        for row in rows
    ]


def _rows(centre_id: int, asked: Asked) -> QuerySet[Any]:
    wanted = Wanted(asked.text, asked.state, asked.staff_id, asked.first, asked.last)
    rows = calls_wanted(centre_id, wanted)
    if asked.window_id is None:
        return rows
    return rows.filter(taken_by__postings__window_id=asked.window_id).distinct()


HELP_CALLS = Book(
    key="help-calls",
    name="帮办台账",
    records="谁在哪里请人帮忙，等了多久，谁去的，帮了什么",
    clause="S2",
    clause_title="一体机进驻服务 第四条",
    mark="帮",
    day_words="叫的日期",
    staff_words="谁去的",
    window_words="去的人的窗口",
    placeholder="帮办编号、在哪里、设备名称",
    fields=_FIELDS,
    states=(
        ("", "全部"),
        ("open", "还没帮完的"),
        ("ended", "帮完了"),
        ("escalated", "上报过的"),
        ("cancelled", "自己取消"),
        ("lapsed", "没人接"),
    ),
    rows=_rows,
    write=_entries,
)
