"""责任链 of an inquiry: who took it first, who was asked, who answers now, what is still to come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import clock_for
from shouwen.desk.chinese_dates import clock_time, month_day
from shouwen.desk.inquiries.listing import when
from shouwen.desk.inquiries.words import by_when
from shouwen.desk.parts import ChainLink
from shouwen.inquiries.enums import Channel, HandoverState, InquiryState


def chain_of(inquiry: Any, *, clock: Any, promise: Any, case: Any, at: datetime) -> list[ChainLink]:
    """The chain of an inquiry that `inquiry_numbered` loaded; `clock`: of the answer owed."""
    state = InquiryState(inquiry.state)
    first_holds = inquiry.holder_id == inquiry.first_responder_id and inquiry.closed_at is None
    asks_others = state in {InquiryState.HANDED_OVER, InquiryState.RULING_ASKED}
    links = [
        ChainLink(
            "首问负责人，现在负责" if first_holds and not asks_others else "首问负责人，一直不变",
            f"{inquiry.first_responder.name}　{inquiry.window.label if inquiry.window else ''}".strip("　"),
            f"{when(inquiry.received_at, at)} {Channel(inquiry.channel).label}",
            is_first=True,
            is_current=first_holds and not asks_others,
        )
    ]
    links += [_handover(one, at) for one in inquiry.handovers.all()]
    links += [_ruling(one, at) for one in inquiry.rulings.all()]
    return [*links, _end(inquiry, clock=clock, promise=promise, case=case, at=at)]


def _handover(handover: Any, at: datetime) -> ChainLink:
    who = f"{handover.to_staff.name}　{handover.to_window.label}"
    if handover.state == HandoverState.WAITING:
        clock = clock_for(centre_id=handover.centre_id, kind=ClockKind.HANDOVER, subject_id=handover.pk)
        note = f"{clock_time(clock.due_at)} 前不接收就退回" if clock else ""
        return ChainLink("等接收", who, note, is_current=True, icon="arrow-r")
    settled = when(handover.settled_at, at)
    if handover.state == HandoverState.ACCEPTED:
        is_current = handover.inquiry.closed_at is None
        return ChainLink("接收，现在负责" if is_current else "接收", who, settled, is_current=is_current)
    return ChainLink("没有接收，退回", who, f"{settled} {handover.return_reason}", fell_back=True)


def _ruling(ruling: Any, at: datetime) -> ChainLink:
    if ruling.answered_at is None:
        return ChainLink("等裁定", "管理办公室", ruling.number, is_current=True, icon="help")
    return ChainLink(
        "已裁定", f"{ruling.answered_by.name}　管理办公室", f"{when(ruling.answered_at, at)} {ruling.number}"
    )


def _end(inquiry: Any, *, clock: Any, promise: Any, case: Any, at: datetime) -> ChainLink:
    person = inquiry.person.name_masked if inquiry.person else "本人"
    if inquiry.state == InquiryState.TO_CASE:
        return ChainLink("受理为办件", case.number if case else "办件", when(inquiry.closed_at, at), icon="folder")
    if inquiry.state == InquiryState.ANSWERED:
        told = f"{inquiry.told_by.name}　{when(inquiry.told_at, at)}" if inquiry.told_by else ""
        return ChainLink("已答复", person, told, icon="check")
    if inquiry.state == InquiryState.PROMISED and promise is not None:
        note = f"{month_day(promise.promised_for)}前兑现"
        return ChainLink("已承诺", person, note, is_coming=True, icon="cal")
    role = by_when(clock.due_at, at) if clock else "还要"
    return ChainLink(role, f"答复 {person}", "答复了才算完", is_coming=True, icon="phone")
