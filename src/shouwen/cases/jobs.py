"""Work of the cases outside a request. Each job may run twice, or late, with the same result."""

from __future__ import annotations

from shouwen import civil_time
from shouwen.cases import intake
from shouwen.people.every_centre import in_every_centre

SCHEDULES = (("shouwen.cases.jobs.deem_accepted", 10),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""


def deem_accepted() -> int:
    """What was received as a permit and not told about in time counts as accepted from its receipt, in every centre (N4). How many."""
    return in_every_centre(intake.deem_accepted, "silence on permits of centre %s not counted", at=civil_time.now())
