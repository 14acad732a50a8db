"""中心的设置: limits, telephones of windows, outside departments; one door each, the values before and after in the journal."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.once import forget
from shouwen.people import phones
from shouwen.people import settings_policies as policies
from shouwen.people.actor import Actor
from shouwen.people.limits import LIMITS
from shouwen.people.models import Centre, Department, Window
from shouwen.refusals import refuse, refuse_if


@one_change
def change_limits(*, values: Mapping[str, int | None], by: Actor, at: datetime) -> list[str]:
    """改时限: for what begins from now on; running clocks keep theirs. Returns the names of what changed. Raises Refused."""
    refuse_if(policies.may_change_settings(by))
    refuse_if(policies.limits_fit(values))
    centre = Centre.objects.select_for_update().get(pk=by.centre_id)
    changed: dict[str, list[int | None]] = {}
    for limit in LIMITS:
        before, after = getattr(centre, limit.field), values.get(limit.field)
        if before != after:
            changed[limit.field] = [before, after]
            setattr(centre, limit.field, after)
    if changed:
        centre.save(update_fields=list(changed))
        forget()
        _record("centre.limits", centre, by=by, at=at, data={**changed})
    return [limit.label for limit in LIMITS if limit.field in changed]


@one_change
def change_centre(*, review_authority: str, court: str, area_code: str, by: Actor, at: datetime) -> Centre:
    """改复议机关、起诉法院、座机区号. Papers issued before keep what they said; with another area code the landlines of the
    people known are matched anew (首问负责制度 第五条（四）). The same words again record nothing. Raises Refused."""
    refuse_if(policies.may_change_settings(by))
    words = {
        "review_authority": review_authority.strip(),
        "court": court.strip(),
        "area_code": unicodedata.normalize("NFKC", area_code).strip(),
    }
    refuse_if(policies.centre_words_fit(**words))
    centre = Centre.objects.select_for_update().get(pk=by.centre_id)
    changed: dict[str, list[str]] = {}
    for field, after in words.items():
        if (before := getattr(centre, field)) != after:
            changed[field] = [before, after]
            setattr(centre, field, after)
    if changed:
        centre.save(update_fields=list(changed))
        forget()
        _record("centre.words", centre, by=by, at=at, data={**changed})
    if "area_code" in changed:
        phones.match_landlines(centre_id=by.centre_id, at=at)
    return centre


@one_change
def choose_extension_approver(*, approver: str, by: Actor, at: datetime) -> Centre:
    """谁批延期（限时办结制度 第五条）: a role, or empty when whoever handles it decides. What was asked before is decided by whom
    the setting names then. The same choice again records nothing. Raises Refused."""
    refuse_if(policies.may_change_settings(by))
    if approver not in policies.APPROVERS:
        raise refuse("approver_unknown", "没有这一种，请从名单里选")
    centre = Centre.objects.select_for_update().get(pk=by.centre_id)
    before = centre.extension_approver
    if before != approver:
        centre.extension_approver = approver
        centre.save(update_fields=["extension_approver"])
        forget()
        _record("centre.extension_approver", centre, by=by, at=at, data={"before": before, "after": approver})
    return centre


@one_change
def change_window(*, window: Window, phone: str, by: Actor, at: datetime) -> Window:
    """改窗口的电话或分机: by its digits a call is told to be this window's (首问负责制度 第五条（四）). Raises Refused.

    Notices issued before keep what they said. The same telephone again records nothing."""
    phone = unicodedata.normalize("NFKC", phone).strip()
    refuse_if(policies.may_change_window(window, by=by))
    refuse_if(policies.window_phone(phone))
    row = Window.objects.select_for_update().get(pk=window.pk)
    before, row.phone = row.phone, phone
    if before != phone:
        row.save(update_fields=["phone"])
        _record("window.phone", row, by=by, at=at, data={"window": row.label, "before": before, "phone": phone})
    return row


@one_change
def add_department(*, name: str, place: str = "", phone: str = "", by: Actor, at: datetime) -> Department:
    """添外部门 that a matter may be handed over to (首问负责制度 第五条（二）). Raises Refused."""
    refuse_if(policies.may_change_settings(by))
    refuse_if(policies.department_named(name))
    department = Department(
        centre_id=by.centre_id, name=name.strip(), place=place.strip()[:120], phone=phone.strip()[:30]
    )
    _save(department)
    _record("department.add", department, by=by, at=at, data={"name": department.name})
    return department


@one_change
def change_department(
    *, department: Department, name: str, place: str, phone: str, by: Actor, at: datetime
) -> Department:
    """改外部门的名称、地点、电话; papers issued before keep what they said. Raises Refused."""
    refuse_if(policies.may_change_department(department, by=by))
    refuse_if(policies.department_named(name))
    before = department.name
    department.name, department.place, department.phone = name.strip(), place.strip()[:120], phone.strip()[:30]
    _save(department)
    _record("department.change", department, by=by, at=at, data={"before": before, "name": department.name})
    return department


@one_change
def close_department(*, department: Department, by: Actor, at: datetime) -> Department:
    """停用: no new hand-overs to it; what was handed over before stays. Raises Refused."""
    refuse_if(policies.may_change_department(department, by=by))
    return _switch(department, is_active=False, action="department.close", by=by, at=at)


@one_change
def reopen_department(*, department: Department, by: Actor, at: datetime) -> Department:
    """恢复: hand-overs to it are possible again. Raises Refused."""
    refuse_if(policies.may_change_department(department, by=by))
    return _switch(department, is_active=True, action="department.reopen", by=by, at=at)


def _switch(department: Department, *, is_active: bool, action: str, by: Actor, at: datetime) -> Department:
    if not Department.objects.filter(pk=department.pk, is_active=not is_active).update(is_active=is_active):
        raise refuse("department_switched", "别人刚刚已经改了，刷新看看")
    department.is_active = is_active
    _record(action, department, by=by, at=at, data={"name": department.name})
    return department


def _save(department: Department) -> None:
    """Of two with one name the database takes one."""
    try:
        with transaction.atomic():
            department.save()
    except IntegrityError as error:
        raise refuse(
            "department_known", f"已经有叫“{department.name}”的外部门", way_out="停用的可以恢复，不用再添"
        ) from error


def _record(
    action: str, row: Centre | Department | Window, *, by: Actor, at: datetime, data: Mapping[str, object]
) -> None:
    journal.record(by=by, at=at, action=action, subject_kind=action.partition(".")[0], subject_id=row.pk, data={**data})
