"""追问一次: who got an answer online and still isn't clear asks once more, and the same first responder answers for it."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.inquiries.enums import InquiryState
from shouwen.inquiries.models import OnlineQuestion
from shouwen.inquiries.online import enter, take
from shouwen.inquiries.policies import matter_written
from shouwen.journal.change import one_change
from shouwen.people import queries as people
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.policies import may_serve
from shouwen.refusals import Refusal, refuse, refuse_if

LONGEST = 400
"""So that the number of the first question still stands before it."""


def may_ask_again(question: OnlineQuestion) -> Refusal | None:
    """After the answer, once; what is still unclear then is better said than written."""
    phone = people.centre(question.centre_id).phone
    way_out = f"请打 {phone}，或到中心来" if phone else "请到中心来"
    if question.follows_id is not None or OnlineQuestion.objects.filter(follows=question).exists():
        return Refusal("asked_again_already", "已经追问过一次了", "首问负责制度 第三条", way_out)
    if question.inquiry is None or question.inquiry.closed_at is None:
        return Refusal("not_answered_yet", "这件还没有答复，答复了还不清楚再追问", "首问负责制度 第三条", way_out)
    if question.inquiry.state != InquiryState.ANSWERED:
        return Refusal("not_answered_here", "这件不是在这里答复的，不能追问", "首问负责制度 第三条", way_out)
    return None


def follow_up_of(question: OnlineQuestion) -> OnlineQuestion | None:
    """The one question that was asked after this one's answer."""
    return OnlineQuestion.objects.filter(centre_id=question.centre_id, follows=question).first()


@one_change
def ask_again(*, question: OnlineQuestion, matter: str, at: datetime) -> OnlineQuestion:
    """追问 by whoever holds the link of an answered question: a question of its own with a clock of its own, taken by the first
    responder of the first; by nobody yet if they don't serve any more. The same words sent twice are one. Raises Refused."""
    by = Actor.system(question.centre_id)
    refuse_if(matter_written(matter))
    if len(matter.strip()) > LONGEST:
        raise refuse("matter_too_long", f"追问最多 {LONGEST} 字，现在 {len(matter.strip())} 字")
    # Held to the end of the change: of one page sent twice at once, the second finds what the first wrote.
    serials.take(question.centre_id, f"question/{local_date(at).year % 100}", 0)
    words = f"追问 {question.number}：{matter.strip()}"
    known = OnlineQuestion.objects.filter(follows=question).first()
    if known is not None and known.matter == words:
        return known
    refuse_if(may_ask_again(question))
    again = enter(
        centre_id=question.centre_id,
        person=question.person,
        matter=words,
        item_id=question.item_id,
        follows=question,
        by=by,
        at=at,
    )
    first = people.actor_of(question.inquiry.first_responder, on=local_date(at)) if question.inquiry else None
    if first is not None and may_serve(first) is None:
        take(again, taken_by=first, by=by, at=at, fell_to_duty=False)
    return again
