"""导入来电记录: what a file would bring, shown before anything is written: columns, new calls, debts, refused rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.desk.chinese_dates import clock_time, day_and_weekday
from shouwen.inquiries.call_file import FIELDS, PURPOSE, ReadCalls, RefusedRow, can_tell_answered, read_calls
from shouwen.inquiries.call_plan import Plan, plan_calls
from shouwen.office_files import waiting
from shouwen.office_files.matching import Match, column_letter, matched_by
from shouwen.office_files.queries import match_for
from shouwen.office_files.reading import Table, read_table
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_phone

SHOWN_REFUSED = 50
SHOWN_DEBTS = 30


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One field and the column that holds it; `place` is empty for none."""

    key: str
    label: str
    required: bool
    place: str
    sample: str


@dataclass(frozen=True, slots=True)
class NewDebt:
    """A call back that somebody will owe."""

    called: str
    phone: str
    window: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """What the page shows before the import."""

    token: str
    name: str
    header_row: int
    columns: Sequence[ColumnChoice]
    options: Sequence[tuple[str, str]]
    missing: Sequence[str]
    is_remembered: bool
    read: ReadCalls | None
    plan: Plan | None
    refused: Sequence[RefusedRow]
    more_refused: int
    debts: Sequence[NewDebt]
    more_debts: int


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
        return unknown if can_tell_answered(self.match) else [*unknown, "是否接听（或通话时长）"]


def opened(token: str, *, by: Actor, at: datetime) -> OpenedFile:
    """The file that waits under this token. Raises Refused when it is gone or no table."""
    name, content = waiting.kept(token, purpose=PURPOSE, by=by, at=at)
    table = read_table(content)
    return OpenedFile(name, table, match_for(by.centre_id, PURPOSE, table, FIELDS))


def chosen_match(file: OpenedFile, chosen: Mapping[str, str]) -> Match:
    """The columns as a person chose them on the page."""
    places = {one.key: int(text) for one in FIELDS if (text := chosen.get(f"col_{one.key}", "")).isdecimal()}
    return matched_by(file.match.header, places, FIELDS, is_remembered=True)


def dry_run(token: str, file: OpenedFile, *, by: Actor, at: datetime) -> DryRun:
    """What importing the file would do; without its columns, only what is missing."""
    read = read_calls(file.table, file.match, at=at) if not file.missing else None
    plan = plan_calls(by.centre_id, read) if read else None
    refused = list(read.refused) if read else []
    debts = [planned for planned in plan.new if planned.is_debt] if plan else []
    return DryRun(
        token=token,
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
        refused=refused[:SHOWN_REFUSED],
        more_refused=max(len(refused) - SHOWN_REFUSED, 0),
        debts=[
            NewDebt(
                f"{day_and_weekday(one.call.called_at)} {clock_time(one.call.called_at)}",
                mask_phone(one.call.phone),
                one.window.label if one.window else "值班人",
            )
            for one in debts[:SHOWN_DEBTS]
        ],
        more_debts=max(len(debts) - SHOWN_DEBTS, 0),
    )


def _columns(file: OpenedFile) -> list[ColumnChoice]:
    below = file.match.below(file.table)[:20]
    found = []
    for one in FIELDS:
        place = file.match.columns.get(one.key)
        sample = next((row.cell(place) for row in below if row.cell(place)), "") if place is not None else ""
        if one.key == "phone":
            sample = mask_phone(sample)
        found.append(ColumnChoice(one.key, one.label, one.required, "" if place is None else str(place), sample[:24]))
    return found
