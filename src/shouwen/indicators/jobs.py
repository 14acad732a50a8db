"""Figures outside a request. Each job may run twice, or late, with the same result."""

from __future__ import annotations

from datetime import datetime

from shouwen import civil_time
from shouwen.civil_time import local_date
from shouwen.clocks.calendars import calendar_of, hours_of
from shouwen.indicators import actions
from shouwen.indicators.computing import has_record
from shouwen.indicators.models import Snapshot
from shouwen.indicators.periods import Span, month_of, months_before, sealing_time
from shouwen.people.actor import Actor
from shouwen.people.every_centre import in_every_centre

SCHEDULES = (("shouwen.indicators.jobs.refresh_figures", 10), ("shouwen.indicators.jobs.look_for_corrections", 1440))
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""
LOOK_BACK = 12
"""Months that are still reckoned again for corrections, or made up for if no worker ran."""


def refresh_figures() -> int:
    """Reckon every month that isn't sealed, and seal what is due, in every centre. Returns how many were written."""
    return in_every_centre(refresh, "figures of centre %s not computed", at=civil_time.now())


def look_for_corrections() -> int:
    """每天: add what was corrected in sealed months, in every centre. Returns how many months were corrected."""
    return in_every_centre(correct, "months of centre %s not looked through", at=civil_time.now())


def refresh(*, centre_id: int, at: datetime) -> int:
    """In one centre: this month, and those before it until they are sealed."""
    calendar, hours = calendar_of(centre_id), hours_of(centre_id)
    sealed = set(Snapshot.objects.filter(centre_id=centre_id, sealed_at__isnull=False).values_list("month", flat=True))
    written = 0
    for first in months_before(month_of(local_date(at)), LOOK_BACK):
        if first in sealed or not has_record(Span(centre_id, first, at)):
            continue
        if sealing_time(first, calendar, hours) <= at:
            actions.seal_month(first=first, by=Actor.system(centre_id), at=at)
            written += 1
        else:
            written += actions.refresh_month(centre_id=centre_id, first=first, at=at)
    return written


def correct(*, centre_id: int, at: datetime) -> int:
    """In one centre: reckon the sealed months again."""
    by = Actor.system(centre_id)
    months = months_before(month_of(local_date(at)), LOOK_BACK)
    return sum(bool(actions.amend_month(first=first, by=by, at=at)) for first in months)
