"""答复 told to somebody who isn't here: the answer itself by their channel or a call, or where an online answer stands."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.incoming_queries import question_path
from shouwen.inquiries.models import Inquiry, OnlineQuestion
from shouwen.people.actor import Actor
from shouwen.telling.actions import tell
from shouwen.telling.reminders import remind


def answer_purpose(inquiry: Inquiry) -> str:
    """What an answer is told for, once."""
    return f"inquiry-answered/{inquiry.pk}"


def tell_answer(inquiry: Inquiry, *, means: ToldBy, by: Actor, at: datetime) -> None:
    """Nothing for what was said face to face, by telephone or on paper. An online answer stands on the asker's own page: where a
    machine carries it they are told that it is there, and nobody owes a call for it."""
    if means == ToldBy.MESSAGE:
        _tell_in_full(inquiry, by=by, at=at)
    elif means == ToldBy.ONLINE:
        _tell_where(inquiry, by=by, at=at)


def _tell_in_full(inquiry: Inquiry, *, by: Actor, at: datetime) -> None:
    if inquiry.person is None:
        return
    tell(
        person=inquiry.person,
        template="inquiry_answered",
        values={"answer": inquiry.words_told.rstrip("。.")},
        subject_kind="inquiry",
        subject_id=inquiry.pk,
        number=inquiry.number,
        purpose=answer_purpose(inquiry),
        responsible_id=inquiry.holder_id,
        by=by,
        at=at,
    )


def _tell_where(inquiry: Inquiry, *, by: Actor, at: datetime) -> None:
    question = OnlineQuestion.objects.filter(inquiry=inquiry).select_related("person").first()
    if question is None:
        return
    remind(
        person=question.person,
        template="answered_online",
        values={"link": settings.PUBLIC_ADDRESS + question_path(question)},
        subject_kind="inquiry",
        subject_id=inquiry.pk,
        number=question.number,
        purpose=answer_purpose(inquiry),
        responsible_id=inquiry.holder_id,
        by=by,
        at=at,
    )
