"""不用再告知: what was to be told doesn't hold any more, or the person knows it from elsewhere."""

from __future__ import annotations

from datetime import datetime

from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.messages import actions as messages
from shouwen.people.actor import Actor
from shouwen.telling.calls import drop
from shouwen.telling.enums import CallState
from shouwen.telling.models import CallToMake, Telling


@one_change
def withdraw_moot(*, subject_kind: str, subject_id: int, why: str, by: Actor, at: datetime) -> int:
    """The matter is over: what was to be told on the way there isn't told any more, neither by message nor by a call. Returns how
    many messages don't go out."""
    calls = CallToMake.objects.filter(
        centre_id=by.centre_id, subject_kind=subject_kind, subject_id=subject_id, state=CallState.OWED
    )
    for call in calls.order_by("pk"):
        drop(call=call, words=why, by=by, at=at)
    done: int = messages.withdraw_moot(subject_kind=subject_kind, subject_id=subject_id, why=why, by=by, at=at)
    if done:
        data: dict[str, object] = {"messages": done, "why": why}
        journal.record(by=by, at=at, action="telling.moot", subject_kind=subject_kind, subject_id=subject_id, data=data)
    return done


@one_change
def withdraw(*, telling_id: int, why: str, by: Actor, at: datetime) -> None:
    """A message that waits or was given up doesn't go out, and a call isn't owed any more. What went out has gone out."""
    row = Telling.objects.select_related("message", "call__person").get(centre_id=by.centre_id, pk=telling_id)
    if row.message is not None:
        messages.replace(message=row.message, by=by, at=at)
    call = getattr(row, "call", None)
    if call is not None and call.state == CallState.OWED:
        drop(call=call, words=why, by=by, at=at)
