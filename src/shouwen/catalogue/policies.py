"""May this guide be published, by this person, from that day on? (一次性告知制度 第三、四条)"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from shouwen.catalogue.differences import differences
from shouwen.catalogue.guide import Guide
from shouwen.catalogue.guide_checks import flaws
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.refusals import Refusal

ARTICLE = "一次性告知制度 第三条"


def may_publish(by: Actor) -> Refusal | None:
    """Guides are kept by the management office and the administrator; the system loads the first ones."""
    if by.staff_id is None or by.has(Role.MANAGEMENT_OFFICE, Role.ADMINISTRATOR):
        return None
    return Refusal("not_guide_keeper", "办事指南由管理办公室或系统管理员发布", ARTICLE, "把要改的地方告诉管理办公室")


def item_flaws(code: str, name: str, domain: str) -> Iterator[tuple[str, Refusal]]:
    """Everything wrong with what an item is told apart and called by, with the field it stands in: `code`, `name`, `domain`."""
    if not code:
        yield "code", Refusal("code_missing", "没有写事项编码", "", "补上编码")
    elif len(code) > 20 or not re.fullmatch(r"[\w.\-]+", code):
        yield "code", Refusal("code_wrong", "事项编码最多 20 位，只能用字母、数字、汉字、点和短横", "", "照这样改编码")
    if not name:
        yield "name", Refusal("name_missing", "没有写事项名称", "", "补上名称")
    elif len(name) > 80:
        yield "name", Refusal("name_too_long", "事项名称最多 80 个字", "", "写短一些")
    if len(domain) > 20:
        yield "domain", Refusal("domain_too_long", "领域最多 20 个字", "", "写短一些")


def item_named(code: str, name: str, domain: str) -> Refusal | None:
    """An item is told apart by a code that can stand in an address, and called by a name."""
    return next((refusal for _, refusal in item_flaws(code, name, domain)), None)


def guide_complete(guide: Guide) -> Refusal | None:
    """A guide can be told at once only if it holds conditions, procedure and fee, and names each situation it uses."""
    return next((flaw.refusal for flaw in flaws(guide)), None)


def may_be_wording_only(before: Guide, after: Guide, *, reason: str) -> Refusal | None:
    """只改字句: with a reason, and only where nothing is changed that people must bring, pay, wait for or fulfil."""
    if len(reason.strip()) < 2:
        return Refusal("reason_missing", "只改字句、不用必读，要写明理由", ARTICLE)
    if len(reason.strip()) > 200:
        return Refusal("reason_too_long", "理由最多 200 个字")
    more = [one.about for one in differences(before, after) if not one.is_wording]
    if more:
        words = f"改了{'、'.join(dict.fromkeys(more))}，不能算只改字句"
        return Refusal("more_than_wording", words, ARTICLE, "让接这一项的人都读到：不勾“只改字句”再发布")
    return None


def may_follow(last_effective_from: date, effective_from: date, *, today: date) -> Refusal | None:
    """A new version begins after the one before, and not in the past: what was told stays what was in force."""
    if effective_from <= last_effective_from:
        day = f"{last_effective_from.year}年{last_effective_from.month}月{last_effective_from.day}日"
        return Refusal("version_order", f"新版要晚于上一版的生效日（{day}）", ARTICLE)
    if effective_from < today:
        return Refusal("version_in_the_past", "新版不能从过去的日子起生效，请选今天或以后", ARTICLE)
    return None


def may_change_withdrawal(withdrawn_on: date, from_on: date, *, reason: str, today: date) -> Refusal | None:
    """停办的日子和理由: the reason at any time; the day only while it hasn't come, to one that hasn't passed."""
    if from_on == withdrawn_on:
        return may_withdraw(None, max(from_on, today), reason=reason, today=today)
    if withdrawn_on <= today:
        words = "这一项已经停办，停办的日期不能再改"
        return Refusal("withdrawn_by_then", words, ARTICLE, "要重新办，先恢复办理")
    return may_withdraw(None, from_on, reason=reason, today=today)


def may_withdraw(withdrawn_at: datetime | None, from_on: date, *, reason: str, today: date) -> Refusal | None:
    """停办: once, from today on or later, with a reason that people are told."""
    if withdrawn_at is not None:
        return Refusal("withdrawn_already", "这一项已经写了停办，刷新看看")
    if from_on < today:
        return Refusal("withdrawn_in_the_past", "停办不能从过去的日子算起，请选今天或以后", ARTICLE)
    if len(reason.strip()) < 2:
        return Refusal("reason_missing", "要写明为什么停办，群众会问", ARTICLE)
    if len(reason.strip()) > 200:
        return Refusal("reason_too_long", "理由最多 200 个字")
    return None
