"""When a clock ends as far as one knows on a day: one that stands still has stood until that day at least (R9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import ClockState, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.clocks.reckoning import due, legal_due
from shouwen.clocks.yardstick import Yardstick

Ended = tuple[date, date]


@dataclass(frozen=True, slots=True)
class KnownEnds:
    """The original due day, the last day the law allows (None: no legal limit is known), and the spans that don't count."""

    due_on: date
    by_law: date | None
    spans: tuple[Ended, ...]


def known_ends(clock: Clock, *, on: date, by: Yardstick) -> KnownEnds:
    """The ends without any extension by the centre; what the law allows beyond its own limit is in `by_law`.

    An instant matter ends on the day of acceptance, however long it waits (docs/adr/0012). Costs no query when `pauses` are
    prefetched."""
    spans = _spans(clock, on)
    started = local(clock.started_at)
    due_on = last_day_to_ask(clock)
    if clock.state == ClockState.PAUSED and clock.unit != LimitUnit.INSTANT:
        unit = LimitUnit(clock.unit)
        due_on = due(unit=unit, limit=clock.promised_limit, started=started, by=by, pauses=spans).at.date()
    legal = clock.legal_due_on
    if legal is not None and clock.legal_limit and clock.state == ClockState.PAUSED:
        unit = LimitUnit(clock.legal_unit)
        legal = legal_due(limit=clock.legal_limit, unit=unit, started=started, by=by, pauses=spans)
    if legal is not None and clock.legal_extension:
        legal = by.calendar.add(legal, clock.legal_extension, excluding=spans)
    return KnownEnds(due_on, legal, spans)


def last_day_to_ask(clock: Clock) -> date:
    """The day by which an extension of a running clock must be asked and told: the due day; of an instant matter the day of
    acceptance."""
    return local_date(clock.started_at if clock.unit == LimitUnit.INSTANT else clock.due_at)


def _spans(clock: Clock, on: date) -> tuple[Ended, ...]:
    rows = [row for row in clock.pauses.all() if not row.lapsed and row.from_on <= on]
    return tuple(sorted((row.from_on, row.to_on or on) for row in rows))
