"""Work of the assessment outside a request. Each job may run twice, or late, with the same result."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from shouwen import civil_time
from shouwen.assessment import actions, candidates
from shouwen.civil_time import local_date
from shouwen.people import queries as people
from shouwen.people.actor import Actor

log = logging.getLogger(__name__)

SCHEDULES = (("shouwen.assessment.jobs.refresh_months", 60),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""

LOOK_BACK = timedelta(days=62)
"""How far back the record is searched for candidates: this month and the one before, until it is announced."""


def refresh_months() -> int:
    """Candidates from the record, and the drafts of this month and the last one where something changed, in every centre.

    A centre that fails is logged; the others don't wait for it. Returns how many sheets were written."""
    at = civil_time.now()
    this_month = local_date(at).replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    return sum(_refresh(centre_id, (last_month, this_month), at) for centre_id in people.centre_ids())


def _refresh(centre_id: int, months: tuple[date, ...], at: datetime) -> int:
    written = 0
    try:
        candidates.find_candidates(centre_id=centre_id, since=at - LOOK_BACK, at=at)
        for first_day in months:
            written += len(actions.compute_month(first_day=first_day, by=Actor.system(centre_id), at=at))
    except Exception:
        log.exception("months of centre %s not refreshed", centre_id)
    return written
