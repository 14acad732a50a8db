"""Work of the catalogue outside a request. Each job may run twice, or late, with the same result."""

from __future__ import annotations

from shouwen import civil_time
from shouwen.catalogue.must_reads import give_to_joiners
from shouwen.catalogue.withdrawal import end_withdrawn
from shouwen.people import queries as people
from shouwen.people.actor import Actor

SCHEDULES = (("shouwen.catalogue.jobs.keep_up", 60),)
"""Path of each job and its rhythm in minutes."""


def keep_up() -> int:
    """Must-reads for who joined, and items whose last day has passed, in every centre (N1). Returns how many changed."""
    at = civil_time.now()
    changed = 0
    for centre_id in people.centre_ids():
        by = Actor.system(centre_id)
        changed += give_to_joiners(by=by, at=at) + end_withdrawn(by=by, at=at)
    return changed
