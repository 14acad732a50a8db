"""The month of the centre for those who judge: whose sheets there are, and how much each clause cost. No person's points
stand beside another's; the facts of a clause open in the order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shouwen.assessment.enums import SheetState
from shouwen.assessment.queries import CentreMonth
from shouwen.desk.chinese_dates import month_day
from shouwen.desk.sheets.page import PARTS, Step, steps_of
from shouwen.regulations.queries import ClauseWords, clause_words


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person whose sheet can be opened."""

    name: str
    url: str
    waiting: int
    lines: int


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """What one clause cost in the month."""

    clause: str
    title: str
    times: int
    points: int
    url: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """A part with its clauses and sums."""

    title: str
    times: int
    points: int
    rows: Sequence[ClauseRow]


@dataclass(frozen=True, slots=True)
class FactRow:
    """One counted fact of the chosen clause, with the sheet it stands on."""

    day: str
    name: str
    url: str
    arithmetic: str
    points: int


@dataclass(frozen=True, slots=True)
class CentrePage:
    """The whole page."""

    month: date
    months: Sequence[date]
    people: Sequence[PersonRow]
    groups: Sequence[ClauseGroup]
    chosen: ClauseWords | None
    chosen_clause: str
    facts: Sequence[FactRow]
    steps: Sequence[Step]
    state: SheetState
    points: int
    waiting: int
    computed_at: Any


def centre_page(found: CentreMonth, *, centre_id: int, month: date, months: Sequence[date], clause: str) -> CentrePage:
    """Put the page together; `clause` is the one whose facts are opened (the first that counted, if empty)."""
    words = clause_words(centre_id)
    clauses = sorted({line.clause for line in found.lines})
    chosen = clause if clause in clauses else (clauses[0] if clauses else "")
    state = SheetState(found.sheets[0].state) if found.sheets else SheetState.DRAFT
    counts: dict[int, int] = {}
    for line in found.lines:
        counts[line.sheet_id] = counts.get(line.sheet_id, 0) + 1
    return CentrePage(
        month=month,
        months=months,
        people=[
            PersonRow(
                sheet.staff.name, _url(month, sheet.staff.work_number), len(sheet.pending), counts.get(sheet.pk, 0)
            )
            for sheet in found.sheets
        ],
        groups=_groups(found, words, chosen),
        chosen=words.get(chosen),
        chosen_clause=chosen,
        facts=[
            FactRow(
                month_day(line.at),
                line.sheet.staff.name,
                _url(month, line.sheet.staff.work_number),
                line.trace["arithmetic"],
                line.points,
            )
            for line in found.lines
            if line.clause == chosen
        ],
        steps=steps_of(state),
        state=state,
        points=sum(sheet.total for sheet in found.sheets),
        waiting=sum(len(sheet.pending) for sheet in found.sheets),
        computed_at=found.sheets[0].computed_at if found.sheets else None,
    )


def _groups(found: CentreMonth, words: Any, chosen: str) -> list[ClauseGroup]:
    groups = []
    for part, title in PARTS:
        lines = [line for line in found.lines if line.clause.startswith(part)]
        if not lines:
            continue
        rows = []
        for clause in sorted({line.clause for line in lines}):
            own = [line for line in lines if line.clause == clause]
            points = sum(line.points for line in own)
            rows.append(ClauseRow(clause, words[clause].label, len(own), points, f"?clause={clause}", clause == chosen))
        groups.append(ClauseGroup(title, len(lines), sum(line.points for line in lines), rows))
    return groups


def _url(month: date, work_number: str) -> str:
    return f"/sheets/{month:%Y-%m}/{work_number}/"
