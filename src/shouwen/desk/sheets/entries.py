"""The rows of a sheet: lines that tell one story (the days of one late case, the capped ratings) stand as one row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from shouwen.assessment.behind import Behind
from shouwen.assessment.queries import SheetRecord
from shouwen.desk.chinese_dates import month_day
from shouwen.desk.sheets.fact_words import Words, words_of

CAPPED = "K1.5"
BY_CASE = "K1.3"
REASONS = {"missing_punch": "缺一次打卡", "unverified": "待核实"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: the engine's lines it stands for (none while it only waits), and its words."""

    clause: str
    label: str
    words: Words
    state: str
    lines: tuple[Any, ...]
    waits: bool = False

    @property
    def points(self) -> int:
        return sum(line.points for line in self.lines)

    @property
    def raw(self) -> int:
        """What the clauses alone would give, before caps and other rules."""
        return sum(sum(line.trace["raw"]) for line in self.lines)

    @property
    def marks(self) -> list[str]:
        return list(dict.fromkeys(line.trace["mark"] for line in self.lines if line.trace["mark"]))


def entries_of(record: SheetRecord, labels: dict[str, str]) -> list[Entry]:
    """The rows of a sheet, counted ones in the engine's order, waiting ones after those of their part."""
    bundles: dict[str, list[Any]] = {}
    for line in record.lines:
        bundles.setdefault(_bundle(line), []).append(line)
    counted = [_counted(lines, record.behind) for lines in bundles.values()]
    waiting = [_waiting(one, record.behind, labels) for one in record.sheet.pending]
    return sorted(counted + waiting, key=lambda entry: (entry.clause[:2], entry.waits, entry.clause))


def _bundle(line: Any) -> str:
    if line.clause == CAPPED:
        return CAPPED
    if line.clause == BY_CASE:
        return f"{BY_CASE}/{line.fact}"
    return f"{line.clause}/{line.fact}/{line.position}"


def _counted(lines: list[Any], behind: dict[str, Behind]) -> Entry:
    first = lines[0]
    words = _ratings_words(lines) if first.clause == CAPPED else words_of(lines, behind)
    return Entry(first.clause, first.trace["label"], words, _state(first), tuple(lines))


def _ratings_words(lines: Iterable[Any]) -> Words:
    rows = list(lines)
    ratings = sum(line.fact.startswith("rating:") for line in rows)
    parts = [f"差评 {ratings} 件"] * (ratings > 0) + [f"投诉 {len(rows) - ratings} 件"] * (len(rows) > ratings)
    first, last = rows[0].at, rows[-1].at
    span = month_day(first) if first == last else f"{month_day(first)}至{last.day}日，按时间先后累计"
    return Words(f"{'、'.join(parts)}，{'都' if len(rows) > 1 else ''}已核实", span)


def _waiting(one: dict[str, str], behind: dict[str, Behind], labels: dict[str, str]) -> Entry:
    clause, fact = one["clause"], one["fact"]
    record = behind.get(fact)
    day = f"{int(one['at'][5:7])}月{int(one['at'][8:10])}日"
    missing_punch = Words(f"{day} 只有一次打卡", "上班或下班缺一次，等本人说明")
    words = Words(record.what, f"{day} · {record.name}") if record else missing_punch
    return Entry(clause, labels.get(clause, clause), words, REASONS[one["reason"]], (), waits=True)


def _state(line: Any) -> str:
    kind = line.fact.partition(":")[0]
    return {"case": "按时限算出", "task": "按时限算出", "shift": "打卡算出"}.get(kind, "已核实")
