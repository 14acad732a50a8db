"""Work of the clocks outside a request. Each job may run twice, or die in the middle, with the same result."""

from __future__ import annotations

from datetime import datetime, timedelta

from shouwen import civil_time
from shouwen.clocks import recomputation
from shouwen.people.every_centre import in_every_centre

SCHEDULES = (("shouwen.clocks.jobs.recompute_open_clocks", 1),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""
SETTLES = timedelta(seconds=10)
"""A change that read the old calendar just before the new one was there is over by then: no clock of it comes too late."""


def recompute_open_clocks() -> int:
    """Reckon what changed calendars and hours made necessary, in every centre; goes on where a killed worker stopped."""
    return in_every_centre(_recompute, "clocks of centre %s not recomputed", at=civil_time.now())


def _recompute(*, centre_id: int, at: datetime) -> int:
    return recomputation.run_all(centre_id=centre_id, at=at, before=at - SETTLES)
