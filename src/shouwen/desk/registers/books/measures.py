"""问责台账（服务承诺制度 第四条）: against whom, on what, decided by whom, served when, put right or not. Each reader finds in it what
they may read of measures, and nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.rules import rulebook_of
from shouwen.desk.addresses import address_of
from shouwen.desk.registers.books.book import Book, Entry, Field
from shouwen.desk.registers.books.person import Shown
from shouwen.inquiries.register_queries import Asked
from shouwen.office_files.writing import Kind
from shouwen.people.actor import Actor
from shouwen.promises.enums import Capacity, EvidenceKind, MeasureKind, MeasureState
from shouwen.promises.measure_queries import clocks_of_measures, measure_register, seen_by
from shouwen.promises.measure_words import opened

FIELDS = (
    Field("编号", 24, 13, screen="n"),
    Field("提出时间", 24, 17, Kind.MOMENT, under="编号"),
    Field("谁", 18, 12, screen="f"),
    Field("身份", 0, 10, under="谁"),
    Field("哪一种", 28, 22, screen="f"),
    Field("凭据", 32, 24),
    Field("依据", 44, 36, under="凭据"),
    Field("事实", 0, 40, is_on_screen=False),
    Field("谁提出", 16, 12, screen="f"),
    Field("谁决定", 16, 12, under="谁提出"),
    Field("决定时间", 22, 17, Kind.MOMENT, screen="d"),
    Field("送达时间", 22, 17, Kind.MOMENT, under="决定时间"),
    Field("到哪一步", 24, 18, screen="f"),
    Field("整改到期", 22, 17, Kind.MOMENT, under="到哪一步"),
    Field("整改第几次", 0, 12, is_on_screen=False),
    Field("本人申辩", 0, 17, Kind.MOMENT, is_on_screen=False),
    Field("撤销时间", 0, 17, Kind.MOMENT, is_on_screen=False),
)


def _write(centre_id: int, rows: Sequence[Any], shown: Shown) -> list[Entry]:
    clocks = clocks_of_measures(centre_id, [row.pk for row in rows])
    rules = rulebook_of(centre_id)
    return [
        _entry(row, clocks.get(row.pk), rules.clause(row.clause, local_date(row.proposed_at)).citation, shown)
        for row in rows
    ]


def _entry(row: Any, clock: Any, citation: str, shown: Shown) -> Entry:
    """What happened stands in clear in an export that was given its reason, and nowhere else."""
    year = f"（{row.year} 年度）" if row.year else ""
    rounds = len(row.rounds.all())
    values = (
        row.number,
        row.proposed_at,
        row.subject.name,
        Capacity(row.capacity).label,
        f"{MeasureKind(row.kind).label}{year}",
        f"{EvidenceKind(row.evidence_kind).label} {row.evidence_number}",
        f"{citation}：{row.basis}",
        opened(row.facts_sealed, row, "facts") if shown.in_full else "",
        row.proposed_by.name,
        row.decided_by.name if row.decided_by else "",
        row.decided_at,
        row.served_at,
        MeasureState(row.state).label,
        clock.due_at if clock else None,
        f"第 {rounds} 次" if rounds else "",
        row.stated_at,
        row.revoked_at,
    )
    return Entry(values, address_of(ClockKind.RECTIFY, row.number))


def _rows(centre_id: int, asked: Asked) -> QuerySet[Any]:
    return measure_register(
        centre_id,
        first=asked.first,
        last=asked.last,
        state=asked.state,
        kind=asked.state,
        staff_id=asked.staff_id,
        window_id=asked.window_id,
        text=asked.text,
    )


def _keeps_from(rows: QuerySet[Any], by: Actor, at: datetime) -> QuerySet[Any]:
    return seen_by(rows, by)


MEASURES = Book(
    key="measures",
    name="问责台账",
    records="问责谁、凭什么，谁决定的，送达没有，改好没有；只列你能看的",
    clause="P4",
    clause_title="服务承诺制度 第四条",
    mark="责",
    day_words="提出日期",
    staff_words="被问责的人",
    window_words="他的窗口",
    placeholder="编号、姓名，或凭据的编号",
    fields=FIELDS,
    states=(
        ("", "全部"),
        ("open", "没完的"),
        *((one.value, str(one.label)) for one in MeasureKind),
        *((one.value, str(one.label)) for one in (MeasureState.REJECTED, MeasureState.REVOKED)),
    ),
    rows=_rows,
    keeps_from=_keeps_from,
    write=_write,
)
