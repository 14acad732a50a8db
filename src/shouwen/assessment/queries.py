"""Reading month sheets."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from shouwen.assessment.models import Finding, MonthSheet, SheetLine


def sheet_of(centre_id: int, *, staff_id: int, month: date) -> MonthSheet | None:
    """The sheet of one person and month."""
    rows = MonthSheet.objects.filter(centre_id=centre_id, staff_id=staff_id, month=month)
    return rows.select_related("staff").first()


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


def findings_of(centre_id: int, numbers: list[str]) -> dict[str, Finding]:
    """Findings by number, for the facts that a sheet's lines name."""
    rows = Finding.objects.filter(centre_id=centre_id, number__in=numbers).select_related("decided_by")
    return {row.number: row for row in rows}
