"""May this person bring in an official text?"""

from __future__ import annotations

from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.refusals import Refusal


def may_import(by: Actor, *, centre_id: int) -> Refusal | None:
    """The management office and the administrator of the same centre, or the system on the command line."""
    if by.centre_id != centre_id:
        return Refusal("other_centre", "不能替别的中心导入制度原文")
    if by.staff_id is not None and not by.has(Role.ADMINISTRATOR, Role.MANAGEMENT_OFFICE):
        return Refusal("may_not_import", "你的岗位不能导入制度原文", way_out="请管理办公室或系统管理员导入")
    return None
