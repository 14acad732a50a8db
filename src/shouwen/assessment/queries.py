"""Reading month sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from shouwen.assessment.behind import Behind, behind
from shouwen.assessment.models import MonthSheet, SheetLine


def sheets_of_month(centre_id: int, *, month: date) -> QuerySet[MonthSheet]:
    """Every sheet of a month, by work number (never by points: nobody is ranked)."""
    rows = MonthSheet.objects.filter(centre_id=centre_id, month=month)
    return rows.select_related("staff").order_by("staff__work_number")


def lines_of(sheet: MonthSheet) -> QuerySet[SheetLine]:
    """The lines of a sheet in the engine's order."""
    return SheetLine.objects.filter(sheet=sheet).order_by("position")


def months_of(centre_id: int, *, staff_id: int | None = None) -> list[date]:
    """The months that have sheets (of one person, if given), the newest first."""
    rows = MonthSheet.objects.filter(centre_id=centre_id)
    if staff_id is not None:
        rows = rows.filter(staff_id=staff_id)
    return list(rows.order_by("-month").values_list("month", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """Everything that the page of one sheet shows: the sheet, its lines, and the records behind its facts."""

    sheet: MonthSheet
    lines: list[SheetLine]
    behind: dict[str, Behind]


def sheet_record(centre_id: int, *, work_number: str, month: date) -> SheetRecord | None:
    """The sheet of a person and month with all it needs, in a constant number of queries; None if there is none."""
    rows = MonthSheet.objects.filter(centre_id=centre_id, staff__work_number=work_number, month=month)
    sheet = rows.select_related("staff").first()
    if sheet is None:
        return None
    lines = list(lines_of(sheet))
    facts = {line.fact for line in lines} | {one["fact"] for one in sheet.pending}
    return SheetRecord(sheet, lines, behind(centre_id, facts))


@dataclass(frozen=True, slots=True)
class CentreMonth:
    """A month of the centre for the panel: the sheets by work number, and all lines. Nobody is set beside anybody by points."""

    sheets: list[MonthSheet]
    lines: list[SheetLine]


def centre_month(centre_id: int, *, month: date) -> CentreMonth:
    """The sheets of a month and their lines, in the order of time, with the person of each line."""
    lines = SheetLine.objects.filter(centre_id=centre_id, sheet__month=month).select_related("sheet__staff")
    return CentreMonth(
        list(sheets_of_month(centre_id, month=month)), list(lines.order_by("at", "clause", "fact", "pk"))
    )
