"""Work of the inquiries outside a request. Each job may run twice, or late, with the same result."""

from __future__ import annotations

from shouwen import civil_time
from shouwen.inquiries import handovers, online, rulings
from shouwen.people.every_centre import in_every_centre

SCHEDULES = (
    ("shouwen.inquiries.jobs.return_unaccepted", 1),
    ("shouwen.inquiries.jobs.fall_to_duty", 1),
    ("shouwen.inquiries.jobs.word_old_rulings", 24 * 60),
)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""


def return_unaccepted() -> int:
    """Hand-overs that nobody accepted in time fall back to their first responders, in every centre (F6). Returns how many."""
    return in_every_centre(handovers.return_unaccepted, "hand-overs of centre %s not given back", at=civil_time.now())


def fall_to_duty() -> int:
    """Online questions that nobody claimed in time become the duty person's, in every centre (F2). Returns how many."""
    return in_every_centre(
        online.fall_to_duty, "online questions of centre %s not given to the duty person", at=civil_time.now()
    )


def word_old_rulings() -> int:
    """Rulings answered before they were suggested get the words by which they are (F7), in every centre. Returns how many."""
    return in_every_centre(rulings.word_old_rulings, "rulings of centre %s not worded", at=civil_time.now())
