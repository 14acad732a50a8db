"""导入任务清单: what a list would bring, row by row, shown before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shouwen.desk.chinese_dates import day_and_weekday
from shouwen.office_files import waiting
from shouwen.office_files.matching import Match, column_letter, matched_by
from shouwen.office_files.queries import match_for
from shouwen.office_files.reading import Table, read_table
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_name, mask_words
from shouwen.tasks.importing import Known, Plan, plan_tasks
from shouwen.tasks.task_file import FIELDS, PURPOSE, BadRow, Line, ReadTasks, has_limit, read_tasks

SHOWN = 60
"""Rows of each fate that the page shows."""
_PRIVATE = frozenset({"name", "phone", "id_number", "address", "words"})


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One field and the column that holds it; `place` is empty for none."""

    key: str
    label: str
    required: bool
    place: str
    sample: str


@dataclass(frozen=True, slots=True)
class NewLine:
    """A task that would be taken in, as the page shows it."""

    row: int
    number: str
    title: str
    due: str
    person: str


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A row that changes nothing."""

    row: int
    number: str
    is_here_as: str


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """An upload read again: its name, its rows, its columns."""

    name: str
    table: Table
    match: Match

    @property
    def missing(self) -> list[str]:
        """Names of what the file must have and hasn't."""
        unknown = list(self.match.missing)
        return unknown if has_limit(self.match) else [*unknown, "要求办结（或工作日数）"]


@dataclass(frozen=True, slots=True)
class DryRun:
    """What the page shows before the import."""

    token: str
    superior: Any
    name: str
    header_row: int
    columns: Sequence[ColumnChoice]
    options: Sequence[tuple[str, str]]
    missing: Sequence[str]
    is_remembered: bool
    read: ReadTasks | None
    plan: Plan | None
    new: Sequence[NewLine]
    known: Sequence[KnownLine]
    bad: Sequence[BadRow]

    @property
    def more_new(self) -> int:
        return len(self.plan.new) - len(self.new) if self.plan else 0

    @property
    def more_known(self) -> int:
        return len(self.plan.known) - len(self.known) if self.plan else 0

    @property
    def more_bad(self) -> int:
        return len(self.plan.bad) - len(self.bad) if self.plan else 0


def purpose_of(superior: Any) -> str:
    """Columns are remembered for each superior: every platform exports its own."""
    return f"{PURPOSE}-{superior.pk}"


def opened(token: str, superior: Any, *, by: Actor, at: datetime) -> OpenedFile:
    """The file that waits under this token. Raises Refused when it is gone or no table."""
    name, content = waiting.kept(token, purpose=PURPOSE, by=by, at=at)
    table = read_table(content)
    return OpenedFile(name, table, match_for(by.centre_id, purpose_of(superior), table, FIELDS))


def chosen_match(file: OpenedFile, chosen: Mapping[str, str]) -> Match:
    """The columns as a person chose them on the page."""
    places = {one.key: int(text) for one in FIELDS if (text := chosen.get(f"col_{one.key}", "")).isdecimal()}
    return matched_by(file.match.header, places, FIELDS, is_remembered=True)


def dry_run(token: str, superior: Any, file: OpenedFile, *, at: datetime) -> DryRun:
    """What importing the file would do with each row; without its columns, only what is missing."""
    read = read_tasks(file.table, file.match, at=at) if not file.missing else None
    plan = plan_tasks(superior, read, at=at) if read else None
    return DryRun(
        token=token,
        superior=superior,
        name=file.name,
        header_row=file.match.header.number,
        columns=_columns(file),
        options=[
            (str(place), f"{column_letter(place)} 列 {heading or '（没有标题）'}"[:40])
            for place, heading in enumerate(file.match.header.cells)
        ],
        missing=file.missing,
        is_remembered=file.match.is_remembered,
        read=read,
        plan=plan,
        new=[_new(line) for line in plan.new[:SHOWN]] if plan else (),
        known=[_known(one) for one in plan.known[:SHOWN]] if plan else (),
        bad=plan.bad[:SHOWN] if plan else (),
    )


def _new(line: Line) -> NewLine:
    due = day_and_weekday(line.due_on) if line.due_on else f"{line.workdays} 个工作日"
    return NewLine(line.row, line.their_number, mask_words(line.title), due, mask_name(line.name) if line.name else "")


def _known(one: Known) -> KnownLine:
    return KnownLine(one.line.row, one.line.their_number, one.number)


def _columns(file: OpenedFile) -> list[ColumnChoice]:
    below = file.match.below(file.table)[:20]
    found = []
    for one in FIELDS:
        place = file.match.columns.get(one.key)
        sample = next((row.cell(place) for row in below if row.cell(place)), "") if place is not None else ""
        if one.key in _PRIVATE:
            sample = ""
        place_text = "" if place is None else str(place)
        found.append(ColumnChoice(one.key, one.label, one.required, place_text, mask_words(sample)[:24]))
    return found
