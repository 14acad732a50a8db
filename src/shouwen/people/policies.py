"""May this person do this, here and now?"""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES
from shouwen.people.identity import id_number_problem, phone_problem
from shouwen.refusals import Refusal


class OfCentre(Protocol):
    """Any row that belongs to one centre."""

    centre_id: Any


def same_centre(row: OfCentre, by: Actor) -> Refusal | None:
    """Nobody touches what another centre keeps, whatever the surface handed over."""
    if row.centre_id != by.centre_id:
        return Refusal("another_centre", "这是别的中心的，你不能办")
    return None


def may_serve(by: Actor) -> Refusal | None:
    """Everybody who meets people may register, answer and accept (首问负责制度 第二、三条)."""
    if by.staff_id is None or not by.has(*FRONT_DESK_ROLES):
        return Refusal("not_front_desk", "你的岗位不接待群众，不能登记或受理", "首问负责制度 第三条", "请窗口人员登记")
    return None


def person_fields(*, name: str, id_number: str, phone: str, today: date) -> Refusal | None:
    """A person is told apart by a name; id number and phone are checked where given."""
    if not name.strip():
        return Refusal("name_missing", "还没有写姓名")
    if len(name) > 60:
        return Refusal("name_too_long", "姓名或单位名称最多 60 个字")
    if id_number and (problem := id_number_problem(id_number, today=today)):
        return Refusal("id_number_wrong", problem)
    if phone and (problem := phone_problem(phone)):
        return Refusal("phone_wrong", problem)
    return None


def may_open_person(by: Actor, *, reason: str) -> Refusal | None:
    """Full personal data opens for front-desk staff only, with a reason that stays in the journal."""
    if refusal := may_serve(by):
        return refusal
    if len(reason.strip()) < 2:
        return Refusal("reason_missing", "请写明为什么要看完整信息")
    return None
