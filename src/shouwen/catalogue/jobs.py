"""Work of the catalogue outside a request. Each job may run twice, or late, with the same result."""

from __future__ import annotations

from datetime import datetime

from shouwen import civil_time
from shouwen.catalogue.must_reads import give_to_joiners
from shouwen.catalogue.withdrawal import end_withdrawn
from shouwen.people.actor import Actor
from shouwen.people.every_centre import in_every_centre

SCHEDULES = (("shouwen.catalogue.jobs.keep_up", 60),)
"""Path of each job and its rhythm in minutes."""


def keep_up() -> int:
    """Must-reads for who joined, and items whose last day has passed, in every centre (N1). Returns how many changed."""
    at = civil_time.now()
    given = in_every_centre(_give_to_joiners, "must-reads of centre %s not given to who joined", at=at)
    return given + in_every_centre(_end_withdrawn, "withdrawn items of centre %s not ended", at=at)


def _give_to_joiners(*, centre_id: int, at: datetime) -> int:
    return give_to_joiners(by=Actor.system(centre_id), at=at)


def _end_withdrawn(*, centre_id: int, at: datetime) -> int:
    return end_withdrawn(by=Actor.system(centre_id), at=at)
