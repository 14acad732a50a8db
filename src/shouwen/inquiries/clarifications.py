"""请示上级（一次性告知制度 第五条）: law or documents are unclear; a superior is asked, and the person told the result.

An owner, a promised date, an answer with its source, and the record that the person was told (set by `actions.move` with the
words of the step that follows the answer)."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.inquiries import answer_times, policies
from shouwen.inquiries.actions import move, record
from shouwen.inquiries.enums import InquiryState, Outcome
from shouwen.inquiries.models import Clarification, Inquiry
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if


@one_change
def ask_clarification(
    *, inquiry: Inquiry, question: str, asked_of: str, promised_for: date, words: str, by: Actor, at: datetime
) -> Clarification:
    """请示上级: what is asked of whom; the person is told by which day they hear. Who asks owns it. Raises Refused."""
    refuse_if(policies.may_move(inquiry, InquiryState.CLARIFYING, by=by, at=at))
    refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
    today = local_date(at)
    refuse_if(policies.clarification_fits(question=question, asked_of=asked_of, promised_for=promised_for, today=today))
    move(inquiry, InquiryState.CLARIFYING, at=at, outcome=Outcome.CLARIFYING)
    year = today.year % 100
    clarification = Clarification.objects.create(
        centre_id=inquiry.centre_id,
        inquiry=inquiry,
        number=f"释 {year:02d}-{serials.take(inquiry.centre_id, f'clarification/{year}'):04d}",
        question=question.strip(),
        asked_of=asked_of.strip(),
        owner_id=by.member_id,
        asked_at=at,
        promised_for=promised_for,
    )
    clocks.start(
        kind=ClockKind.CLARIFICATION,
        subject_id=clarification.pk,
        number=clarification.number,
        matter=clarification.question,
        person_masked=inquiry.person.name_masked if inquiry.person else "",
        responsible_id=clarification.owner_id,
        unit=LimitUnit.WORKDAY,
        promised_limit=max(calendar_of(inquiry.centre_id).count(today, promised_for), 0),
        due_on=promised_for,
        by=by,
        at=at,
    )
    answer_times.tell_by(inquiry, promised_for, by=by, at=at)
    data: dict[str, object] = {"clarification": clarification.number, "asked_of": clarification.asked_of}
    data |= {"until": promised_for.isoformat(), "words": Words(words.strip())}
    record(inquiry, "inquiry.ask_clarification", by=by, at=at, data=data)
    return clarification


@one_change
def answer_clarification(
    *, clarification: Clarification, answer: str, source: str, by: Actor, at: datetime
) -> Clarification:
    """上级答复: what was answered, and where it stands; the person is told next. Raises Refused."""
    refuse_if(policies.may_answer_clarification(clarification, answer=answer, source=source, by=by, at=at))
    changes = {"answer": answer.strip(), "source": source.strip(), "answered_at": at}
    if not Clarification.objects.filter(pk=clarification.pk, answered_at=None).update(**changes):
        raise refuse("clarification_answered", "这件上级的答复别人刚刚记了")
    for name, value in changes.items():
        setattr(clarification, name, value)
    clocks.close(centre_id=clarification.centre_id, kind=ClockKind.CLARIFICATION, subject_id=clarification.pk, at=at)
    inquiry = clarification.inquiry
    move(inquiry, InquiryState.CLARIFIED, at=at)
    data: dict[str, object] = {"clarification": clarification.number, "answer": Words(answer.strip())}
    whose = (clarification.owner_id, inquiry.first_responder_id, inquiry.holder_id)
    record(inquiry, "inquiry.clarified", by=by, at=at, data={**data, "source": source.strip()}, whose=whose)
    return clarification
