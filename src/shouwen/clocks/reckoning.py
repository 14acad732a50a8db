"""When a limit ends. Pure: the same arithmetic for new clocks, resumed clocks, extended clocks and recomputation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.yardstick import Yardstick
from shouwen.rulebook.clock_facts import ClockFacts, Pause, spans_of
from shouwen.rulebook.deadline import DAY, unextended_due
from shouwen.workdays import Calendar

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
    by: Yardstick,
    pauses: Iterable[Span] = (),
    extension_workdays: int = 0,
) -> Due:
    """The end of a limit that began at civil time `started`.

    Working days: as the rulebook reckons them (readings R8, R9), ending at close of business.
    Calendar days: without the day of the start and those that don't count; a last day on a day off moves to the next working day
    (民法典 第二百零一条、第二百零三条).
    Instant: the same day, whatever it waits for afterwards. Opening minutes: counted in opening hours.
    Extension days follow the original due date."""
    day, calendar = started.date(), by.calendar
    if unit == LimitUnit.OPEN_MINUTE:
        end = by.hours.add_minutes(started, limit, calendar)
        return Due(end, calendar.provisional(day, end.date()))
    facts, rules = _facts(started, limit, pauses), by.rulebook.on(day)
    spans = spans_of(facts, rules)
    if unit == LimitUnit.INSTANT:
        last = day
    elif unit == LimitUnit.WORKDAY:
        last = unextended_due(facts, calendar, rules)
    else:
        last = _calendar_days_after(day, limit, calendar, spans)
    if extension_workdays:
        last = calendar.add(last, extension_workdays, excluding=spans)
    return Due(by.hours.close_of_business(last), unit != LimitUnit.INSTANT and calendar.provisional(day, last))


def workdays_ending(*, told: int, told_at: datetime, started: datetime, by: Yardstick) -> int:
    """The limit from `started`, in working days, that ends when `told` working days from civil time `told_at` end.

    So that a limit agreed later stays one number counted from the start, as the rulebook and the contract count it."""
    end, limit = due(unit=LimitUnit.WORKDAY, limit=told, started=told_at, by=by), told
    while due(unit=LimitUnit.WORKDAY, limit=limit, started=started, by=by).at < end.at:
        limit += 1
    return limit


def legal_due(
    *,
    limit: int,
    started: datetime,
    by: Yardstick,
    pauses: Iterable[Span] = (),
    unit: LimitUnit = LimitUnit.WORKDAY,
) -> date:
    """The last day of the legal limit, reckoned like the promised one: in working days (行政许可法 第八十二条) or calendar days."""
    facts, rules = _facts(started, limit, pauses), by.rulebook.on(started.date())
    if unit == LimitUnit.CALENDAR_DAY:
        return _calendar_days_after(started.date(), limit, by.calendar, spans_of(facts, rules))
    return unextended_due(facts, by.calendar, rules)


def last_day(*, unit: str, limit: int, accepted_on: date, calendar: Calendar) -> date:
    """The last day of a limit that begins on a day, before anything stops it: what is told at the counter. Raises
    CalendarRangeError beyond the calendar."""
    if unit == LimitUnit.CALENDAR_DAY:
        return _calendar_days_after(accepted_on, limit, calendar, ())
    return calendar.add(accepted_on, limit)


def _calendar_days_after(day: date, limit: int, calendar: Calendar, spans: Iterable[Span]) -> date:
    """The `limit`-th day after `day` outside the spans; if it is a day off, the next working day outside them."""
    ended = sorted((first, last) for first, last in spans if last is not None)
    end, upto = day + timedelta(days=limit), day
    for first, last in ended:
        first = max(first, upto + DAY)
        if first > end:
            break
        if first <= last:
            end, upto = end + (last - first) + DAY, last
    return end if calendar.is_workday(end) else calendar.add(end, 1, excluding=ended)


def _facts(started: datetime, limit: int, pauses: Iterable[Span]) -> ClockFacts:
    ended = tuple(Pause(first, last) for first, last in pauses if last is not None)
    return ClockFacts("limited", started, limit, ended)
