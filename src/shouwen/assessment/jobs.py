"""Work of the assessment outside a request. Each job may run twice, or late, with the same result."""

from __future__ import annotations

from datetime import timedelta

from shouwen import civil_time
from shouwen.assessment import actions, findings
from shouwen.civil_time import local_date
from shouwen.people import queries as people
from shouwen.people.actor import Actor

SCHEDULES = (("shouwen.assessment.jobs.refresh_months", 60),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""

LOOK_BACK = timedelta(days=62)
"""How far back the record is searched for candidates: this month and the one before, until it is announced."""


def refresh_months() -> int:
    """Candidates from the record, and the drafts of this month and the last one computed anew, in every centre.

    Returns how many sheets were written."""
    at = civil_time.now()
    today = local_date(at)
    this_month = today.replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    written = 0
    for centre_id in people.centre_ids():
        findings.find_candidates(centre_id=centre_id, since=at - LOOK_BACK, at=at)
        for first_day in (last_month, this_month):
            written += len(actions.compute_month(first_day=first_day, by=Actor.system(centre_id), at=at))
    return written
