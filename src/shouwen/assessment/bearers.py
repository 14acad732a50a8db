"""Who answered for a clock on a day (reading R7)."""

from __future__ import annotations

from shouwen.civil_time import local_date
from shouwen.clocks.models import Clock


def bearer_of(clock: Clock) -> int:
    """The person who was responsible on the day on which it was due; whoever took it over later isn't late for it.

    `responsibilities` should be loaded along."""
    due_on = local_date(clock.due_at)
    until_then = [row for row in clock.responsibilities.all() if row.from_on <= due_on]
    return max(until_then, key=lambda row: row.from_on).staff_id if until_then else clock.responsible_id
