"""Calls that nobody took, outside a request. May run twice, or die in the middle: nobody is told twice, none is forgotten."""

from __future__ import annotations

from datetime import datetime

from shouwen import civil_time
from shouwen.assistance import actions
from shouwen.assistance.enums import CallState, Wish
from shouwen.assistance.models import HelpCall
from shouwen.assistance.queries import waiting_too_long
from shouwen.people.actor import Actor
from shouwen.people.every_centre import in_every_centre

SCHEDULES = (("shouwen.assistance.jobs.follow_calls", 1), ("shouwen.assistance.jobs.forget_phones", 24 * 60))
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""


def follow_calls() -> int:
    """上报, and what lapsed, in every centre. How many were told of or ended."""
    return in_every_centre(_follow, "calls for help of centre %s not followed", at=civil_time.now())


def forget_phones() -> int:
    """Telephone numbers of calls long over, in every centre."""
    return in_every_centre(actions.forget_phones, "phones of centre %s not forgotten", at=civil_time.now())


def _follow(*, centre_id: int, at: datetime) -> int:
    by, done = Actor.system(centre_id), 0
    for call in waiting_too_long(centre_id, at=at):
        actions.escalate(call=call, by=by, at=at)
        done += 1
    gone = HelpCall.objects.filter(
        centre_id=centre_id, state=CallState.WAITING, wish=Wish.COME, called_at__lte=at - actions.LAPSES_AFTER
    )
    for call in gone:
        actions.lapse(call=call, by=by, at=at)
        done += 1
    return done
