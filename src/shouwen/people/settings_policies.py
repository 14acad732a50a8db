"""May this person change how the centre is set up? The management office and the administrator may."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.limits import LIMITS
from shouwen.people.models import Department, Window
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal

MOST_NAME = 60
MOST_PHONE = 30
APPROVERS = {"": "承办人自己定", Role.MANAGEMENT_OFFICE.value: "管理办公室", Role.LEADER.value: "镇领导"}
"""Who may be asked to approve an extension."""
LEAST_DIGITS = 2
"""A call's extension of one digit could be anybody's: it is matched to no window."""


def may_change_settings(by: Actor) -> Refusal | None:
    """The management office answers for limits, telephones, departments and the duty roster; the administrator keeps them."""
    if by.staff_id is None or by.has(Role.MANAGEMENT_OFFICE, Role.ADMINISTRATOR):
        return None
    words = "时限、窗口电话、外部门和值班表由管理办公室或系统管理员改"
    return Refusal("not_for_settings", words, way_out="要改的告诉管理办公室")


def limits_fit(values: Mapping[str, int | None]) -> Refusal | None:
    """Each limit within its bounds; none but the optional one left out."""
    for limit in LIMITS:
        value = values.get(limit.field)
        if value is None and limit.is_optional:
            continue
        if value is None or not limit.least <= value <= limit.most:
            return Refusal(
                f"{limit.field}_wrong", f"“{limit.label}”要在 {limit.least} 到 {limit.most} {limit.unit}之间"
            )
    return None


def department_named(name: str) -> Refusal | None:
    """A department has a name that fits on a slip."""
    if not name.strip():
        return Refusal("department_name_missing", "还没有写外部门的名称")
    if len(name.strip()) > MOST_NAME:
        return Refusal("department_name_too_long", f"名称最多 {MOST_NAME} 字")
    return None


def centre_words_fit(*, review_authority: str, court: str, area_code: str) -> Refusal | None:
    """复议机关、起诉法院 that fit on a notice, and an area code as one dials it; each may be left out."""
    for field, label, words in (
        ("review_authority", "复议机关", review_authority),
        ("court", "起诉法院", court),
    ):
        if len(words) > MOST_NAME:
            return Refusal(f"{field}_too_long", f"{label}最多 {MOST_NAME} 字，现在 {len(words)} 字")
    if area_code and not re.fullmatch(r"0[0-9]{2,3}", area_code):
        return Refusal("area_code_wrong", "区号是 0 开头的 3 到 4 位数字，如 023")
    return None


def may_change_department(department: Department, *, by: Actor) -> Refusal | None:
    """Only one's own centre's departments."""
    return same_centre(department, by) or may_change_settings(by)


def may_change_window(window: Window, *, by: Actor) -> Refusal | None:
    """Only one's own centre's windows."""
    return same_centre(window, by) or may_change_settings(by)


def window_phone(phone: str) -> Refusal | None:
    """A telephone or extension that calls can be matched by; none at all is allowed."""
    if len(phone) > MOST_PHONE:
        return Refusal("window_phone_too_long", f"电话最多 {MOST_PHONE} 个字，现在 {len(phone)} 个")
    if phone and sum(letter.isdecimal() for letter in phone) < LEAST_DIGITS:
        return Refusal("window_phone_wrong", f"要写号码，至少 {LEAST_DIGITS} 位数字；没有电话就空着")
    return None


def may_set_duty(by: Actor, *, on: date, today: date) -> Refusal | None:
    """Who was on duty on a day that is over stays as it was."""
    if refusal := may_change_settings(by):
        return refusal
    if on < today:
        return Refusal("duty_is_over", "过去的值班不能改", way_out="从今天起改")
    return None
