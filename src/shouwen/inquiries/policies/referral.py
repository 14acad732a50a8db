"""Handing over and asking the office (首问负责制度 第五条（二）、（三）)."""

from __future__ import annotations

from datetime import datetime

from shouwen.inquiries.enums import AnswerCheck, HandoverState, InquiryState, Outcome
from shouwen.inquiries.models import Handover, Inquiry, Ruling
from shouwen.inquiries.policies.moves import may_work_on
from shouwen.inquiries.transitions import HANDOVER_MOVES
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal

HANDOVER_ARTICLE = "首问负责制度 第五条（二）"
RULING_ARTICLE = "首问负责制度 第五条（三）"
MOST_REASON = 200
"""Characters of the reason for refusing a hand-over."""
MOST_FACT = 300
"""Characters of what is new when a matter that was ruled goes to the office again."""
MOST_NAME = 40
"""Characters of the name of whoever took a hand-over at a department."""
MOST_RULING = 4000
"""Characters of a question to the office, of its answer and of its reason."""


def may_hand_on(inquiry: Inquiry, *, by: Actor) -> Refusal | None:
    """Whom a ruling has made responsible doesn't pass the matter on; the first responder and the office may."""
    if not is_ruled_responsible(inquiry, by=by):
        return None
    words = "管理办公室已裁定由你办，不能再转"
    return Refusal("ruled_responsible", words, RULING_ARTICLE, "有新情况的，写明了再请示管理办公室")


def is_ruled_responsible(inquiry: Inquiry, *, by: Actor) -> bool:
    """Whether a ruling has made this person answer for the matter, not their first responder or the office that ruled."""
    if by.staff_id == inquiry.first_responder_id or by.has(Role.MANAGEMENT_OFFICE):
        return False
    last = Handover.objects.filter(inquiry=inquiry).order_by("-sent_at", "-pk").first()
    # A hand-over by ruling is sent, and accepted, in the moment of the ruling.
    return (
        last is not None
        and last.settled_at is not None
        and Ruling.objects.filter(inquiry=inquiry, answered_at=last.settled_at).exists()
    )


def new_fact_given(inquiry: Inquiry, new_fact: str, *, by: Actor) -> Refusal | None:
    """Who was ruled responsible doesn't ask the same again (第四条): only something new brings the matter back to the office."""
    if len(new_fact.strip()) > MOST_FACT:
        return Refusal("new_fact_too_long", f"新情况最多 {MOST_FACT} 字，现在 {len(new_fact.strip())} 字")
    if new_fact.strip() or not is_ruled_responsible(inquiry, by=by):
        return None
    return Refusal(
        "new_fact_missing",
        "管理办公室已裁定由你办，同一件事不能再请示",
        "首问负责制度 第四条",
        "有裁定时不知道的新情况，写明了再请示；没有就接着办",
    )


def may_settle_handover(handover: Handover, to: HandoverState, *, by: Actor, at: datetime) -> Refusal | None:
    """接收或退回: the named receiver, who stands in for them (AB岗), or anybody on the same window."""
    if refusal := same_centre(handover, by) or _still_waits(handover, to):
        return refusal
    if handover.to_department_id is not None:
        return Refusal("handover_is_outside", "这件是转给外部门的，请写明外部门接收人的姓名", HANDOVER_ARTICLE)
    if by.staff_id == handover.to_staff_id or by.window_id == handover.to_window_id:
        return None
    if people.stood_in_for(by, (handover.to_staff_id,), at=at):
        return None
    return Refusal("not_the_receiver", "这件不是转给你窗口的", HANDOVER_ARTICLE)


def may_settle_outside(handover: Handover, to: HandoverState, *, name: str, by: Actor, at: datetime) -> Refusal | None:
    """外部门接收或退回: by somebody there with the code of the slip (`handovers.at_department`), or noted after a call by
    whoever works on the inquiry. Who it was at the department is always named."""
    if refusal := same_centre(handover, by) or _still_waits(handover, to):
        return refusal
    if handover.to_department_id is None:
        return Refusal("handover_is_inside", "这件是转给窗口的，由窗口接收", HANDOVER_ARTICLE)
    if by.staff_id is not None and (refusal := may_serve(by) or may_work_on(handover.inquiry, by=by, at=at)):
        return refusal
    if not name.strip():
        return Refusal("name_missing", "请写外部门是谁接的", HANDOVER_ARTICLE)
    if len(name.strip()) > MOST_NAME:
        return Refusal("name_too_long", f"姓名最多 {MOST_NAME} 个字")
    return None


def may_check_answer(handover: Handover, *, called: str, by: Actor, at: datetime) -> Refusal | None:
    """打电话核实 what somebody answered with the code of the slip: once, by whoever works on the inquiry, naming who was asked."""
    if refusal := same_centre(handover, by) or may_serve(by) or may_work_on(handover.inquiry, by=by, at=at):
        return refusal
    if handover.answer_check != AnswerCheck.WAITING:
        return Refusal("answer_checked", "这个答复不用核实，或者已经核实过了")
    if not called.strip():
        return Refusal("called_missing", "写明打电话问的是谁", HANDOVER_ARTICLE)
    if len(called.strip()) > MOST_NAME:
        return Refusal("called_too_long", f"姓名最多 {MOST_NAME} 个字")
    return None


def answer_checked(inquiry: Inquiry, outcome: Outcome) -> Refusal | None:
    """The person isn't told that a department has taken it before somebody there said so on the telephone."""
    if outcome != Outcome.ANSWERED or inquiry.state != InquiryState.WITH_RECEIVER:
        return None
    rows = Handover.objects.filter(inquiry=inquiry, state=HandoverState.ACCEPTED, answer_check=AnswerCheck.WAITING)
    taken = rows.select_related("to_department").first()
    if taken is None:
        return None
    words = f"{taken.receiver}在网上接收了，还没有打电话核实"
    return Refusal("answer_not_checked", words, HANDOVER_ARTICLE, "先打电话核实，再答复本人")


def _still_waits(handover: Handover, to: HandoverState) -> Refusal | None:
    state = HandoverState(handover.state)
    if to in HANDOVER_MOVES[state]:
        return None
    return Refusal("handover_settled", f"这件转交已经是“{state.label}”了")


def refusal_explained(reason: str) -> Refusal | None:
    """Who refuses a hand-over says why (第四条)."""
    if not reason.strip():
        return Refusal("reason_missing", "退回要写明理由", "首问负责制度 第四条")
    if len(reason.strip()) > MOST_REASON:
        return Refusal("reason_too_long", f"退回理由最多 {MOST_REASON} 字，现在 {len(reason.strip())} 字")
    return None


def may_issue_slip(handover: Handover, *, by: Actor) -> Refusal | None:
    """转办单: by anybody who meets people, once, as long as the hand-over goes on."""
    if refusal := same_centre(handover, by) or may_serve(by):
        return refusal
    if handover.slip_id is not None:
        return Refusal("slip_issued", "这件已经出过转办单，请直接再打一份")
    if handover.state == HandoverState.RETURNED:
        return Refusal("handover_settled", "这件已经退回，不用再出转办单")
    return None


def question_written(question: str) -> Refusal | None:
    """What the office is asked is written down."""
    if not question.strip():
        return Refusal("question_missing", "还没有写要请示什么")
    if len(question) > MOST_RULING:
        return Refusal("question_too_long", f"请示最多 {MOST_RULING} 字，现在 {len(question)} 字")
    return None


def may_rule(ruling: Ruling, *, answer: str, reason: str, by: Actor) -> Refusal | None:
    """裁定: the management office only, with answer and reason (第五条（三）)."""
    if refusal := same_centre(ruling, by):
        return refusal
    if not by.has(Role.MANAGEMENT_OFFICE):
        return Refusal("not_management_office", "请示由管理办公室答复", RULING_ARTICLE)
    if by.staff_id == ruling.asked_by_id:
        return Refusal("own_question", "自己请示的事，自己不能裁定", RULING_ARTICLE, "请管理办公室另一位答复")
    if ruling.answered_at is not None:
        return Refusal("ruling_given", "这件请示已经答复了")
    if not answer.strip() or not reason.strip():
        return Refusal("reason_missing", "答复和理由都要写")
    if max(len(answer), len(reason)) > MOST_RULING:
        return Refusal("ruling_too_long", f"答复和理由各最多 {MOST_RULING} 字")
    return None


def may_stop_suggesting(ruling: Ruling, *, by: Actor) -> Refusal | None:
    """不再提示: the management office, once the policy behind a ruling has changed."""
    if refusal := same_centre(ruling, by):
        return refusal
    if not by.has(Role.MANAGEMENT_OFFICE):
        return Refusal("not_management_office", "由管理办公室决定不再提示", RULING_ARTICLE)
    if ruling.answered_at is None:
        return Refusal("ruling_not_given", "这件请示还没有答复")
    if ruling.suggested_until is not None:
        return Refusal("suggested_no_more", "这件裁定已经不再提示了")
    return None
