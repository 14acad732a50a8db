"""Care of what is applied for online. May run twice, or late, with the same result."""

from __future__ import annotations

from shouwen import civil_time
from shouwen.applications import counting, sending_codes, sessions
from shouwen.applications.drafts import expire
from shouwen.people.every_centre import in_every_centre

SCHEDULES = (
    ("shouwen.applications.jobs.send_codes", 1),
    ("shouwen.applications.jobs.expire_drafts", 6 * 60),
    ("shouwen.applications.jobs.forget_old", 30),
)
"""Path of each job and its rhythm in minutes."""


def send_codes() -> int:
    """Codes that didn't go out at once. Returns how many went out."""
    return sending_codes.send_codes(at=civil_time.now())


def expire_drafts() -> int:
    """Drafts that nobody went on with for two weeks. Returns how many."""
    return in_every_centre(expire, "drafts of centre %s couldn't be expired", at=civil_time.now())


def forget_old() -> int:
    """Sessions, codes and counts whose time is over. Returns how many rows."""
    at = civil_time.now()
    return sessions.forget(at=at) + sending_codes.forget(at=at) + counting.forget(at=at)
