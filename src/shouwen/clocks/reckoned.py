"""The end of one clock, reckoned anew from its limit, pauses and extension: the same for one clock and for a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shouwen.civil_time import instant, local, local_date
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.models import Clock
from shouwen.clocks.reckoning import Due, Span, due, legal_due
from shouwen.clocks.yardstick import Yardstick


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a calendar, a pause or an extension may move."""

    due_at: datetime
    legal_due_on: date | None
    provisional: bool

    @classmethod
    def now(cls, clock: Clock) -> Reckoned:
        """As the clock has it."""
        return cls(clock.due_at, clock.legal_due_on, clock.provisional)

    def put(self, clock: Clock) -> None:
        """Write it to the clock, unsaved."""
        clock.due_at, clock.legal_due_on, clock.provisional = self.due_at, self.legal_due_on, self.provisional


Reckon = Callable[[Clock, Sequence[Span], int], Reckoned]
"""Clock, its pauses that took effect, working days of its extension."""


def reckoned(clock: Clock, spans: Sequence[Span], extension_workdays: int, *, by: Yardstick) -> Reckoned:
    """A day that was told stays (only the close of business of that day, and whether its year is published, may change)."""
    started = local(clock.started_at)
    if clock.is_dated:
        day = local_date(clock.due_at)
        end = Due(by.hours.close_of_business(day), by.calendar.provisional(started.date(), day))
    else:
        end = due(
            unit=LimitUnit(clock.unit),
            limit=clock.promised_limit,
            started=started,
            by=by,
            pauses=spans,
            extension_workdays=extension_workdays,
        )
    legal = (
        legal_due(limit=clock.legal_limit, unit=LimitUnit(clock.legal_unit), started=started, by=by, pauses=spans)
        if clock.legal_limit
        else None
    )
    return Reckoned(instant(end.at), legal, end.provisional)


def remembering(by: Yardstick) -> Reckon:
    """The same for many clocks of one centre: those alike in limits and day of start, without a pause, are reckoned once."""
    known: dict[tuple[object, ...], Reckoned] = {}

    def reckon(clock: Clock, spans: Sequence[Span], extension_workdays: int) -> Reckoned:
        if spans or clock.is_dated or clock.unit == LimitUnit.OPEN_MINUTE:
            return reckoned(clock, spans, extension_workdays, by=by)
        limits = (clock.unit, clock.promised_limit, clock.legal_unit, clock.legal_limit, extension_workdays)
        key = (local_date(clock.started_at), *limits)
        if (found := known.get(key)) is None:
            found = known[key] = reckoned(clock, spans, extension_workdays, by=by)
        return found

    return reckon
