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
from shouwen.inquiries.enums import AnswerCheck, Channel, DeclineState, HandoverState, InquiryState, RulingKind

_ELSEWHERE = frozenset(
    {InquiryState.HANDED_OVER, InquiryState.RULING_ASKED, InquiryState.DECLINE_ASKED, InquiryState.UNRESOLVED}
)
"""States in which the next step is somebody else's."""

_TOLD = {
    InquiryState.ANSWERED: "已答复",
    InquiryState.DECLINED: "不予受理，已告知",
    InquiryState.NOT_POSSIBLE: "现在办不了，讲清了理由",
}


def chain_of(inquiry: Any, *, clock: Any, promise: Any, case: Any, at: datetime) -> list[ChainLink]:
    """The chain of an inquiry that `inquiry_numbered` loaded; `clock`: of the answer owed."""
    state = InquiryState(inquiry.state)
    first_holds = inquiry.holder_id == inquiry.first_responder_id and inquiry.closed_at is None
    asks_others = state in _ELSEWHERE
    links = [
        ChainLink(
            "首问负责人，现在负责" if first_holds and not asks_others else "首问负责人，一直不变",
            f"{inquiry.first_responder.name}　{inquiry.window.label if inquiry.window else ''}".strip("　"),
            f"{when(inquiry.received_at, at)} {Channel(inquiry.channel).label}",
            is_first=True,
            is_current=first_holds and not asks_others,
        )
    ]
    happened = [(one.sent_at, _handover(one, at)) for one in inquiry.handovers.all()]
    happened += [(one.asked_at, _ruling(one, at)) for one in inquiry.rulings.all()]
    happened += [(one.asked_at, _clarification(one, at)) for one in inquiry.clarifications.all()]
    happened += [(one.proposed_at, _decline(one, at)) for one in inquiry.declines.all()]
    if (matter := getattr(inquiry, "unresolved_matter", None)) is not None:
        happened.append((matter.noted_at, _unresolved(matter, at)))
    links += [link for _, link in sorted(happened, key=lambda one: one[0])]
    return [*links, _end(inquiry, clock=clock, promise=promise, case=case, at=at)]


def _handover(handover: Any, at: datetime) -> ChainLink:
    outside = handover.to_department
    who = outside.name if outside else f"{handover.to_staff.name}　{handover.to_window.label}"
    if handover.state == HandoverState.WAITING:
        clock = clock_for(centre_id=handover.centre_id, kind=ClockKind.HANDOVER, subject_id=handover.pk)
        when_due = (by_when(clock.due_at, at) if outside else f"{clock_time(clock.due_at)} 前") if clock else ""
        return ChainLink("等接收", who, f"{when_due}不接收就退回", is_current=True, icon="arrow-r")
    settled = when(handover.settled_at, at)
    if handover.answer_check == AnswerCheck.REFUTED:
        note = (
            f"{settled} {handover.settled_by} 的答复不算，{handover.checked_by.name} 打电话问了 {handover.checked_with}"
        )
        return ChainLink("对方没有答复过", who, note, fell_back=True)
    if handover.state == HandoverState.ACCEPTED:
        holds = handover.inquiry.closed_at is None and outside is None
        note = f"{settled} {handover.settled_by}{checked_words(handover)}" if outside else settled
        return ChainLink("接收，现在负责" if holds else "接收", who, note, is_current=holds)
    if handover.refused:
        note = f"{settled} {handover.return_reason}{checked_words(handover)}"
        return ChainLink("退回，写明了理由", who, note, fell_back=True)
    return ChainLink("没有接收，退回", who, f"{settled} {handover.return_reason}", fell_back=True)


def checked_words(handover: Any) -> str:
    """Whether somebody has called the department about what was answered with the code of the slip; empty where nobody need."""
    if handover.answer_check == AnswerCheck.WAITING:
        return "（未核实）"
    if handover.answer_check == AnswerCheck.CONFIRMED:
        return f"（{handover.checked_by.name} 打电话问 {handover.checked_with}，核实了）"
    return ""


def _ruling(ruling: Any, at: datetime) -> ChainLink:
    asks = "裁定归谁办" if ruling.kind == RulingKind.RESPONSIBILITY else "裁定"
    if ruling.answered_at is None:
        return ChainLink(f"等{asks}", "管理办公室", ruling.number, is_current=True, icon="help")
    return ChainLink(
        f"已{asks}", f"{ruling.answered_by.name}　管理办公室", f"{when(ruling.answered_at, at)} {ruling.number}"
    )


def _clarification(row: Any, at: datetime) -> ChainLink:
    if row.answered_at is None:
        return ChainLink(f"{row.owner.name}在问上级", row.asked_of, row.number, is_current=True, icon="book")
    return ChainLink("上级已答复", row.asked_of, f"{when(row.answered_at, at)} {row.number}")


def _decline(row: Any, at: datetime) -> ChainLink:
    if row.state == DeclineState.WAITING:
        note = f"{row.proposed_by.name} {when(row.proposed_at, at)} 提出"
        return ChainLink("拟不予受理，等复核", "管理办公室或领导", note, is_current=True, icon="eye")
    who, decided = row.decided_by.name, when(row.decided_at, at)
    if row.state == DeclineState.AGREED:
        return ChainLink("复核同意不予受理", who, decided)
    if row.state == DeclineState.WITHDRAWN:
        note = f"{when(row.withdrawn_at, at)} {row.withdrawn_words}"
        return ChainLink("收回不予受理", row.withdrawn_by.name, note, fell_back=True)
    return ChainLink("复核不同意，退回", who, f"{decided} {row.decision_words}", fell_back=True)


def _unresolved(row: Any, at: datetime) -> ChainLink:
    if row.settled_at is None:
        return ChainLink(
            "办不成事，在办", f"{row.handler.name}　管理办公室", row.number, is_current=True, icon="wrench"
        )
    result = "办成了" if row.was_resolved else "还是办不成"
    return ChainLink(f"办不成事：{result}", row.settled_by.name, f"{when(row.settled_at, at)} {row.number}")


def _end(inquiry: Any, *, clock: Any, promise: Any, case: Any, at: datetime) -> ChainLink:
    person = inquiry.person.name_masked if inquiry.person else "本人"
    if inquiry.state == InquiryState.TO_CASE:
        return ChainLink("转为办件", case.number if case else "办件", when(inquiry.closed_at, at), icon="folder")
    if inquiry.state in _TOLD:
        told = f"{inquiry.told_by.name}　{when(inquiry.told_at, at)}" if inquiry.told_by else ""
        return ChainLink(_TOLD[InquiryState(inquiry.state)], person, told, icon="check")
    if inquiry.state == InquiryState.PROMISED and promise is not None:
        note = f"{month_day(promise.promised_for)}前兑现"
        return ChainLink("已承诺", person, note, is_coming=True, icon="cal")
    role = by_when(clock.due_at, at) if clock else "还要"
    return ChainLink(role, f"答复 {person}", "答复了才算完", is_coming=True, icon="phone")
