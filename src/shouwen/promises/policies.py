"""May this be promised, moved, given up? (服务承诺制度 第三条)"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shouwen.civil_time import local_date
from shouwen.clocks.models import Clock
from shouwen.inquiries import policies as inquiries
from shouwen.inquiries import reasons
from shouwen.inquiries.models import Inquiry
from shouwen.people.actor import Actor
from shouwen.people.policies import may_serve, same_centre
from shouwen.promises.models import Promise
from shouwen.refusals import Refusal
from shouwen.rulebook.promises import ReasonUse

ARTICLE = "服务承诺制度 第三条"
FARTHEST = timedelta(days=366)
"""A promise is for a day that the person can wait for; what takes longer is no promise."""
MOST_REASON = 300
"""Characters of the reason why it can't be done now."""
OTHER = "other"
"""The kind of a reason that wasn't chosen."""
DAY_MISSING = Refusal("date_missing", "先选答应哪一天办好", ARTICLE)


def promise_reason(reason: str) -> Refusal | None:
    """Why it can't be done now is written down."""
    if not reason.strip():
        return Refusal("reason_missing", "要写明为什么现在不能办", ARTICLE)
    if len(reason.strip()) > MOST_REASON:
        return Refusal("reason_too_long", f"原因最多 {MOST_REASON} 字，现在 {len(reason.strip())} 字", ARTICLE)
    return None


def reason_category(category: str, use: ReasonUse, *, centre_id: int, on: date) -> Refusal | None:
    """One of the kinds of reasons that the rulebook names for this."""
    known = reasons.for_use(centre_id, use, on=on)
    if not known or any(one.key == category for one in known):
        return None
    return Refusal("category_missing", f"先选是哪一类原因：{'、'.join(one.words for one in known)}", ARTICLE)


def promise_day(promised_for: date | None, *, today: date) -> Refusal | None:
    """A promise has a day, from today on, within a year."""
    if promised_for is None:
        return DAY_MISSING
    if promised_for < today:
        return Refusal("promise_in_the_past", "承诺的日期已经过了，请选今天或以后", ARTICLE)
    if promised_for > today + FARTHEST:
        return Refusal("promise_too_far", "承诺最远到一年以内，请选近一点的日子", ARTICLE)
    return None


def may_move_day(promise: Promise, *, clock: Clock, was_moved: bool, by: Actor, at: datetime) -> Refusal | None:
    """改期: once, told before the promised day is over, by whoever works on the inquiry."""
    if refusal := _open(promise, by=by, at=at):
        return refusal
    if was_moved:
        return Refusal(
            "promise_moved_once",
            f"这件已经改过一次期，答应的是 {_day(promise.promised_for)}，不能再改",
            ARTICLE,
            "按时兑现；确实办不了的，写明“现在办不了”，把理由讲透",
        )
    return _in_time(clock, at=at)


def moved_day(moved_to: date | None, *, promised_for: date, today: date) -> Refusal | None:
    """A later day than the one promised, that the person can wait for."""
    if moved_to is None:
        return Refusal("date_missing", "先选改到哪一天", ARTICLE)
    if moved_to <= promised_for:
        return Refusal("moved_not_later", f"改期要改到 {_day(promised_for)}以后", ARTICLE, "提前办好的，直接兑现")
    return promise_day(moved_to, today=today)


def may_tell_circumstances(inquiry: Inquiry, *, clock: Clock | None, by: Actor, at: datetime) -> Refusal | None:
    """特殊情况: told while the time that the person was given still runs (P3c)."""
    if refusal := same_centre(inquiry, by) or may_serve(by) or inquiries.may_work_on(inquiry, by=by, at=at):
        return refusal
    if clock is None or clock.closed_at is not None:
        return Refusal("inquiry_closed", "这件已经了结，没有在走的时限", ARTICLE)
    return _in_time(clock, at=at)


def may_give_up(promise: Promise, *, by: Actor, at: datetime) -> Refusal | None:
    """现在办不了: a promise that can't be kept ends with the reason told in full, before or after its day."""
    return _open(promise, by=by, at=at)


def _open(promise: Promise, *, by: Actor, at: datetime) -> Refusal | None:
    if refusal := same_centre(promise, by) or may_serve(by):
        return refusal
    if promise.kept_at is not None:
        return Refusal("promise_kept", "这件承诺已经兑现了", ARTICLE)
    if promise.given_up_at is not None:
        return Refusal("promise_given_up", "这件承诺已经写明办不了", ARTICLE)
    return inquiries.may_work_on(promise.inquiry, by=by, at=at)


def _in_time(clock: Clock, *, at: datetime) -> Refusal | None:
    if at <= clock.due_at:
        return None
    return Refusal(
        "told_too_late",
        f"答应的时间 {_day(local_date(clock.due_at))}已经过了，特殊情况要在这以前告诉本人",
        ARTICLE,
        "尽快办好兑现；确实办不了的，写明“现在办不了”。超期如实记着，不能用改期补",
    )


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
