"""谁能看登记簿: whose work it is to see who came for what, and the record of each file of a register that is taken out."""

from __future__ import annotations

from datetime import datetime

from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES, Role
from shouwen.refusals import Refusal, refuse_if

_SEE_REGISTERS = (*sorted(FRONT_DESK_ROLES), Role.LEADER, Role.DISCIPLINE, Role.ASSESSMENT_PANEL)


def may_see_registers(by: Actor) -> Refusal | None:
    """Who meets people, the management office, and who looks into how matters went; not who only keeps the equipment or the
    system (个人信息保护法 第六条). The same ones take a masked file out; the full one, `full_exports.may_take_out`."""
    if not by.has(*_SEE_REGISTERS):
        return Refusal("registers_not_for_role", "你的岗位不看登记簿", way_out="要用到的，请管理办公室导出")
    return None


@one_change
def note_masked_file(*, book: str, form: str, rows: int, period: str, by: Actor, at: datetime) -> None:
    """Record that a register leaves with its names masked. Raises Refused; nothing is made before this passed."""
    refuse_if(may_see_registers(by))
    data: dict[str, object] = {"form": form, "rows": rows, "period": period}
    journal.record(by=by, at=at, action="register.take_masked", subject_kind="register", subject_id=book, data=data)
