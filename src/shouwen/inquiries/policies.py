"""May this be done to an inquiry, by this person, now? (首问负责制度)"""

from __future__ import annotations

from shouwen.inquiries.enums import Channel, HandoverState, InquiryState
from shouwen.inquiries.models import Handover, Inquiry, Ruling
from shouwen.inquiries.transitions import MOVES
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Person
from shouwen.people.policies import may_serve
from shouwen.refusals import Refusal

PHONE_ARTICLE = "首问负责制度 第五条（四）"


def matter_written(matter: str) -> Refusal | None:
    """What the person wants is always written down."""
    if not matter.strip():
        return Refusal("matter_missing", "还没有写是什么事")
    if len(matter) > 500:
        return Refusal("matter_too_long", f"什么事最多 500 字，现在 {len(matter)} 字")
    return None


def may_move(inquiry: Inquiry, to: InquiryState, *, by: Actor) -> Refusal | None:
    """The first responder, whoever holds the inquiry now, or the management office; only along the table of moves."""
    if refusal := may_serve(by):
        return refusal
    if to not in MOVES[InquiryState(inquiry.state)]:
        label = InquiryState(inquiry.state).label
        return Refusal("inquiry_moved_on", f"这件首问现在是“{label}”，不能这样办。刷新看看")
    mine = by.staff_id in {inquiry.first_responder_id, inquiry.holder_id}
    if not mine and not by.has(Role.MANAGEMENT_OFFICE):
        return Refusal(
            "not_your_inquiry", "这件首问不在你手上", "首问负责制度 第三条", "请现在负责的人办，或由他转给你"
        )
    return None


def words_told(words: str, *, channel: str, person: Person | None) -> Refusal | None:
    """Nothing ends without the words told (第四条); a call not without name and number of the caller (第五条（四）)."""
    if not words.strip():
        return Refusal("words_missing", "还没有写怎样告知本人的", "首问负责制度 第四条")
    if channel == Channel.PHONE and (person is None or not person.phone_hash):
        return Refusal("caller_missing", "来电要记下姓名和电话，才能结束登记", PHONE_ARTICLE)
    return None


def may_settle_handover(handover: Handover, *, by: Actor) -> Refusal | None:
    """接收或退回: the named receiver, or anybody on the same window."""
    if handover.state != HandoverState.WAITING:
        return Refusal("handover_settled", f"这件转交已经是“{HandoverState(handover.state).label}”了")
    if by.staff_id != handover.to_staff_id and by.window_id != handover.to_window_id:
        return Refusal("not_the_receiver", "这件不是转给你窗口的", "首问负责制度 第五条（二）")
    return None


def may_issue_slip(handover: Handover, *, by: Actor) -> Refusal | None:
    """转办单: by anybody who meets people, once, as long as the hand-over goes on."""
    if refusal := may_serve(by):
        return refusal
    if handover.slip_id is not None:
        return Refusal("slip_issued", "这件已经出过转办单，请直接再打一份")
    if handover.state == HandoverState.RETURNED:
        return Refusal("handover_settled", "这件已经退回，不用再出转办单")
    return None


def may_rule(ruling: Ruling, *, answer: str, reason: str, by: Actor) -> Refusal | None:
    """裁定: the management office only, with answer and reason (第五条（三）)."""
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
    return None
