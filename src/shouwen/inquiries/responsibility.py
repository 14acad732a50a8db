"""归谁办（首问负责制度 第五条（三））: the question that two refusals make, and the receiver whom the office names in its ruling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.inquiries import sending
from shouwen.inquiries.enums import RulingKind
from shouwen.inquiries.models import Handover, Inquiry, Ruling
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.models import Department, Window
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse, refuse_if


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a ruling makes responsible: somebody on a window, or a department. Neither: the first responder keeps it."""

    staff_id: int | None = None
    window: Window | None = None
    department: Department | None = None


def question_of(inquiry: Inquiry, refusals: Sequence[Handover]) -> str:
    """What the office reads: the matter, and who refused it with which words, in order."""
    lines = [f"“{inquiry.matter}”转交 {len(refusals)} 次都被退回，请裁定归谁办。"]
    lines += [
        f"{place}. {one.receiver}（{one.settled_by}）：{one.return_reason}" for place, one in enumerate(refusals, 1)
    ]
    return "\n".join(lines)


def named_by(
    ruling: Ruling,
    *,
    staff_id: int | None,
    window: Window | None,
    department: Department | None,
    by: Actor,
    at: datetime,
) -> Named | None:
    """Whom the office names, checked; None where nobody need be named and nobody is. Raises Refused."""
    inside = staff_id is not None or window is not None
    if not inside and department is None:
        if ruling.kind == RulingKind.RESPONSIBILITY:
            raise refuse(
                "responsible_missing", "要写明归谁办：选窗口和人，或者选外部门", clause="首问负责制度 第五条（三）"
            )
        return None
    if inside and department is not None:
        raise refuse("responsible_twice", "只能定一家：要么窗口，要么外部门")
    if department is not None:
        refuse_if(same_centre(department, by))
        return Named(department=department)
    if staff_id is not None and staff_id == ruling.inquiry.first_responder_id:
        return Named()
    return _on_window(staff_id, window, by=by, at=at)


def _on_window(staff_id: int | None, window: Window | None, *, by: Actor, at: datetime) -> Named:
    if window is not None:
        refuse_if(same_centre(window, by))
    today = people.colleagues(by.centre_id, on=local_date(at))
    for one in today:
        if (
            staff_id in {None, one.staff_id}
            and one.window_id is not None
            and (window is None or one.window_id == window.pk)
        ):
            place = window or people.windows(by.centre_id).get(pk=one.window_id)
            return Named(staff_id=one.staff_id, window=place)
    raise refuse("not_on_that_window", "这个人今天不在所选的窗口，请重新选")


def hand_to(inquiry: Inquiry, named: Named, *, ruling: Ruling, by: Actor, at: datetime) -> None:
    """Part of the ruling: the matter goes to whoever was named."""
    if named.department is not None:
        sending.send_outside(inquiry, named.department, words=f"按裁定 {ruling.number} 转交", by=by, at=at)
    elif named.window is not None and named.staff_id is not None:
        sending.give_by_ruling(
            inquiry, named.window, to_staff_id=named.staff_id, ruling_number=ruling.number, by=by, at=at
        )
