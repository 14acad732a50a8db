"""核实外部门的答复（首问负责制度 第五条（二））: whoever holds the slip can answer for the department, so it is called once.

Until then the answer counts as 未核实: it is told to nobody, and a refusal doesn't bring the matter before the office."""

from __future__ import annotations

from datetime import datetime

from shouwen.inquiries import policies, rulings, sending
from shouwen.inquiries.actions import record
from shouwen.inquiries.enums import AnswerCheck, HandoverState, InquiryState
from shouwen.inquiries.handovers import refusals_that_count
from shouwen.inquiries.models import Handover, Inquiry
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if


@one_change
def confirm_answer(*, handover: Handover, called: str, by: Actor, at: datetime) -> Inquiry:
    """核实了: `called` is who was asked there on the telephone. The answer stands; a confirmed second refusal goes to the office.
    Raises Refused."""
    inquiry = _checked(handover, AnswerCheck.CONFIRMED, called=called, by=by, at=at)
    if handover.refused and inquiry.state == InquiryState.OPEN:
        refusals = refusals_that_count(inquiry)
        if len(refusals) >= rulings.REFUSALS_UNTIL_ASKED:
            rulings.ask_whose_it_is(inquiry, refusals, by=by, at=at)
    return inquiry


@one_change
def refute_answer(*, handover: Handover, called: str, by: Actor, at: datetime) -> Inquiry:
    """不是他们答的: the answer counts for nothing. If the matter still stands as it left it, the department is asked anew, with
    a new code and its whole time: who has the old slip can't answer again. Raises Refused."""
    inquiry = _checked(handover, AnswerCheck.REFUTED, called=called, by=by, at=at)
    left = InquiryState.WITH_RECEIVER if handover.state == HandoverState.ACCEPTED else InquiryState.OPEN
    last = Handover.objects.filter(inquiry=inquiry).order_by("-sent_at", "-pk").first()
    department = handover.to_department
    if inquiry.state == left and last == handover and department is not None and department.is_active:
        sending.send_outside(inquiry, department, words=handover.words_told, by=by, at=at)
    return inquiry


def _checked(handover: Handover, to: AnswerCheck, *, called: str, by: Actor, at: datetime) -> Inquiry:
    refuse_if(policies.may_check_answer(handover, called=called, by=by, at=at))
    changes = {"answer_check": to, "checked_at": at, "checked_by_id": by.member_id, "checked_with": called.strip()}
    if not Handover.objects.filter(pk=handover.pk, answer_check=AnswerCheck.WAITING).update(**changes):
        raise refuse("answer_checked", "别人刚刚核实了，刷新看看")
    for name, value in changes.items():
        setattr(handover, name, value)
    data: dict[str, object] = {
        "department": handover.to_department.name if handover.to_department else "",
        "called": Words(called.strip()),
        "accepted": handover.state == HandoverState.ACCEPTED,
    }
    record(handover.inquiry, f"inquiry.answer_{to.value}", by=by, at=at, data=data)
    return handover.inquiry
