"""请示与裁定（首问负责制度 第五条（三））: asked of the management office, answered with a reason, told to the person."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.inquiries import policies
from shouwen.inquiries.actions import answer_clock, move, record
from shouwen.inquiries.enums import InquiryState, Outcome
from shouwen.inquiries.models import Inquiry, Ruling
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.refusals import refuse, refuse_if

TELL_WORKDAYS = 1
"""The working day after the ruling in which the first responder gives the person the answer."""


@one_change
def ask_ruling(*, inquiry: Inquiry, question: str, words: str, by: Actor, at: datetime) -> Ruling:
    """请示管理办公室: the person is told that it is being asked, and by when they hear. Raises Refused."""
    refuse_if(policies.may_move(inquiry, InquiryState.RULING_ASKED, by=by, at=at))
    refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
    refuse_if(policies.question_written(question))
    office = _office_member(by, at)
    move(inquiry, InquiryState.RULING_ASKED, outcome=Outcome.RULING_ASKED)
    limit = people.centre(inquiry.centre_id).ruling_workdays
    year = local_date(at).year % 100
    ruling = Ruling.objects.create(
        centre_id=inquiry.centre_id,
        inquiry=inquiry,
        number=f"请 {year:02d}-{serials.take(inquiry.centre_id, f'ruling/{year}'):04d}",
        question=question.strip(),
        asked_by_id=by.member_id,
        asked_at=at,
    )
    clocks.start(
        kind=ClockKind.RULING,
        subject_id=ruling.pk,
        number=ruling.number,
        matter=ruling.question,
        person_masked=inquiry.person.name_masked if inquiry.person else "",
        responsible_id=office,
        unit=LimitUnit.WORKDAY,
        promised_limit=limit,
        by=by,
        at=at,
    )
    clocks.relimit(clock=answer_clock(inquiry), workdays=limit + TELL_WORKDAYS, by=by, at=at)
    record(inquiry, "inquiry.ask_ruling", by=by, at=at, data={"ruling": ruling.number, "words": Words(words.strip())})
    return ruling


def _office_member(by: Actor, at: datetime) -> int:
    """Who in the management office owes the ruling: the first on its list who isn't the one asking."""
    for colleague in people.colleagues(by.centre_id, on=local_date(at)):
        if Role.MANAGEMENT_OFFICE in colleague.roles and colleague.staff_id != by.staff_id:
            return colleague.staff_id
    raise refuse("no_management_office", "管理办公室今天没有人在岗，请改用“说明原因并承诺”")


@one_change
def give_ruling(*, ruling: Ruling, answer: str, reason: str, by: Actor, at: datetime) -> Ruling:
    """裁定: answer and reason; the first responder then owes the person the answer. Raises Refused."""
    refuse_if(policies.may_rule(ruling, answer=answer, reason=reason, by=by))
    changes = {"answer": answer.strip(), "reason": reason.strip(), "answered_by_id": by.staff_id, "answered_at": at}
    if not Ruling.objects.filter(pk=ruling.pk, answered_at=None).update(**changes):
        raise refuse("ruling_given", "这件请示别人刚刚答复了")
    for name, value in changes.items():
        setattr(ruling, name, value)
    clocks.close(centre_id=ruling.centre_id, kind=ClockKind.RULING, subject_id=ruling.pk, at=at)
    move(ruling.inquiry, InquiryState.RULED)
    record(
        ruling.inquiry, "inquiry.ruled", by=by, at=at, data={"ruling": ruling.number, "answer": Words(answer.strip())}
    )
    return ruling
