"""Warnings outside a request. May run twice, or die in the middle: nobody is warned twice of the same, and nobody is forgotten."""

from __future__ import annotations

from shouwen import civil_time
from shouwen.people.every_centre import in_every_centre
from shouwen.supervision.warning import warn

SCHEDULES = (("shouwen.supervision.jobs.warn_of_limits", 3),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""


def warn_of_limits() -> int:
    """Warn of what came to a mark of its centre's table, in every centre. How many warnings were written."""
    return in_every_centre(warn, "limits of centre %s not warned of", at=civil_time.now())
