"""Entries of the journal under a call; taking a call for a change; moving it."""

from __future__ import annotations

from datetime import datetime

from shouwen.assistance.enums import CallState
from shouwen.assistance.models import HelpCall
from shouwen.journal import actions as journal
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import refuse

HELP_CALL = "help_call"
"""The subject kind of what happens to a call."""


def record(call: HelpCall, action: str, *, by: Actor, at: datetime, data: dict[str, object] | None = None) -> None:
    """Of one call; B for A is said."""
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind=HELP_CALL,
        subject_id=call.pk,
        data={"number": call.number, **(data or {})} | people.covering(by, (call.taken_by_id,), at=at),
    )


def hold(call: HelpCall) -> None:
    """Take the row for this change and read it anew: what the caller read may be old."""
    call.refresh_from_db(from_queryset=HelpCall.objects.select_for_update())


def moved(call: HelpCall, to: CallState, **changes: object) -> None:
    """Guarded: of two at once one is refused."""
    if not HelpCall.objects.filter(pk=call.pk, state=call.state).update(state=to, **changes):
        raise refuse("call_moved_on", f"{call.number} 别人刚刚办了，刷新看看")
    call.state = to
    for name, value in changes.items():
        setattr(call, name, value)
