"""A clock of the database as the rulebook's facts, so that page, list and `shouwen deadline` reckon by the same code."""

from __future__ import annotations

from shouwen.civil_time import local
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.models import Clock
from shouwen.clocks.models import Extension as ExtensionRow
from shouwen.rulebook.clock_facts import ClockFacts, Extension, Pause


def facts_of(clock: Clock) -> ClockFacts:
    """What was accepted, when, and what stopped or lengthened the limit since; civil times without offset.

    Only working-day and instant limits are the rulebook's; of another unit the facts carry pauses and closing alone.
    Costs no query when `pauses` are prefetched and `extension` is selected."""
    limited = clock.unit == LimitUnit.WORKDAY
    return ClockFacts(
        kind="limited" if limited else "instant",
        accepted=local(clock.started_at),
        workdays=clock.promised_limit if limited else 0,
        pauses=pauses_of(clock),
        extension=_extension(clock),
        closed=local(clock.closed_at) if clock.closed_at else None,
    )


def pauses_of(clock: Clock) -> tuple[Pause, ...]:
    """The pauses that took effect, oldest first."""
    rows = sorted((row for row in clock.pauses.all() if not row.lapsed), key=lambda row: row.from_on)
    return tuple(Pause(row.from_on, row.to_on, row.reason) for row in rows)


def extension_of(clock: Clock) -> ExtensionRow | None:
    """The one extension of a clock, if it was given."""
    return getattr(clock, "extension", None)


def _extension(clock: Clock) -> Extension | None:
    """An extension in the database was judged when the person was told, and holds. A calendar that changes later may move the
    original due day before that moment: it is granted, and isn't judged anew."""
    row = extension_of(clock)
    return Extension(row.workdays, local(row.asked_at), local(row.told_at), row.reason, granted=True) if row else None
