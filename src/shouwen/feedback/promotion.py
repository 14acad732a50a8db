"""A complaint that led others is withdrawn: what they said is still to be answered, the oldest leads from now on."""

from __future__ import annotations

from datetime import datetime

from shouwen.clocks.begun_anew import begin_anew
from shouwen.feedback.actions import hold, move, office_for, owed_clock, record
from shouwen.feedback.enums import ComplaintState
from shouwen.feedback.models import Complaint
from shouwen.feedback.notices import notify
from shouwen.feedback.telling import tell_begun_anew
from shouwen.people.actor import Actor


def promote_followers(withdrawn: Complaint, *, by: Actor, at: datetime) -> None:
    """Inside the caller's change. One that names somebody whom the new leader doesn't name leads by itself, as merging wants it."""
    leaders: list[Complaint] = []
    for follower in Complaint.objects.filter(merged_into=withdrawn).order_by("at", "pk"):
        hold(follower)
        leader = next((one for one in leaders if follower.staff_id in {None, one.staff_id}), None)
        if leader is None:
            _lead(follower, instead_of=withdrawn, by=by, at=at)
            leaders.append(follower)
        else:
            _follow(follower, leader, by=by, at=at)


def _lead(complaint: Complaint, *, instead_of: Complaint, by: Actor, at: datetime) -> None:
    office_id = office_for(complaint, by=by, at=at)
    move(
        complaint,
        ComplaintState.RECEIVED,
        merged_into_id=None,
        settled_at=None,
        handler_id=None,
        office_id=office_id,
    )
    clock = owed_clock(complaint, by=by, at=at)
    if clock.closed_at is not None:
        begin_anew(clock=clock, responsible_id=office_id, by=by, at=at)
    record(complaint, "complaint.promote", by=by, at=at, data={"instead_of": instead_of.number})
    notify(complaint, "并去的那件撤回了，这件单独查，等交办", staff_id=office_id, by=by, at=at)
    if clock.due_at > at:
        tell_begun_anew(complaint, due=clock.due_at, by=by, at=at)


def _follow(complaint: Complaint, leader: Complaint, *, by: Actor, at: datetime) -> None:
    Complaint.objects.filter(pk=complaint.pk).update(merged_into=leader)
    record(complaint, "complaint.merge", by=by, at=at, data={"into": leader.number})
    record(leader, "complaint.lead", by=by, at=at, data={"follower": complaint.number})
