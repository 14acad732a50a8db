"""May this be asked, taken, ended; by this person, now? (一体机进驻服务 第四条)"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from shouwen.assistance.enums import CallState, Done, Wish
from shouwen.assistance.models import HelpCall
from shouwen.assistance.transitions import CALL_MOVES
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES, Role
from shouwen.people.identity import phone_problem
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal

ARTICLE = "一体机进驻服务 第四条"
MOST_PLACE, MOST_WORDS, MOST_MINUTES = 60, 200, 480
WITHIN = timedelta(minutes=10)
MOST_OF_DEVICE, MOST_OF_ADDRESS, MOST_OF_PHONE = 10, 12, 3
"""Calls within that time: from one device, one network address (the hall's own has many people behind it), for one telephone."""


def call_fits(*, wish: Wish, place: str, phone: str) -> Refusal | None:
    """Somebody who can be found: a place to come to, or a telephone to ring."""
    if wish == Wish.COME:
        if not place:
            return Refusal("place_missing", "还没有说您在哪里", way_out="如：大门口、2号窗口前")
        if len(place) > MOST_PLACE:
            return Refusal("place_too_long", f"在哪里最多写 {MOST_PLACE} 字")
        return None
    if not phone:
        return Refusal("phone_missing", "还没有写电话")
    problem = phone_problem(phone)
    return Refusal("phone_wrong", problem) if problem else None


def not_too_often(*, of_device: int, of_address: int, of_phone: int, centre_phone: str) -> Refusal | None:
    """A limit that nobody meets who wants help; beyond it there is the telephone."""
    if of_device < MOST_OF_DEVICE and of_address < MOST_OF_ADDRESS and of_phone < MOST_OF_PHONE:
        return None
    way_out = f"过十分钟再叫，或打 {centre_phone}" if centre_phone else "过十分钟再叫，或到窗口来"
    return Refusal("called_too_often", "叫得太多次了", way_out=way_out)


def may_see(by: Actor) -> Refusal | None:
    """请人帮忙的记录: everybody who works here."""
    if by.staff_id is not None and by.roles:
        return None
    return Refusal("not_posted", "你今天没有岗位，看不到请人帮忙", way_out="请管理办公室看看你的岗位")


def may_take(call: HelpCall, *, by: Actor, taken_by_name: str = "") -> Refusal | None:
    """去帮: everybody who meets people, and leaders; one only. The second is told who goes."""
    if refusal := same_centre(call, by):
        return refusal
    if by.staff_id is None or not by.has(*FRONT_DESK_ROLES, Role.LEADER):
        return Refusal("not_a_helper", "请人帮忙由帮办、窗口人员、管理办公室或镇领导去", ARTICLE)
    if call.state == CallState.TAKEN and call.taken_by_id == by.staff_id:
        return Refusal("taken_already", f"{call.number} 你已经接了", ARTICLE)
    if call.state == CallState.TAKEN:
        return Refusal("call_taken", f"{call.number} {taken_by_name}已经去了，你不用去", ARTICLE)
    return _may_move(call, CallState.TAKEN)


def may_end(call: HelpCall, *, to: CallState, by: Actor, at: datetime) -> Refusal | None:
    """帮完了, 去不了: who took it, who stands in for them, the management office."""
    if refusal := same_centre(call, by) or _may_move(call, to):
        return refusal
    named = (call.taken_by_id,)
    if by.staff_id is not None and by.staff_id in named:
        return None
    if by.has(Role.MANAGEMENT_OFFICE) or people.stood_in_for(by, named, at=at):
        return None
    return Refusal("not_your_call", "由接的人来记", ARTICLE, "告诉接的人，或管理办公室")


def record_fits(*, done: Collection[str], words: str, minutes: int) -> Refusal | None:
    """What was helped, by words to tap; how long."""
    if not done or not set(done) <= set(Done.values):
        return Refusal("done_missing", "还没有选帮了什么", ARTICLE)
    if Done.OTHER in done and not words.strip():
        return Refusal("words_missing", "选了“别的”，写一句是什么", ARTICLE)
    if len(words.strip()) > MOST_WORDS:
        return Refusal("words_too_long", f"说明最多 {MOST_WORDS} 字，现在 {len(words.strip())} 字", ARTICLE)
    if not 0 <= minutes <= MOST_MINUTES:
        return Refusal("minutes_wrong", f"用时要在 0 到 {MOST_MINUTES} 分钟之间", ARTICLE)
    return None


def may_cancel(call: HelpCall) -> Refusal | None:
    """取消: the caller, who holds the mark."""
    return _may_move(call, CallState.CANCELLED)


def _may_move(call: HelpCall, to: CallState) -> Refusal | None:
    if to in CALL_MOVES[CallState(call.state)]:
        return None
    return Refusal("call_moved_on", f"{call.number} 已经是“{call.get_state_display()}”", ARTICLE)
