"""特别程序的计划: when one that was told should be over, and by how many working days it takes longer (行政许可法 第四十五条)."""

from __future__ import annotations

from datetime import date

from shouwen.clocks.models import Pause
from shouwen.workdays import Calendar


def planned_until(from_on: date, workdays: int, calendar: Calendar) -> date:
    """The last of so many working days that begin with `from_on`."""
    return calendar.add(from_on, workdays - 1 if calendar.is_workday(from_on) else workdays)


def days_over(row: Pause, *, on: date, calendar: Calendar) -> int:
    """Working days that a special procedure lasts beyond its plan, up to its end or `on`; 0 while it is within, or has no plan."""
    if not row.planned_workdays:
        return 0
    until = planned_until(row.from_on, row.planned_workdays, calendar)
    end = row.to_on or on
    return calendar.count(until, end) if end > until else 0
