"""The working calendar and opening hours of a centre: the published calendar, and the years it has imported since."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Count, Max

from shouwen.clocks.models import CalendarDay
from shouwen.workdays import Calendar, DayKind, DayRow, OpeningHours

_KINDS = {"holiday": DayKind.HOLIDAY, "workday": DayKind.MAKEUP_WORKDAY}


def calendar_of(centre_id: int) -> Calendar:
    """The calendar of a centre. One cheap query tells whether the one kept in memory is still right."""
    mark = CalendarDay.objects.filter(centre_id=centre_id).aggregate(last=Max("pk"), days=Count("pk"))
    if not mark["days"]:
        return Calendar.national()
    return _extended(centre_id, mark["last"], mark["days"])


@lru_cache(maxsize=64)
def _extended(centre_id: int, _last: int, _days: int) -> Calendar:
    calendar = Calendar.national()
    rows = [
        DayRow(row.day, _KINDS[row.kind], row.name)
        for row in CalendarDay.objects.filter(centre_id=centre_id).order_by("day")
    ]
    for year in sorted({row.arrangement_year for row in rows}):
        calendar = calendar.with_year(year, [row for row in rows if row.arrangement_year == year])
    return calendar


def hours_of(_centre_id: int) -> OpeningHours:
    """The opening hours of a centre."""
    return OpeningHours()
