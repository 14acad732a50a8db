"""The last day of a limit without its extension, as pauses and the calendar have it now.

`Extension.original_due_on` is that day as it was when the person was told: it stays, and goes stale as the calendar changes."""

from __future__ import annotations

from datetime import date

from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.facts import extension_of
from shouwen.clocks.models import Clock
from shouwen.clocks.reckoning import due
from shouwen.clocks.yardstick import Yardstick


def unextended_due_on(clock: Clock, *, by: Yardstick) -> date:
    """A day that was told (`is_dated`) is no reckoning, so it is taken as it was. No query when `pauses` and `extension` are
    loaded."""
    extension = extension_of(clock)
    if extension is None:
        return local_date(clock.due_at)
    if clock.is_dated:
        return extension.original_due_on
    spans = [(row.from_on, row.to_on) for row in clock.pauses.all() if not row.lapsed]
    unit, started = LimitUnit(clock.unit), local(clock.started_at)
    return due(unit=unit, limit=clock.promised_limit, started=started, by=by, pauses=spans).at.date()
