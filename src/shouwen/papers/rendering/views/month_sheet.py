"""Words of the month sheet, version 1: the sheet to sign, then how each number came about."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from shouwen.papers.rendering.content import MonthSheet, SheetLine, Trace
from shouwen.papers.rendering.views import words


class SheetRow(TypedDict):
    """A line of the sheet; `raw` is struck through before the counted points."""

    clause: str
    fact: str
    mark: str
    detail: str
    state: str
    raw: str
    points: str


class SheetGroup(TypedDict):
    """A part of the sheet with its sum."""

    name: str
    subtotal: str
    rows: list[SheetRow]


class Bar(TypedDict):
    """Facts to scale in order of time: length in points before the cap and what lies beyond it."""

    cap: int
    total: int
    pieces: list[list[int]]


class TraceView(TypedDict):
    """One trace: 条 读 事 算."""

    clause: str
    title: str
    words: str
    readings: list[str]
    facts: list[list[str]]
    arithmetic: str
    bar: NotRequired[Bar]


class SheetView(TypedDict):
    """Everything the month sheet templates draw."""

    layout: str
    title: str
    centre: str
    head: list[str]
    info: list[list[str]]
    groups: list[SheetGroup]
    total: str
    sums: str
    undecided: str
    remarks: list[str]
    signatures: list[list[str]]
    traces: list[TraceView]
    foot: str
    language: str


def month_sheet(sheet: MonthSheet) -> SheetView:
    """月度考核表 of one person; undecided lines say so and are in no sum."""
    rate = f"{sheet.days_present / sheet.days_due:.1%}" if sheet.days_due else "无应到天数"
    return {
        "layout": "month_sheet",
        "title": sheet.title,
        "centre": sheet.centre,
        "head": [words.month(sheet.month), sheet.number, words.day(sheet.issued_on)],
        "info": [
            ["姓名", sheet.staff, "岗位", sheet.post],
            ["出勤", f"{sheet.days_present}天，应到{sheet.days_due}天", "出勤率", rate],
        ],
        "groups": [
            {"name": part.name, "subtotal": f"小计{part.subtotal}", "rows": [_row(line) for line in part.lines]}
            for part in sheet.parts
        ],
        "total": str(sheet.total),
        "sums": "＋".join(f"{part.name}{part.subtotal}" for part in sheet.parts),
        "undecided": f"另有{sheet.undecided_count}件未定，最多再加{sheet.undecided_points}"
        if sheet.undecided_count
        else "",
        "remarks": _remarks(sheet),
        "signatures": [[signature.role, signature.name, signature.note] for signature in sheet.signatures],
        "traces": [_trace(trace) for trace in sheet.traces],
        "foot": f"规则 {sheet.rulebook}　校验码 {sheet.rulebook_hash[:12]}",
        "language": "zh",
    }


def _row(line: SheetLine) -> SheetRow:
    return {
        "clause": line.clause,
        "fact": line.fact,
        "mark": line.mark,
        "detail": line.detail,
        "state": line.state,
        "raw": line.raw,
        "points": "先不计" if line.points is None else str(line.points),
    }


def _remarks(sheet: MonthSheet) -> list[str]:
    remarks = []
    if sheet.announced_from and sheet.announced_until:
        remarks.append(f"公示：{words.day(sheet.announced_from)}至{words.day(sheet.announced_until)}。")
    if sheet.undecided_count and sheet.later_month:
        remarks.append(
            f"未定的{sheet.undecided_count}件，公示后定下来的，记入{words.month(sheet.later_month)}，"
            f"注明属{words.month(sheet.month)}。"
        )
    if sheet.loses_awards:
        remarks.append("本月有被查实或通报的违纪行为，取消当年评先评优资格（考核制度三（二）9）。")
    if sheet.referrals:
        remarks.append(f"移交镇纪委{len(sheet.referrals)}件：{'、'.join(sheet.referrals)}（考核制度三（二）6）。")
    return remarks


def _trace(trace: Trace) -> TraceView:
    running, facts = 0, []
    for fact in trace.facts:
        running += fact.counted
        points = str(fact.points) if fact.points == fact.counted else f"{fact.points}，计{fact.counted}"
        facts.append([f"{fact.on.month}月{fact.on.day}日", fact.reference, fact.text, points, str(running)])
    view: TraceView = {
        "clause": trace.clause,
        "title": trace.title,
        "words": trace.words,
        "readings": [f"{reading.id}　{reading.text}" for reading in trace.readings],
        "facts": facts,
        "arithmetic": trace.arithmetic,
    }
    total = sum(fact.points for fact in trace.facts)
    if trace.cap is not None and total > 0:
        pieces = [[fact.counted, fact.points - fact.counted] for fact in trace.facts]
        view["bar"] = {"cap": trace.cap, "total": max(total, trace.cap), "pieces": pieces}
    return view
