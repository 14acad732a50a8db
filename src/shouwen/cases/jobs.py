"""Work of the cases outside a request. Each job may run twice, or late, with the same result."""

from __future__ import annotations

from shouwen import civil_time
from shouwen.cases import intake
from shouwen.people import queries as people

SCHEDULES = (("shouwen.cases.jobs.deem_accepted", 10),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""


def deem_accepted() -> int:
    """What was received as a permit and not told about in time counts as accepted from its receipt, in every centre (N4). How many."""
    at = civil_time.now()
    return sum(intake.deem_accepted(centre_id=centre_id, at=at) for centre_id in people.centre_ids())
