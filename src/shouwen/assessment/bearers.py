"""Who answered for a clock on a day (reading R7), AB岗 counted."""

from __future__ import annotations

from shouwen.civil_time import local_date
from shouwen.clocks.models import Clock
from shouwen.clocks.responsibility import covers_for, owed_on, spans_of
from shouwen.clocks.yardstick import Yardstick


def bearer_of(clock: Clock) -> int:
    """The person who owed it on the day on which it was due, or stood in for them then; whoever took it over later isn't late for it.

    `responsibilities` should be loaded along; one query for the covers."""
    due_on = local_date(clock.due_at)
    covers = covers_for(clock.centre_id, {row.staff_id for row in clock.responsibilities.all()})
    spans = spans_of(clock, covers, on=due_on, by=Yardstick.of(clock.centre_id))
    return owed_on(spans, due_on) or clock.responsible_id
