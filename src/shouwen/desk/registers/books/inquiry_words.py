"""What the registers say of an inquiry: who handles it, what came of it, how the person was told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shouwen.cases.register_queries import GrewOut
from shouwen.inquiries.enums import Channel, DeclineGround, HandoverState, InquiryState, Outcome, ToldBy


def handled_by(inquiry: Any, case: GrewOut | None) -> str:
    """承办单位: the case's window, the last receiver of a hand-over, else the window that took it; with who."""
    if case is not None:
        return _place(case.window, case.handler)
    taken = [one for one in inquiry.handovers.all() if one.state != HandoverState.RETURNED]
    if taken:
        return receiver(taken[-1])
    return _place(inquiry.window.label if inquiry.window else "", inquiry.holder.name)


def receiver(handover: Any) -> str:
    """To whom a hand-over went: the window with the person on it, or the outside department."""
    if handover.to_department is not None:
        return f"外部门：{handover.to_department.name}"
    return _place(handover.to_window.label, handover.to_staff.name)


def _place(window: str, name: str) -> str:
    return f"{window} {name}".strip()


def result(inquiry: Any, case: GrewOut | None) -> str:
    """办理结果: the state, with the case's number, or the ground and paper of a decline."""
    state = InquiryState(inquiry.state)
    if state == InquiryState.TO_CASE and case is not None:
        return f"{state.label} {case.number}"
    if state == InquiryState.DECLINED:
        return f"不予受理：{declined(list(inquiry.declines.all())[-1])}"
    if state == InquiryState.ANSWERED and inquiry.outcome:
        return Outcome(inquiry.outcome).label if inquiry.outcome != Outcome.ANSWERED else state.label
    return str(state.label)


def declined(decline: Any) -> str:
    """Ground, legal basis, who checked it, and the number of the paper."""
    words = f"{DeclineGround(decline.ground).label}，依据{decline.basis}"
    if decline.decided_by is not None:
        words += f"，{decline.decided_by.name}复核"
    return f"{words}，{decline.paper.number}" if decline.paper is not None else words


NOT_SENT = "短信没发出去，改打电话"


def told_at(inquiry: Any) -> Any:
    """When the person was told; None before, and while the message that should tell them reached nobody."""
    return None if inquiry.is_not_sent else inquiry.told_at


def told_or_to_call(inquiry: Any) -> str:
    """How and by whom the person was told; what is to be done when the message that should tell them reached nobody."""
    return NOT_SENT if inquiry.is_not_sent else told(inquiry)


def told(inquiry: Any) -> str:
    """How and by whom the person was told; empty before."""
    if inquiry.told_at is None or inquiry.told_by is None:
        return ""
    means = ToldBy(inquiry.told_by_means).label if inquiry.told_by_means else "告知了"
    return f"{inquiry.told_by.name} {means}"


def channel(inquiry: Any) -> str:
    """现场, 来电, 网上."""
    return str(Channel(inquiry.channel).label)


def matter(inquiry: Any) -> str:
    """What was asked, with the item it was found to be."""
    return (
        f"{inquiry.matter}（{inquiry.item.name}）"
        if inquiry.item and inquiry.item.name not in inquiry.matter
        else inquiry.matter
    )


def materials(cases: Mapping[int, GrewOut], inquiry: Any) -> str:
    """收到的材料, of the case that grew out of it."""
    case = cases.get(inquiry.pk)
    return "、".join(case.materials) if case else ""
