"""告知投诉人: by the way they chose. Who wants to see for themselves, or left no name, reads it with number and code."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from shouwen.civil_time import local
from shouwen.clocks.enums import ClockKind
from shouwen.feedback.codes import complaint_path
from shouwen.feedback.enums import AnswerWish
from shouwen.feedback.models import Complaint
from shouwen.messages.enums import MessageChannel
from shouwen.messages.policies import may_send
from shouwen.people.actor import Actor
from shouwen.telling.actions import Told, tell
from shouwen.telling.enums import Wish


def tell_received(complaint: Complaint, *, due: datetime, by: Actor, at: datetime) -> None:
    """收到了, by message where one reaches them; whoever took it in told the others."""
    _tell_due(complaint, f"complaint/{complaint.pk}/received", due=due, by=by, at=at)


def tell_begun_anew(complaint: Complaint, *, due: datetime, by: Actor, at: datetime) -> None:
    """The new day by which it is answered, to those who were told the first one by message."""
    _tell_due(complaint, f"complaint/{complaint.pk}/begun_anew/{at:%Y%m%d%H%M%S}", due=due, by=by, at=at)


def _tell_due(complaint: Complaint, purpose: str, *, due: datetime, by: Actor, at: datetime) -> None:
    person = complaint.person
    if person is None or complaint.wish != AnswerWish.MESSAGE or complaint.office_id is None:
        return
    if may_send(MessageChannel.SMS, person=person) is not None:
        return
    tell(
        person=person,
        template="complaint_received",
        values={"due": _day(due), "link": settings.PUBLIC_ADDRESS + complaint_path(complaint)},
        subject_kind=ClockKind.COMPLAINT,
        subject_id=complaint.pk,
        number=complaint.number,
        purpose=purpose,
        responsible_id=complaint.office_id,
        by=by,
        at=at,
    )


def tell_answer(complaint: Complaint, words: str, *, responsible_id: int, by: Actor, at: datetime) -> Told | None:
    """The answer; None for who reads it on their page."""
    if complaint.person is None or complaint.wish == AnswerWish.PAGE:
        return None
    told: Told = tell(
        person=complaint.person,
        template="complaint_answered",
        values={"answer": words, "link": settings.PUBLIC_ADDRESS + complaint_path(complaint)},
        subject_kind=ClockKind.COMPLAINT,
        subject_id=complaint.pk,
        number=complaint.number,
        purpose=answer_purpose(complaint.pk),
        responsible_id=responsible_id,
        wish=Wish.CALL if complaint.wish == AnswerWish.CALL else None,
        by=by,
        at=at,
    )
    return told


def answer_purpose(complaint_id: int) -> str:
    """By which the telling of the answer is found."""
    return f"complaint/{complaint_id}/answer"


def _day(moment: datetime) -> str:
    day = local(moment)
    return f"{day.month}月{day.day}日"
