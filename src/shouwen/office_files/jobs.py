"""Work of the office tables outside a request. The job may run twice, or late, with the same result."""

from __future__ import annotations

from shouwen import civil_time
from shouwen.office_files import waiting

SCHEDULES = (("shouwen.office_files.jobs.remove_expired", 30),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""


def remove_expired() -> int:
    """Uploads that were looked at and never imported hold telephone numbers: they go after their time. Returns how many."""
    return waiting.remove_expired(at=civil_time.now())
