"""A fact of the month sheet in a clerk's words, from the figures of its trace and the record behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shouwen.assessment.behind import Behind
from shouwen.desk.chinese_dates import month_day


@dataclass(frozen=True, slots=True)
class Words:
    """What happened, and the detail under it."""

    what: str
    detail: str


def words_of(lines: Sequence[Any], behind: dict[str, Behind]) -> Words:
    """The words of one row, which stands for one line or for all overdue days of one case."""
    first = lines[0]
    kind = first.fact.partition(":")[0]
    record = behind.get(first.fact)
    if kind == "shift":
        return _shift(first)
    if kind == "case":
        name = record.what if record else "办件"
        due = first.trace["facts"]["due"]
        return Words(f"{name}，超 {len(lines)} 天", f"{first.fact.partition(':')[2]} · 应 {_day(due)}办结")
    if record is None:
        return Words(first.trace["arithmetic"], month_day(first.at))
    return Words(f"{month_day(first.at)} {record.what}", _detail(record))


def _detail(record: Behind) -> str:
    return " · ".join(part for part in (record.name, f"核实：{record.verdict}" if record.verdict else "") if part)


def _shift(line: Any) -> Words:
    facts, day = line.trace["facts"], month_day(line.at)
    what = line.trace["arithmetic"].split("，计")[0]
    start, end = facts["effective_start"][11:], facts["effective_end"][11:]
    arrival, departure = facts["arrival"], facts["departure"]
    if arrival is None and departure is None:
        return Words(f"{day} {what}", f"应 {start}—{end}，没有打卡，没有请假")
    if what.startswith("早退"):
        return Words(f"{day} {what}", f"应 {end} 下班，打卡 {departure[11:16]}")
    return Words(f"{day} {what}", f"应 {start}，打卡 {arrival[11:16]}")


def _day(text: str) -> str:
    return f"{int(text[5:7])}月{int(text[8:10])}日"
