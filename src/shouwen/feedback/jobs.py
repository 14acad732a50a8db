"""Answers that reached who complained, and answers that nobody rates. May run twice: each moves once."""

from __future__ import annotations

from shouwen import civil_time
from shouwen.feedback.following import follow
from shouwen.people.every_centre import in_every_centre

SCHEDULES = (("shouwen.feedback.jobs.follow_answers", 10),)
"""Path of each job and its rhythm in minutes."""


def follow_answers() -> int:
    """In every centre; returns how many complaints moved."""
    return in_every_centre(follow, "complaints of centre %s couldn't be followed", at=civil_time.now())
