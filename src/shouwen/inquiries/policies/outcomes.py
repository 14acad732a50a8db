"""The rare outcomes: asking a superior (一次性告知制度 第五条), declining with a second pair of eyes, what can't be got done."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shouwen.inquiries.enums import DeclineState
from shouwen.inquiries.models import Clarification, Decline, UnresolvedMatter
from shouwen.inquiries.policies.moves import may_work_on
from shouwen.inquiries.transitions import DECLINE_MOVES
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal

CLARIFICATION_ARTICLE = "一次性告知制度 第五条"
DECLINE_ARTICLE = "首问负责制度 第四条"
FARTHEST = timedelta(days=366)
"""A date promised for an answer is one that the person can wait for."""
MOST_ASKED = 4000
"""Characters of a question to a superior, and of its answer."""
CHECKERS = (Role.MANAGEMENT_OFFICE, Role.LEADER)
"""Whose eyes are the second pair on a decline."""


def clarification_fits(*, question: str, asked_of: str, promised_for: date, today: date) -> Refusal | None:
    """请示上级: what is asked, whom, and by which day the person hears (N3)."""
    if refusal := _fits(question, MOST_ASKED, "question", "要问清什么"):
        return refusal
    if refusal := _fits(asked_of, 80, "asked_of", "问的是哪个部门、哪一位"):
        return refusal
    if promised_for < today:
        return Refusal("promise_in_the_past", "答应告知的日期已经过了，请选今天或以后", CLARIFICATION_ARTICLE)
    if promised_for > today + FARTHEST:
        return Refusal("promise_too_far", "最远到一年以内，请选近一点的日子", CLARIFICATION_ARTICLE)
    return None


def may_answer_clarification(
    clarification: Clarification, *, answer: str, source: str, by: Actor, at: datetime
) -> Refusal | None:
    """上级答复: noted by its owner or whoever works on the inquiry, in words."""
    if refusal := same_centre(clarification, by) or may_serve(by):
        return refusal
    if clarification.answered_at is not None:
        return Refusal("clarification_answered", "这件已经记了上级的答复")
    if by.staff_id != clarification.owner_id and (refusal := may_work_on(clarification.inquiry, by=by, at=at)):
        return refusal
    if len(source.strip()) > 200:
        return Refusal("source_too_long", f"依据最多 200 字，现在 {len(source.strip())} 字")
    return _fits(answer, MOST_ASKED, "answer", "上级怎么答复的")


def decline_explained(*, reason: str, basis: str, way_out: str) -> Refusal | None:
    """不予受理: reason, legal basis and the way out, as the notice prints them (行政许可法 第三十二条)."""
    for words, most, code, what in (
        (reason, 300, "reason", "为什么不受理"),
        (basis, 200, "basis", "依据哪一条"),
        (way_out, 200, "way_out", "可以去哪里办、怎么办"),
    ):
        if refusal := _fits(words, most, code, what):
            return refusal
    return None


def may_check_decline(decline: Decline, to: DeclineState, *, words: str, by: Actor) -> Refusal | None:
    """复核: a colleague of the management office or a leader, never who proposed it; sending back says why."""
    if refusal := same_centre(decline, by):
        return refusal
    if not by.has(*CHECKERS):
        return Refusal("not_a_checker", "不予受理由管理办公室或镇领导复核", DECLINE_ARTICLE)
    if by.staff_id == decline.proposed_by_id:
        return Refusal("own_decline", "自己提的不予受理，要由另一位复核", DECLINE_ARTICLE)
    if to not in DECLINE_MOVES[DeclineState(decline.state)]:
        return Refusal("decline_decided", f"这件已经是“{DeclineState(decline.state).label}”了")
    if to == DeclineState.SENT_BACK and not words.strip():
        return Refusal("reason_missing", "不同意要写明理由", DECLINE_ARTICLE)
    if len(words.strip()) > 200:
        return Refusal("words_too_long", f"复核意见最多 200 字，现在 {len(words.strip())} 字")
    return None


def may_take_back_decline(decline: Decline, *, words: str, by: Actor) -> Refusal | None:
    """收回: whoever proposed it or the management office, until the person is told; says what is new."""
    if refusal := same_centre(decline, by):
        return refusal
    if by.staff_id != decline.proposed_by_id and not by.has(Role.MANAGEMENT_OFFICE):
        return Refusal("not_the_proposer", "由提出不予受理的人或管理办公室收回", DECLINE_ARTICLE)
    if DeclineState.WITHDRAWN not in DECLINE_MOVES[DeclineState(decline.state)] or decline.paper_id is not None:
        return Refusal("decline_decided", "这件不能收回了，刷新看看")
    return _fits(words, 200, "reason", "为什么收回")


def obstacle_written(obstacle: str) -> Refusal | None:
    """办不成事: what stands in the way."""
    return _fits(obstacle, 500, "obstacle", "什么事没办成、卡在哪里")


def may_settle_unresolved(matter: UnresolvedMatter, *, result: str, by: Actor) -> Refusal | None:
    """办不成事的结果: the management office, in words."""
    if refusal := same_centre(matter, by):
        return refusal
    if not by.has(Role.MANAGEMENT_OFFICE):
        return Refusal("not_management_office", "办不成事由管理办公室给结果")
    if matter.settled_at is not None:
        return Refusal("unresolved_settled", "这件已经有结果了")
    return result_written(result)


def result_written(result: str) -> Refusal | None:
    """What came of it."""
    return _fits(result, 500, "result", "结果怎么样")


def _fits(words: str, most: int, field: str, what: str) -> Refusal | None:
    if not words.strip():
        return Refusal(f"{field}_missing", f"还没有写{what}")
    if len(words.strip()) > most:
        return Refusal(f"{field}_too_long", f"{what}最多 {most} 字，现在 {len(words.strip())} 字")
    return None
