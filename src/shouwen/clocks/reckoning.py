"""When a limit ends. Pure: the same arithmetic for new clocks, resumed clocks, extended clocks and recomputation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shouwen.clocks.enums import LimitUnit
from shouwen.workdays import Calendar, OpeningHours

Span = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a limit: civil time of the close of business, and whether a year without published calendar was needed."""

    at: datetime
    provisional: bool


def due(
    *,
    unit: LimitUnit,
    limit: int,
    started: datetime,
    calendar: Calendar,
    hours: OpeningHours,
    pauses: Iterable[Span] = (),
    extension_workdays: int = 0,
) -> Due:
    """The end of a limit that began at civil time `started`.

    Working days: the day of the start doesn't count, nor do pauses; the limit ends at close of business (readings R8, R9).
    Calendar days: likewise, and a last day on a day off moves to the next working day (民法典 第二百零三条).
    Instant: the same day, or the last day of a pause that follows it. Opening minutes: counted in opening hours.
    Extension days follow the original due date."""
    day, spans = started.date(), [span for span in pauses if span[1] is not None]
    if unit == LimitUnit.OPEN_MINUTE:
        end = hours.add_minutes(started, limit, calendar)
        return Due(end, calendar.provisional(day, end.date()))
    if unit == LimitUnit.INSTANT:
        last = _through_pauses(day, spans)
    elif unit == LimitUnit.WORKDAY:
        last = calendar.add(day, limit, excluding=spans)
    else:
        last = day + timedelta(days=limit)
        last = last if calendar.is_workday(last) else calendar.next(last)
    if extension_workdays:
        last = calendar.add(last, extension_workdays, excluding=spans)
    return Due(hours.close_of_business(last), unit != LimitUnit.INSTANT and calendar.provisional(day, last))


def _through_pauses(day: date, spans: Iterable[Span]) -> date:
    """An instant matter that had to wait is due on the day the waiting ends: no day of the wait is owed."""
    for first, last in sorted((span[0], span[1]) for span in spans if span[1] is not None):
        if first <= day + timedelta(days=1) and last > day:
            day = last
    return day
