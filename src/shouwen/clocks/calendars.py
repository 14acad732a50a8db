"""The working calendar and opening hours of a centre: the published calendar, the years it has imported since, the days it set itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import lru_cache

from shouwen.clocks.models import CalendarDay, LocalDay, OpeningTimes
from shouwen.once import read_once
from shouwen.workdays import Calendar, DatedHours, DayKind, DayRow, Hours, OpeningHours

_KINDS = {"holiday": DayKind.HOLIDAY, "workday": DayKind.MAKEUP_WORKDAY}
_LOCAL_KINDS = {"closed": DayKind.LOCAL_OFF, "open": DayKind.LOCAL_WORKDAY}
Session = tuple[time, time]


@read_once
def calendar_of(centre_id: int) -> Calendar:
    """The calendar of a centre. One cheap query gives the days it differs in; what they make is kept in memory."""
    imported = CalendarDay.objects.filter(centre_id=centre_id).values_list("day", "kind", "name")
    local = LocalDay.objects.filter(centre_id=centre_id, withdrawn_at=None).values_list("day", "kind", "name")
    days = imported.union(local, all=True).order_by("day", "kind")
    return _extended(tuple(days)) if days else Calendar.national()


# Kept by the days themselves: an import that failed half-way leaves nothing behind, not even here.
@lru_cache(maxsize=64)
def _extended(days: Sequence[tuple[date, str, str]]) -> Calendar:
    published = with_years(
        Calendar.national(), [DayRow(day, _KINDS[kind], name) for day, kind, name in days if kind in _KINDS]
    )
    local = [DayRow(day, _LOCAL_KINDS[kind], name) for day, kind, name in days if kind in _LOCAL_KINDS]
    return published.with_days(local) if local else published


def with_years(calendar: Calendar, rows: Sequence[DayRow]) -> Calendar:
    """A calendar that also knows the years to which these imported days belong."""
    for year in sorted({row.arrangement_year for row in rows}):
        calendar = calendar.with_year(year, [row for row in rows if row.arrangement_year == year])
    return calendar


def imported_years(centre_id: int) -> dict[int, datetime]:
    """The years whose arrangement a centre imported itself, and when; one query."""
    found: dict[int, datetime] = {}
    for row in CalendarDay.objects.filter(centre_id=centre_id).order_by("imported_at"):
        found[DayRow(row.day, _KINDS[row.kind], row.name).arrangement_year] = row.imported_at
    return found


@read_once
def hours_of(centre_id: int) -> Hours:
    """The opening hours of a centre, each day by those in force on it: sessions of working days alone (docs/adr/0019)."""
    rows = OpeningTimes.objects.filter(centre_id=centre_id).order_by("from_on").values_list("from_on", "sessions")
    return hours_from([(day, sessions_from(sessions)) for day, sessions in rows])


def hours_from(changes: Iterable[tuple[date, Sequence[Session]]]) -> Hours:
    """The hours that the product ships with until the first change, then those set, each from its day on."""
    dated = tuple((day, OpeningHours(tuple(sessions))) for day, sessions in changes)
    return DatedHours(OpeningHours(), dated) if dated else OpeningHours()


def sessions_from(stored: Iterable[Sequence[str]]) -> tuple[Session, ...]:
    """[["09:00", "12:00"]] as times."""
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in stored)
