"""The working calendar and opening hours of a centre: the published calendar, and the years it has imported since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from shouwen.clocks.models import CalendarDay
from shouwen.once import read_once
from shouwen.workdays import Calendar, DayKind, DayRow, OpeningHours

_KINDS = {"holiday": DayKind.HOLIDAY, "workday": DayKind.MAKEUP_WORKDAY}


@read_once
def calendar_of(centre_id: int) -> Calendar:
    """The calendar of a centre. One cheap query gives the imported days; what they make is kept in memory."""
    days = CalendarDay.objects.filter(centre_id=centre_id).order_by("day").values_list("day", "kind", "name")
    return _extended(tuple(days)) if days else Calendar.national()


# Kept by the days themselves: an import that failed half-way leaves nothing behind, not even here.
@lru_cache(maxsize=64)
def _extended(days: Sequence[tuple[date, str, str]]) -> Calendar:
    calendar = Calendar.national()
    rows = [DayRow(day, _KINDS[kind], name) for day, kind, name in days]
    for year in sorted({row.arrangement_year for row in rows}):
        calendar = calendar.with_year(year, [row for row in rows if row.arrangement_year == year])
    return calendar


def imported_years(centre_id: int) -> dict[int, datetime]:
    """The years whose arrangement a centre imported itself, and when; one query."""
    found: dict[int, datetime] = {}
    for row in CalendarDay.objects.filter(centre_id=centre_id).order_by("imported_at"):
        found[DayRow(row.day, _KINDS[row.kind], row.name).arrangement_year] = row.imported_at
    return found


def hours_of(_centre_id: int) -> OpeningHours:
    """The opening hours of a centre."""
    return OpeningHours()
