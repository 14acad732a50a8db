"""A notice on the desk for whom a complaint waits. It names nobody: who reads over a shoulder learns nothing."""

from __future__ import annotations

from datetime import datetime

from shouwen.clocks.enums import ClockKind
from shouwen.feedback.models import Complaint
from shouwen.messages import actions as messages
from shouwen.messages.enums import MessageChannel
from shouwen.people.actor import Actor


def notify(complaint: Complaint, words: str, *, staff_id: int, by: Actor, at: datetime) -> None:
    """Inside the caller's change. Nobody is told of what they did themselves."""
    if not staff_id or staff_id == by.staff_id:
        return
    messages.write(
        purpose=f"complaint/{complaint.pk}/{staff_id}/{at:%Y%m%d%H%M%S%f}",
        channel=MessageChannel.DESK,
        words=f"{words}（{complaint.number}）",
        subject_kind=ClockKind.COMPLAINT,
        subject_id=complaint.pk,
        number=complaint.number,
        staff_id=staff_id,
        by=by,
        at=at,
    )
