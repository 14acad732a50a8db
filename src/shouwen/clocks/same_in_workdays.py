"""A limit in calendar days as the working days that end with it, for facts that the contract knows in working days only."""

from __future__ import annotations

from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.models import Clock
from shouwen.clocks.reckoning import due
from shouwen.clocks.yardstick import Yardstick


def workdays_of(clock: Clock) -> int:
    """The limit in working days. Of calendar days: the working days up to the last one, which is never a day off nor one that
    doesn't count, so that both end together. Costs no query when `pauses` are prefetched."""
    if clock.unit != LimitUnit.CALENDAR_DAY:
        return clock.promised_limit
    by = Yardstick.of(clock.centre_id)
    spans = [(row.from_on, row.to_on) for row in clock.pauses.all() if not row.lapsed and row.to_on is not None]
    unit, started = LimitUnit(clock.unit), local(clock.started_at)
    end = due(unit=unit, limit=clock.promised_limit, started=started, by=by, pauses=spans)
    return by.calendar.count(local_date(clock.started_at), end.at.date(), excluding=spans)
