"""Work of the people outside a request. It may run twice, or late, with the same result."""

from __future__ import annotations

from shouwen import civil_time
from shouwen.people import phones
from shouwen.people.every_centre import in_every_centre

SCHEDULES = (("shouwen.people.jobs.match_landlines", 24 * 60),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""


def match_landlines() -> int:
    """Landlines written down before area codes counted are matched like those since (F8), in every centre. Returns how many."""
    return in_every_centre(phones.match_landlines, "landlines of centre %s not matched", at=civil_time.now())
