"""Who in the management office owes what is asked of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.people import queries as people
from shouwen.people.enums import Role
from shouwen.refusals import refuse


def office_member(
    centre_id: int,
    *,
    not_by: Collection[int | None],
    at: datetime,
    roles: tuple[Role, ...] = (Role.MANAGEMENT_OFFICE,),
    else_do: str = "请改用“说明原因并承诺”",
) -> int:
    """The first colleague with one of the roles, in their order, who isn't one of these. Raises Refused when there is nobody;
    `else_do` is what can be done then."""
    today = people.colleagues(centre_id, on=local_date(at))
    for role in roles:
        for colleague in today:
            if role in colleague.roles and colleague.staff_id not in not_by:
                return colleague.staff_id
    raise refuse("no_management_office", f"管理办公室今天没有人在岗，{else_do}")
