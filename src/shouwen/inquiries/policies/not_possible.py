"""现在办不了（服务承诺制度 第三条）: why, in full and by category; checked afterwards; told again once it can be done."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.inquiries import reasons
from shouwen.inquiries.models import NotPossible
from shouwen.inquiries.policies.moves import may_work_on, words_told
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal

NOT_POSSIBLE_ARTICLE = "服务承诺制度 第三条"
LEAST_REASON = 10
"""Characters: shorter than that no reason is explained in full."""
MOST_NOT_POSSIBLE = 500
OFFICE = (Role.MANAGEMENT_OFFICE, Role.LEADER)


def not_possible_category(category: str, *, centre_id: int, on: date) -> Refusal | None:
    """Policy, money, plan or what else the rulebook names."""
    known = reasons.for_use(centre_id, "not_possible", on=on)
    if not known or any(one.key == category for one in known):
        return None
    words = "、".join(one.words for one in known)
    return Refusal("cannot_kind_missing", f"先选是哪一类原因：{words}", NOT_POSSIBLE_ARTICLE)


def not_possible_reason(reason: str) -> Refusal | None:
    """The full reason, as it is told to the person."""
    if not reason.strip():
        return Refusal("cannot_missing", "要把为什么办不了写清楚，照着对本人说", NOT_POSSIBLE_ARTICLE)
    if len(reason.strip()) < LEAST_REASON:
        return Refusal(
            "cannot_too_short",
            f"理由太短，至少 {LEAST_REASON} 个字：哪项政策、哪笔资金、哪个规划",
            NOT_POSSIBLE_ARTICLE,
            "写清受什么限制、以后有没有可能、可以怎么办",
        )
    if len(reason.strip()) > MOST_NOT_POSSIBLE:
        return Refusal("cannot_too_long", f"理由最多 {MOST_NOT_POSSIBLE} 字，现在 {len(reason.strip())} 字")
    return None


def may_check_reason(row: NotPossible, *, is_clear: bool, words: str, by: Actor) -> Refusal | None:
    """核理由: a colleague of the management office or a leader, never who gave it; once; what isn't clear is said."""
    if refusal := same_centre(row, by):
        return refusal
    if not by.has(*OFFICE):
        return Refusal("not_a_checker", "理由讲没讲透，由管理办公室或镇领导核", NOT_POSSIBLE_ARTICLE)
    if by.staff_id == row.noted_by_id:
        return Refusal("own_reason", "自己给的理由，要由另一位核", NOT_POSSIBLE_ARTICLE)
    if row.checked_at is not None:
        return Refusal("reason_checked", "这件的理由已经核过了", way_out="刷新看看")
    if not is_clear and not words.strip():
        return Refusal("check_missing", "没讲透的，要写明哪里没讲清", NOT_POSSIBLE_ARTICLE)
    if len(words.strip()) > 200:
        return Refusal("check_too_long", f"意见最多 200 字，现在 {len(words.strip())} 字")
    return None


def may_explain_again(row: NotPossible, *, reason: str, words: str, by: Actor, at: datetime) -> Refusal | None:
    """补讲: whoever works on the inquiry, once the check found the reason unclear."""
    if refusal := same_centre(row, by) or may_serve(by):
        return refusal
    if row.is_clear is not False or row.clearer_at is not None:
        return Refusal("nothing_to_explain", "这件没有要补讲的", way_out="刷新看看")
    if by.staff_id != row.noted_by_id and (refusal := may_work_on(row.inquiry, by=by, at=at)):
        return refusal
    return not_possible_reason(reason) or words_told(words, channel=row.inquiry.channel, person=row.inquiry.person)


def may_mark_possible(row: NotPossible, *, words: str, by: Actor) -> Refusal | None:
    """现在能办了: noted by the management office, with what changed."""
    if refusal := same_centre(row, by):
        return refusal
    if not by.has(*OFFICE):
        return Refusal("not_management_office", "“现在能办了”由管理办公室记", NOT_POSSIBLE_ARTICLE)
    if row.possible_at is not None:
        return Refusal("possible_already", "这件已经记了现在能办", way_out="刷新看看")
    if not words.strip():
        return Refusal("possible_missing", "写明为什么现在能办了，照着告诉本人", NOT_POSSIBLE_ARTICLE)
    if len(words.strip()) > 200:
        return Refusal("possible_too_long", f"最多 200 字，现在 {len(words.strip())} 字")
    return None


def may_tell_again(row: NotPossible, *, by: Actor, at: datetime) -> Refusal | None:
    """回告本人: whoever works on the inquiry or the office, once, after it became possible."""
    if refusal := same_centre(row, by) or may_serve(by):
        return refusal
    if row.possible_at is None or row.told_again_at is not None:
        return Refusal("nothing_to_tell", "这件没有要回告的", way_out="刷新看看")
    if by.staff_id == row.noted_by_id:
        return None
    return may_work_on(row.inquiry, by=by, at=at)
