"""设备台账、报修台账、巡检台账 (一体机进驻服务 第四条)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.registers.books.book import Book, Entry, Field
from shouwen.desk.registers.books.person import Shown
from shouwen.devices.enums import CheckResult, DeviceKind, DeviceState
from shouwen.devices.queries import Wanted, clocks_of, device_register, faults_wanted, inspections_wanted
from shouwen.inquiries.register_queries import Asked
from shouwen.office_files.writing import Kind

CLAUSE_TITLE = "一体机进驻服务 第四条"
_DEVICE_FIELDS = (
    Field("编号", 20, 12, screen="n"),
    Field("设备", 40, 24, screen="p"),
    Field("种类", 20, 12, under="设备"),
    Field("放在哪里", 40, 24),
    Field("厂家型号", 34, 22),
    Field("出厂编号", 30, 22, under="厂家型号"),
    Field("谁管", 16, 12, screen="f"),
    Field("维护人", 18, 12, screen="f"),
    Field("维护电话", 26, 18, under="维护人"),
    Field("状态", 20, 12, screen="f"),
    Field("登记时间", 24, 17, Kind.MOMENT, screen="d"),
)
_FAULT_FIELDS = (
    Field("编号", 22, 13, screen="n"),
    Field("报修时间", 24, 17, Kind.MOMENT, under="编号"),
    Field("设备", 34, 26, screen="p"),
    Field("哪里坏了", 42, 34),
    Field("停用", 12, 8),
    Field("谁报的", 16, 12, screen="f"),
    Field("谁修", 16, 12, under="谁报的"),
    Field("接修时间", 24, 17, Kind.MOMENT, screen="d"),
    Field("哪天前修好", 24, 17, Kind.MOMENT, under="接修时间"),
    Field("修好时间", 24, 17, Kind.MOMENT, screen="d"),
    Field("修了什么", 42, 34, screen="a"),
    Field("到哪一步", 18, 12, screen="f"),
)
_INSPECTION_FIELDS = (
    Field("编号", 22, 13, screen="n"),
    Field("哪天要巡检", 24, 14, under="编号"),
    Field("设备", 36, 28, screen="p"),
    Field("巡检时间", 24, 17, Kind.MOMENT, screen="d"),
    Field("谁做的", 16, 12, screen="f"),
    Field("看了什么", 90, 60),
    Field("说明", 40, 30, screen="a"),
    Field("到哪一步", 18, 12, screen="f"),
)


def _devices(centre_id: int, rows: Sequence[Any], _shown: Shown) -> list[Entry]:
    return [
        Entry(
            (
                row.number,
                row.name,
                str(DeviceKind(row.kind).label),
                row.place,
                row.maker,
                row.maker_serial,
                row.keeper.name,
                row.maintainer_name,
                row.maintainer_phone,
                str(DeviceState(row.state).label),
                row.registered_at,
            ),
            reverse("desk:device", args=[row.serial]),
        )
        for row in rows
    ]


def _faults(centre_id: int, rows: Sequence[Any], _shown: Shown) -> list[Entry]:
    clocks = clocks_of(centre_id, ClockKind.FAULT, [row.pk for row in rows])
    return [
        Entry(
            (
                row.number,
                row.reported_at,
                f"{row.device.number} {row.device.name}",
                "。".join(filter(None, (row.title, row.words))),
                "停用" if row.stops_use else "",
                row.reported_by.name if row.reported_by else "系统",
                (row.fixed_by or row.taken_by).name if row.fixed_by or row.taken_by else "",
                row.taken_at,
                clocks[row.pk].due_at if row.pk in clocks else None,
                row.fixed_at,
                row.ended_words,
                row.get_state_display(),
            ),
            address_of(ClockKind.FAULT, row.number),
        )
        for row in rows
    ]


def _inspections(centre_id: int, rows: Sequence[Any], _shown: Shown) -> list[Entry]:
    return [
        Entry(
            (
                row.number,
                row.due_on.isoformat(),
                f"{row.device.number} {row.device.name}",
                row.done_at,
                row.done_by.name if row.done_by else "",
                "；".join(map(_found, row.results)) or "、".join(row.plan.checklist),
                row.words,
                row.get_state_display(),
            ),
            address_of(ClockKind.INSPECTION, row.number),
        )
        for row in rows
    ]


def _found(line: dict[str, str]) -> str:
    note = f"（{line['note']}）" if line["note"] else ""
    return f"{line['what']} {CheckResult(line['result']).label}{note}"


def _wanted(asked: Asked) -> Wanted:
    return Wanted(text=asked.text, sift=asked.state, staff_id=asked.staff_id, first=asked.first, last=asked.last)


def _fault_rows(centre_id: int, asked: Asked) -> QuerySet[Any]:
    rows = faults_wanted(centre_id, _wanted(asked))
    return rows if asked.window_id is None else rows.filter(_at_window(asked.window_id, "reported_by")).distinct()


def _inspection_rows(centre_id: int, asked: Asked) -> QuerySet[Any]:
    rows = inspections_wanted(centre_id, _wanted(asked))
    return rows if asked.window_id is None else rows.filter(_at_window(asked.window_id, "done_by")).distinct()


def _device_rows(centre_id: int, asked: Asked) -> QuerySet[Any]:
    rows = device_register(centre_id, _wanted(asked))
    return rows if asked.window_id is None else rows.filter(_at_window(asked.window_id, "keeper")).distinct()


def _at_window(window_id: int, who: str) -> Q:
    return Q(**{f"{who}__postings__window_id": window_id})


DEVICES = Book(
    key="devices",
    name="设备台账",
    records="自助终端、打印机、打卡机、叫号屏，谁管、谁维护",
    clause="S3",
    clause_title=CLAUSE_TITLE,
    mark="机",
    day_words="登记日期",
    staff_words="谁管",
    window_words="谁管的窗口",
    placeholder="设备编号、名称、地点、厂家",
    fields=_DEVICE_FIELDS,
    states=(("", "全部"), *((value, str(words)) for value, words in DeviceState.choices)),
    rows=_device_rows,
    write=_devices,
)
FAULTS = Book(
    key="faults",
    name="报修台账",
    records="哪台设备坏了，谁报、谁接、哪天修好",
    clause="S3",
    clause_title=CLAUSE_TITLE,
    mark="修",
    day_words="报修日期",
    staff_words="谁修",
    window_words="报修的窗口",
    placeholder="报修编号、设备编号或名称、哪里坏了",
    fields=_FAULT_FIELDS,
    states=(
        ("", "全部"),
        ("open", "没修好的"),
        ("reported", "待接"),
        ("taken", "在修"),
        ("fixed", "修好了"),
        ("late", "修晚了的"),
        ("dropped", "不用修"),
    ),
    rows=_fault_rows,
    write=_faults,
)
INSPECTIONS = Book(
    key="inspections",
    name="巡检台账",
    records="哪台设备哪天看过，看了什么，有没有问题",
    clause="S3",
    clause_title=CLAUSE_TITLE,
    mark="检",
    day_words="要巡检的日期",
    staff_words="谁做的",
    window_words="做的人的窗口",
    placeholder="巡检编号、设备编号或名称",
    fields=_INSPECTION_FIELDS,
    states=(("", "全部"), ("due", "待巡检"), ("done", "做了的"), ("late", "做晚了的"), ("wrong", "发现问题的")),
    rows=_inspection_rows,
    write=_inspections,
)
