"""The inquiry itself: who works on it, along which moves, and that nothing ends without the words told."""

from __future__ import annotations

from datetime import datetime, timedelta

from shouwen.inquiries.enums import Channel, InquiryState, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.inquiries.transitions import CLOSED, MOVES
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Person
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal

PHONE_ARTICLE = "首问负责制度 第五条（四）"
MOST_WORDS = 1000
"""Characters of the words told."""
CLOCKS_DIFFER = timedelta(minutes=5)
LONGEST_BEFORE = timedelta(days=31)
"""How long before its entry something may have been received."""


def received_lately(received_at: datetime | None, at: datetime) -> Refusal | None:
    """What is entered afterwards, by hand or by another system, was received within the last month: it counts into the figures
    and the limits of the day on which it came. Clocks of two computers may differ by a little; nothing comes from tomorrow."""
    if received_at is not None and received_at > at + CLOCKS_DIFFER:
        return Refusal("received_later", "收到的时间还没有到", way_out="核对收到的日期和时间")
    if received_at is not None and received_at < at - LONGEST_BEFORE:
        return Refusal(
            "received_long_ago", f"收到的时间在 {LONGEST_BEFORE.days} 天以前，请核对", way_out="写对日期再登记"
        )
    return None


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
    theirs = (inquiry.first_responder_id, inquiry.holder_id)
    if by.staff_id in theirs or by.has(Role.MANAGEMENT_OFFICE) or people.stood_in_for(by, theirs, at=at):
        return None
    return Refusal("not_your_inquiry", "这件首问不在你手上", "首问负责制度 第三条", "请现在负责的人办，或由他转给你")


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


def may_be_messaged(person: Person | None, means: ToldBy) -> Refusal | None:
    """发消息: to somebody whose name and number are known."""
    if means == ToldBy.MESSAGE and (person is None or not person.phone_hash):
        return Refusal(
            "no_phone", "没有登记姓名和电话，发不了消息，也打不了电话", "首问负责制度 第四条", "当面说，或先补登电话"
        )
    return None
