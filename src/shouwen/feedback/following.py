"""What time alone changes: an answer that reached the complainant is told; one that nobody rates, or that no call reached, is
closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from shouwen.feedback.actions import hold, move, record
from shouwen.feedback.enums import ComplaintState
from shouwen.feedback.models import Complaint
from shouwen.feedback.telling import answer_purpose
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.telling.enums import CallState
from shouwen.telling.queries import ToldRecord, told_for

RATE_WITHIN = timedelta(days=15)
"""So long the complainant may rate the answer; no rating is put in for those who don't."""


def follow(*, centre_id: int, at: datetime) -> int:
    """Move on every answer that was told meanwhile, and every one whose time to rate is over. Returns how many moved."""
    waiting = Complaint.objects.filter(centre_id=centre_id, state=ComplaintState.ANSWERED)
    ids = list(waiting.values_list("pk", flat=True))
    told = told_for(centre_id, [answer_purpose(one) for one in ids])
    moved = 0
    for row in waiting:
        found = told.get(answer_purpose(row.pk))
        if found is not None and found.told_at is not None:
            _told(complaint=row, told_at=found.told_at, at=at)
            moved += 1
        elif found is not None and _is_given_up(row, found, at):
            _close(complaint=row, at=at)
            moved += 1
    moved += _settled_otherwise(centre_id, at)
    over = Complaint.objects.filter(centre_id=centre_id, state=ComplaintState.TOLD, told_at__lt=at - RATE_WITHIN)
    for row in over:
        _close(complaint=row, at=at)
        moved += 1
    return moved


def _is_given_up(complaint: Complaint, found: ToldRecord, at: datetime) -> bool:
    """No call reached them, and the days in which they could read and rate it on their page are over."""
    return found.call_state == CallState.NOT_REACHED and (complaint.settled_at or at) < at - RATE_WITHIN


def _settled_otherwise(centre_id: int, at: datetime) -> int:
    """What isn't the centre's, and what was merged into another: told in the same way, without a state of its own for it."""
    rows = Complaint.objects.filter(
        centre_id=centre_id, state__in=(ComplaintState.NOT_ACCEPTED, ComplaintState.MERGED), told_at=None
    ).exclude(told_means="")
    told = told_for(centre_id, [answer_purpose(row.pk) for row in rows])
    moved = 0
    for row in rows:
        found = told.get(answer_purpose(row.pk))
        if found is not None and found.told_at is not None:
            _note_told(complaint=row, told_at=found.told_at, at=at)
            moved += 1
    return moved


@one_change
def _note_told(*, complaint: Complaint, told_at: datetime, at: datetime) -> None:
    hold(complaint)
    if complaint.told_at is None:
        complaint.told_at = told_at
        complaint.save(update_fields=["told_at"])
        record(complaint, "complaint.told", by=Actor.system(complaint.centre_id), at=at, data={})


@one_change
def _told(*, complaint: Complaint, told_at: datetime, at: datetime) -> None:
    hold(complaint)
    if complaint.state == ComplaintState.ANSWERED:
        move(complaint, ComplaintState.TOLD, told_at=told_at)
        record(complaint, "complaint.told", by=Actor.system(complaint.centre_id), at=at, data={})


@one_change
def _close(*, complaint: Complaint, at: datetime) -> None:
    hold(complaint)
    if complaint.state in (ComplaintState.ANSWERED, ComplaintState.TOLD):
        is_told = complaint.state == ComplaintState.TOLD
        move(complaint, ComplaintState.CLOSED)
        data: dict[str, object] = {} if is_told else {"not_reached": True}
        record(complaint, "complaint.close", by=Actor.system(complaint.centre_id), at=at, data=data)
