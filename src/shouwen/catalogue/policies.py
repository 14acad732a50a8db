"""May this guide be published, by this person, from that day on? (一次性告知制度 第三、四条)"""

from __future__ import annotations

from datetime import date

from shouwen.catalogue.enums import ItemKind
from shouwen.catalogue.guide import Guide
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.refusals import Refusal

ARTICLE = "一次性告知制度 第三条"
TOLD_ARTICLE = "一次性告知制度 第四条"


def may_publish(by: Actor) -> Refusal | None:
    """Guides are kept by the management office and the administrator; the system loads the first ones."""
    if by.staff_id is None or by.has(Role.MANAGEMENT_OFFICE, Role.ADMINISTRATOR):
        return None
    return Refusal("not_guide_keeper", "办事指南由管理办公室或系统管理员发布", ARTICLE, "把要改的地方告诉管理办公室")


def guide_complete(guide: Guide) -> Refusal | None:
    """A guide can be told at once only if it holds conditions, procedure and fee, and names each situation it uses."""
    if not guide.conditions.strip() or not guide.steps or not guide.fee.strip():
        return Refusal("guide_incomplete", "申请条件、办理流程和收费都要写，一次告知才说得全", TOLD_ARTICLE)
    if guide.legal_limit < 1:
        return Refusal("limit_wrong", "法定时限要写几个工作日，最少 1 个")
    if guide.kind == ItemKind.INSTANT and guide.promised_limit != 0:
        return Refusal("instant_has_limit", "即办件当场办结，承诺时限应是 0", "限时办结制度 第四条")
    if guide.kind == ItemKind.PROMISED and guide.promised_limit < 1:
        return Refusal("promised_without_limit", "承诺件要写承诺几个工作日办结", "限时办结制度 第四条")
    if guide.promised_limit > guide.legal_limit:
        return Refusal("promise_past_legal_limit", "承诺时限不能比法定时限长", "限时办结制度 第四条")
    return _names_fit(guide)


def _names_fit(guide: Guide) -> Refusal | None:
    if len(set(guide.situations)) < len(guide.situations):
        return Refusal("situation_twice", "有一种情形写了两次")
    for material in guide.materials:
        if material.situation and material.situation not in guide.situations:
            words = f"材料“{material.name}”写的情形“{material.situation}”不在情形清单里"
            return Refusal("situation_unknown", words, way_out="改成清单里的情形，或把它加进清单")
    return None


def may_follow(last_effective_from: date, effective_from: date, *, today: date) -> Refusal | None:
    """A new version begins after the one before, and not in the past: what was told stays what was in force."""
    if effective_from <= last_effective_from:
        day = f"{last_effective_from.year}年{last_effective_from.month}月{last_effective_from.day}日"
        return Refusal("version_order", f"新版要晚于上一版的生效日（{day}）", ARTICLE)
    if effective_from < today:
        return Refusal("version_in_the_past", "新版不能从过去的日子起生效，请选今天或以后", ARTICLE)
    return None
