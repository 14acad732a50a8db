"""Telling outside a request. The job may run twice, or die in the middle: no message owes two calls, none goes without."""

from __future__ import annotations

from shouwen import civil_time
from shouwen.people.every_centre import in_every_centre
from shouwen.telling import failed_messages

SCHEDULES = (("shouwen.telling.jobs.owe_calls", 1),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""


def owe_calls() -> int:
    """Messages that were given up become calls, in every centre. Returns how many, with the calls that ended so."""
    return in_every_centre(
        failed_messages.owe_calls, "given up messages of centre %s owe no calls yet", at=civil_time.now()
    )
