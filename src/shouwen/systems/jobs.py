"""Care of what other systems leave behind. May run twice, or late, with the same result."""

from __future__ import annotations

from datetime import timedelta

from shouwen import civil_time
from shouwen.systems.models import CallCount, RememberedAnswer
from shouwen.systems.queries import minute_of
from shouwen.systems.remembered import KEPT_DAYS

SCHEDULES = (("shouwen.systems.jobs.forget_old", 24 * 60),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""
COUNTED_DAYS = 190
"""Counts of calls are kept half a year, as logs must be (网络安全法)."""


def forget_old() -> int:
    """Forget remembered answers and counts whose time is over. Returns how many rows."""
    at = civil_time.now()
    answers, _ = RememberedAnswer.objects.filter(at__lt=at - timedelta(days=KEPT_DAYS)).delete()
    counts, _ = CallCount.objects.filter(minute__lt=minute_of(at - timedelta(days=COUNTED_DAYS))).delete()
    return answers + counts
