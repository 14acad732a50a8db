"""Work of the inquiries outside a request. Each job may run twice, or late, with the same result."""

from __future__ import annotations

from shouwen import civil_time
from shouwen.inquiries import handovers
from shouwen.people import queries as people

SCHEDULES = (("shouwen.inquiries.jobs.return_unaccepted", 1),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""


def return_unaccepted() -> int:
    """Hand-overs that nobody accepted in time fall back to their first responders, in every centre (F6). Returns how many."""
    at = civil_time.now()
    return sum(handovers.return_unaccepted(centre_id=centre_id, at=at) for centre_id in people.centre_ids())
