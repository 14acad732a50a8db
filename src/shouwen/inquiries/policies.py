"""May this be done to an inquiry, by this person, now? (首问负责制度)"""

from __future__ import annotations

from datetime import datetime

from shouwen.inquiries.enums import Channel, HandoverState, InquiryState
from shouwen.inquiries.models import Handover, Inquiry, Ruling
from shouwen.inquiries.transitions import CLOSED, HANDOVER_MOVES, MOVES
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Person
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal

PHONE_ARTICLE = "首问负责制度 第五条（四）"
MOST_REASON = 200
"""Characters of the reason for giving a hand-over back."""
MOST_RULING = 4000
"""Characters of a question to the office, of its answer and of its reason."""
MOST_WORDS = 1000
"""Characters of the words told."""


def matter_written(matter: str) -> Refusal | None:
    """What the person wants is always written down."""
    if not matter.strip():
        return Refusal("matter_missing", "还没有写是什么事")
    if len(matter) > 500:
        return Refusal("matter_too_long", f"什么事最多 500 字，现在 {len(matter)} 字")
    return None


def may_move(inquiry: Inquiry, to: InquiryState, *, by: Actor, at: datetime) -> Refusal | None:
    """Only along the table of moves, by whoever may work on the inquiry."""
    if refusal := same_centre(inquiry, by) or may_serve(by):
        return refusal
    if to not in MOVES[InquiryState(inquiry.state)]:
        label = InquiryState(inquiry.state).label
        return Refusal("inquiry_moved_on", f"这件首问现在是“{label}”，不能这样办。刷新看看")
    return may_work_on(inquiry, by=by, at=at)


def may_work_on(inquiry: Inquiry, *, by: Actor, at: datetime) -> Refusal | None:
    """The first responder, whoever holds the inquiry now, who stands in for one of them (AB岗), or the management office."""
    theirs = {inquiry.first_responder_id, inquiry.holder_id}
    if by.staff_id in theirs or by.has(Role.MANAGEMENT_OFFICE) or _stands_in(by, theirs, at=at):
        return None
    return Refusal("not_your_inquiry", "这件首问不在你手上", "首问负责制度 第三条", "请现在负责的人办，或由他转给你")


def _stands_in(by: Actor, absent: set[int], *, at: datetime) -> bool:
    if by.staff_id is None:
        return False
    return any(cover.absent_id in absent for cover in people.covers_of(by.staff_id, by.centre_id, at=at))


def may_give_notice(inquiry: Inquiry, *, is_reprint: bool, by: Actor, at: datetime) -> Refusal | None:
    """一次性告知: by whoever may work on the inquiry, while it is open; later only what was told already, once more on paper."""
    if refusal := same_centre(inquiry, by) or may_serve(by) or may_work_on(inquiry, by=by, at=at):
        return refusal
    if inquiry.state in CLOSED and not is_reprint:
        return Refusal(
            "inquiry_closed", "这件首问已经结束，不能再记告知", "一次性告知制度 第四条", "要告知新的事，另登一件首问"
        )
    return None


def words_told(words: str, *, channel: str, person: Person | None) -> Refusal | None:
    """Nothing ends without the words told (第四条); a call not without name and number of the caller (第五条（四）)."""
    if not words.strip():
        return Refusal("words_missing", "还没有写怎样告知本人的", "首问负责制度 第四条")
    if len(words) > MOST_WORDS:
        return Refusal("words_too_long", f"怎样告知的最多 {MOST_WORDS} 字，现在 {len(words)} 字")
    if channel == Channel.PHONE and (person is None or not person.phone_hash):
        return Refusal("caller_missing", "来电要记下姓名和电话，才能结束登记", PHONE_ARTICLE)
    return None


def may_settle_handover(handover: Handover, to: HandoverState, *, by: Actor, at: datetime) -> Refusal | None:
    """接收或退回: the named receiver, who stands in for them (AB岗), or anybody on the same window."""
    if refusal := same_centre(handover, by):
        return refusal
    if to not in HANDOVER_MOVES[HandoverState(handover.state)]:
        return Refusal("handover_settled", f"这件转交已经是“{HandoverState(handover.state).label}”了")
    mine = by.staff_id == handover.to_staff_id or by.window_id == handover.to_window_id
    if not mine and not _stands_in(by, {handover.to_staff_id}, at=at):
        return Refusal("not_the_receiver", "这件不是转给你窗口的", "首问负责制度 第五条（二）")
    return None


def returning_explained(reason: str) -> Refusal | None:
    """Who gives a hand-over back says why (第四条)."""
    if not reason.strip():
        return Refusal("reason_missing", "退回要写明理由", "首问负责制度 第四条")
    if len(reason.strip()) > MOST_REASON:
        return Refusal("reason_too_long", f"退回理由最多 {MOST_REASON} 字，现在 {len(reason.strip())} 字")
    return None


def question_written(question: str) -> Refusal | None:
    """What the office is asked is written down."""
    if not question.strip():
        return Refusal("question_missing", "还没有写要请示什么")
    if len(question) > MOST_RULING:
        return Refusal("question_too_long", f"请示最多 {MOST_RULING} 字，现在 {len(question)} 字")
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


def may_rule(ruling: Ruling, *, answer: str, reason: str, by: Actor) -> Refusal | None:
    """裁定: the management office only, with answer and reason (第五条（三）)."""
    if refusal := same_centre(ruling, by):
        return refusal
    if not by.has(Role.MANAGEMENT_OFFICE):
        return Refusal("not_management_office", "请示由管理办公室答复", "首问负责制度 第五条（三）")
    if by.staff_id == ruling.asked_by_id:
        return Refusal(
            "own_question", "自己请示的事，自己不能裁定", "首问负责制度 第五条（三）", "请管理办公室另一位答复"
        )
    if ruling.answered_at is not None:
        return Refusal("ruling_given", "这件请示已经答复了")
    if not answer.strip() or not reason.strip():
        return Refusal("reason_missing", "答复和理由都要写")
    if max(len(answer), len(reason)) > MOST_RULING:
        return Refusal("ruling_too_long", f"答复和理由各最多 {MOST_RULING} 字")
    return None
