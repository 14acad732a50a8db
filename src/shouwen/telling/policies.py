"""May this person see to a call, to how somebody is told, to the words?"""

from __future__ import annotations

import re

from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Person
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal
from shouwen.telling.enums import CallState, Wish
from shouwen.telling.models import CallToMake

ARTICLE = "限时办结制度 第三条"
TRIES_BEFORE_GIVING_UP = 3
"""Calls that reached nobody, before one may be closed without the person having been told."""
MOST_SAID = 300
MOST_RESULT = 200
_ADDRESS = re.compile(r"[^@\s,;<>]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def may_call(call: CallToMake, *, by: Actor) -> Refusal | None:
    """打电话告知: everybody who meets people, as long as it is owed."""
    if refusal := same_centre(call, by) or may_serve(by):
        return refusal
    if call.state != CallState.OWED:
        label = CallState(call.state).label
        return Refusal("call_settled", f"这个电话现在是“{label}”，不用再打", ARTICLE, "刷新看看")
    return None


def may_note_reached(call: CallToMake, *, by: Actor) -> Refusal | None:
    """Also of somebody who couldn't be reached before: they may come by."""
    if call.state == CallState.NOT_REACHED:
        return same_centre(call, by) or may_serve(by)
    return may_call(call, by=by)


def has_a_phone(person: Person) -> Refusal | None:
    """Without a number nobody can be called; the person is told in another way all the same."""
    if not person.phone_hash:
        return Refusal("no_phone", "没有登记电话，打不了", ARTICLE, "当面说，或请村里带到，再记下怎样告知的")
    return None


def result_said(words: str) -> Refusal | None:
    """What came of a call that reached nobody."""
    if not words.strip():
        return Refusal("words_missing", "写一下这次打的结果，如“响了没人接”")
    if len(words.strip()) > MOST_RESULT:
        return Refusal("words_too_long", f"最多 {MOST_RESULT} 字，现在 {len(words.strip())} 字")
    return None


def told_in_words(words: str) -> Refusal | None:
    """What was said to the person."""
    if not words.strip():
        return Refusal("words_missing", "写一下说了什么，或本人怎么说")
    if len(words.strip()) > MOST_SAID:
        return Refusal("words_too_long", f"最多 {MOST_SAID} 字，现在 {len(words.strip())} 字")
    return None


def may_give_up(call: CallToMake, *, tries: int, words: str, by: Actor) -> Refusal | None:
    """没有告知到: only after enough tries, with words."""
    if refusal := may_call(call, by=by) or result_said(words):
        return refusal
    if call.person.phone_hash and tries < TRIES_BEFORE_GIVING_UP:
        return Refusal(
            "too_few_tries",
            f"隔开打满 {TRIES_BEFORE_GIVING_UP} 次没接通才能停下，现在算 {tries} 次",
            ARTICLE,
            "隔一阵再打，每次记一笔；也可以请村里带到",
        )
    return None


def wish_fits(wish: Wish, *, email: str) -> Refusal | None:
    """An address that is one, if there is any; who wants e-mail has one."""
    if email and not _ADDRESS.fullmatch(email):
        return Refusal("email_wrong", "邮箱地址不对，核对一下")
    if wish == Wish.EMAIL and not email:
        return Refusal("email_missing", "要用邮件，先写邮箱地址")
    return None


def may_write_texts(by: Actor) -> Refusal | None:
    """告知用语: the management office's words; the administrator keeps them."""
    if by.staff_id is not None and by.has(Role.MANAGEMENT_OFFICE, Role.ADMINISTRATOR):
        return None
    return Refusal("not_for_texts", "告知用语由管理办公室或系统管理员改", "", "要改的告诉管理办公室")
