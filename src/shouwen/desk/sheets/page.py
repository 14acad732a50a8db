"""The data of the month-sheet page: groups of rows, sums, the step it is at, the chosen trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shouwen.assessment.enums import SheetState
from shouwen.assessment.queries import SheetRecord
from shouwen.desk.parts import SheetGroup, SheetLine, Trace
from shouwen.desk.sheets.entries import Entry, entries_of
from shouwen.desk.sheets.tracing import trace_of
from shouwen.regulations.queries import clause_words
from shouwen.rulebook.rules import Rules

PARTS = (("K1", "业务办理"), ("K2", "效能纪律"))
STEPS = (
    (SheetState.DRAFT, "由记录算出，随记录更新"),
    (SheetState.ANNOUNCED, "本人可看、可提异议"),
    (SheetState.SEALED, "签字后只增不改"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the sign-off: done, current or still to come."""

    words: str
    note: str
    number: int
    is_done: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The whole page."""

    groups: Sequence[SheetGroup]
    trace: Trace | None
    steps: Sequence[Step]
    waiting: int
    is_empty: bool


def sheet_page(record: SheetRecord, rules: Rules, *, address: str, chosen: int | None) -> SheetPage:
    """The page of a sheet with one row chosen (the capped one, or the first, if none was)."""
    words = clause_words(record.sheet.centre_id)
    entries = entries_of(record, {clause: one.label for clause, one in words.items()})
    index = chosen if chosen is not None and 0 <= chosen < len(entries) else _telling(entries)
    return SheetPage(
        groups=_groups(entries, index, address),
        trace=trace_of(entries[index], record.behind, words, rules) if entries else None,
        steps=steps_of(record.sheet.state),
        waiting=sum(entry.waits for entry in entries),
        is_empty=not entries,
    )


def _telling(entries: Sequence[Entry]) -> int:
    return next((index for index, entry in enumerate(entries) if entry.marks), 0)


def _groups(entries: Sequence[Entry], chosen: int, address: str) -> list[SheetGroup]:
    groups = []
    for part, title in PARTS:
        rows = [(index, entry) for index, entry in enumerate(entries) if entry.clause.startswith(part)]
        if rows:
            total = sum(entry.points for _, entry in rows)
            lines = [_line(entry, index == chosen, f"{address}?line={index}") for index, entry in rows]
            groups.append(SheetGroup(title, str(total), lines))
    return groups


def _line(entry: Entry, selected: bool, url: str) -> SheetLine:
    struck = str(entry.raw) if not entry.waits and entry.raw != entry.points else ""
    return SheetLine(
        clause=entry.clause,
        clause_title=entry.label,
        fact=entry.words.what,
        detail=entry.words.detail,
        state=entry.state,
        points="先不计" if entry.waits else str(entry.points),
        url=url,
        struck=struck,
        rules=entry.marks,
        is_counted=not entry.waits,
        is_zero=not entry.waits and entry.points == 0,
        is_selected=selected,
    )


def steps_of(state: str) -> list[Step]:
    """草稿 公示 封存, with where the sheet stands."""
    at = [step for step, _ in STEPS].index(SheetState(state))
    return [
        Step(str(step.label), note, number + 1, is_done=number < at, is_current=number == at)
        for number, (step, note) in enumerate(STEPS)
    ]
