"""条 读 事 算: how the chosen row of a month sheet came about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shouwen.assessment.behind import Behind
from shouwen.desk.addresses import serial_of
from shouwen.desk.chinese_dates import month_day
from shouwen.desk.parts import CapPiece, ClauseWords, Trace, TraceFact
from shouwen.desk.sheets.entries import CAPPED, Entry
from shouwen.regulations import queries as regulations
from shouwen.rulebook.rules import Rules


def trace_of(
    entry: Entry, behind: Mapping[str, Behind], words: Mapping[str, regulations.ClauseWords], rules: Rules
) -> Trace:
    """The trace panel of one row."""
    clause = words[entry.clause]
    return Trace(
        title=entry.label.partition(" ")[2] or entry.label,
        clause=ClauseWords(
            clause=entry.clause,
            title=clause.article,
            words=clause.shown,
            document=clause.document,
            readings=_readings(entry, rules),
            is_quoted=clause.words is not None,
        ),
        facts=_facts(entry, behind),
        facts_title=f"事实 {len(entry.lines)} 件" if entry.lines else "还没有核实的事实",
        formula=_formula(entry, rules),
        cap=_cap(entry, rules),
        cap_pieces=_pieces(entry) if entry.clause == CAPPED and entry.lines else (),
        remark="核实以前先不计分。" if entry.waits else "",
    )


def _readings(entry: Entry, rules: Rules) -> list[str]:
    used = dict.fromkeys(reading for line in entry.lines for reading in line.trace["readings"])
    found = [rules.readings[reading] for reading in used if reading in rules.readings]
    return [f"{one.allowed[one.setting]}（{one.id}）" for one in found]


def _facts(entry: Entry, behind: Mapping[str, Behind]) -> list[TraceFact]:
    rows, running = [], 0
    for line in entry.lines:
        running += line.points
        raw = sum(line.trace["raw"])
        record = behind.get(line.fact)
        rows.append(
            TraceFact(
                day=month_day(line.at),
                links=[_link(line.fact, record)],
                what=_what(line, record),
                points=str(line.points),
                running=str(running),
                points_struck=str(raw) if raw != line.points else "",
                reached_cap=bool(line.trace["mark"]) and entry.clause == CAPPED,
            )
        )
    return rows


def _link(fact: str, record: Behind | None) -> tuple[str, str]:
    if record is None:
        return ("打卡记录", "") if fact.startswith("shift:") else (fact.partition(":")[2], "")
    return (record.name, _address(record.number)) if record.number else (record.name, "")


def _address(number: str) -> str:
    place = {"办": "cases", "问": "inquiries", "任": "tasks"}.get(number[:1])
    return f"/{place}/{serial_of(number)}/" if place else ""


def _what(line: Any, record: Behind | None) -> str:
    if line.fact.startswith("case:"):
        return f"逾期第 {line.trace['facts']['number']} 天"
    if record is not None:
        # Of bad ratings and complaints this is the only place that says why they count.
        return f"{record.what}：{record.verdict}" if line.clause == CAPPED and record.verdict else record.what
    return str(line.trace["arithmetic"]).split("，计")[0]


def _formula(entry: Entry, rules: Rules) -> str:
    if entry.waits:
        return "先不计"
    if entry.clause == CAPPED:
        ratings = sum(line.fact.startswith("rating:") for line in entry.lines)
        bad = [sum(line.trace["raw"]) for line in entry.lines if line.fact.startswith("rating:")]
        filed = [sum(line.trace["raw"]) for line in entry.lines if line.fact.startswith("complaint:")]
        parts = [f"{bad[0]}×{ratings}"] * bool(bad) + [f"{filed[0]}×{len(filed)}"] * bool(filed)
        return f"{' ＋ '.join(parts)} ＝ {entry.raw}，上限 {_cap(entry, rules)}，计 {entry.points}"
    if len(entry.lines) == 1:
        return str(entry.lines[0].trace["arithmetic"])
    return f"{' ＋ '.join(str(line.points) for line in entry.lines)} ＝ {entry.points}"


def _cap(entry: Entry, rules: Rules) -> int:
    return rules.clauses[entry.clause].cap or 0


def _pieces(entry: Entry) -> list[CapPiece]:
    return [
        CapPiece("评" if rating else "诉", sum(line.trace["raw"]), is_dark=not rating)
        for line in entry.lines
        for rating in (line.fact.startswith("rating:"),)
    ]
