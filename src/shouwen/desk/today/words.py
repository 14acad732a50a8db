"""What a row of *my day* says first: the verb for what is owed, and the button that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from shouwen.clocks.enums import ClockKind
from shouwen.inquiries import queries
from shouwen.inquiries.enums import HandoverState, InquiryState

VERBS = {
    ClockKind.INQUIRY: ("答复", "答复"),
    ClockKind.HANDOVER: ("接收", "接收"),
    ClockKind.RULING: ("答复请示", "答复"),
    ClockKind.CASE: ("办理", "打开"),
    ClockKind.PROMISE: ("兑现承诺", "打开"),
    ClockKind.QUESTION: ("认领网上提问", "打开"),
    ClockKind.CALLBACK: ("回电", "回电"),
    ClockKind.DECLINE: ("复核不予受理", "复核"),
    ClockKind.CLARIFICATION: ("问清", "记答复"),
    ClockKind.UNRESOLVED: ("办不成事", "给结果"),
    ClockKind.REVIEW: ("审材料", "审查"),
    ClockKind.OWED: ("等补交", "打开"),
    ClockKind.TASK: ("办上级任务", "打开"),
    ClockKind.APPROVAL: ("批延期", "审批"),
    ClockKind.COMPLAINT: ("答复投诉", "打开"),
    ClockKind.RECTIFY: ("按期整改", "打开"),
    ClockKind.CALL: ("打电话", "打电话"),
    ClockKind.EXPLAIN: ("补讲理由", "补讲"),
    ClockKind.POSSIBLE: ("回告能办了", "回告"),
    ClockKind.SUPERVISION: ("答复督办", "答复"),
    ClockKind.PREREVIEW: ("预审网上申请", "预审"),
    ClockKind.INSPECTION: ("巡检设备", "巡检"),
    ClockKind.FAULT: ("修设备", "打开"),
}
STARTED = {
    ClockKind.INQUIRY: "登记",
    ClockKind.CASE: "受理",
    ClockKind.PROMISE: "答应",
    ClockKind.HANDOVER: "转来",
    ClockKind.RULING: "请示",
    ClockKind.QUESTION: "提问",
    ClockKind.CALLBACK: "来电没接到",
    ClockKind.DECLINE: "提出",
    ClockKind.CLARIFICATION: "起问上级",
    ClockKind.UNRESOLVED: "登记",
    ClockKind.REVIEW: "收件",
    ClockKind.OWED: "容缺受理",
    ClockKind.TASK: "收到",
    ClockKind.APPROVAL: "申请",
    ClockKind.COMPLAINT: "收到",
    ClockKind.RECTIFY: "责令",
    ClockKind.CALL: "起要告知",
    ClockKind.EXPLAIN: "核过",
    ClockKind.POSSIBLE: "起能办",
    ClockKind.SUPERVISION: "督办",
    ClockKind.PREREVIEW: "网上交来",
    ClockKind.INSPECTION: "提醒",
    ClockKind.FAULT: "报修",
}
"""What happened when the time began to run."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How an inquiry stands for whoever owes its answer: the verb, the button, what to add, and the answer to be told."""

    verb: str
    button: str = "打开"
    note: str = ""
    answer: str = ""


EXTENSION_TO_TELL = Waiting("告知本人延期", note="延期批准了，到期日以前告知本人才生效")
"""A case whose extension was approved: its row is due on the original due date, as the telling is."""
_ELSEWHERE = {
    InquiryState.HANDED_OVER: Waiting("跟进转交", note="还没有人接收，没人接会退回"),
    InquiryState.RULING_ASKED: Waiting("跟进请示", note="等管理办公室答复，答复后由你告知本人"),
    InquiryState.CLARIFYING: Waiting("跟进请示上级", note="问清了由你告知本人"),
    InquiryState.DECLINE_ASKED: Waiting("等复核", note="拟不予受理，同意以前不算办不了"),
    InquiryState.UNRESOLVED: Waiting("跟进办不成事", note="管理办公室在办，有了结果告知本人"),
}


def waiting_of(
    centre_id: int, inquiry_ids: list[int], *, said_when: Callable[[datetime | None], str]
) -> dict[int, Waiting]:
    """How these inquiries stand, those that simply wait for an answer left out; five queries at most. `said_when`: a moment
    as the list writes it."""
    states = queries.states_of(centre_id, inquiry_ids) if inquiry_ids else {}
    found = {pk: _ELSEWHERE[state] for pk, state in states.items() if state in _ELSEWHERE}
    here = set(states.values())
    if here & {InquiryState.OPEN, InquiryState.WITH_RECEIVER}:
        for pk, handover in queries.answers_to_check(centre_id, states).items():
            did = "接收" if handover.state == HandoverState.ACCEPTED else "退回"
            found[pk] = Waiting("核实转交", "核实", note=f"{handover.receiver}在网上{did}了，打电话核实")
    if InquiryState.RULED in here:
        for pk, ruling in queries.rulings_to_tell(centre_id, states).items():
            found[pk] = _to_tell(f"管理办公室 {said_when(ruling.answered_at)} 答复：{ruling.answer}")
    if InquiryState.CLARIFIED in here:
        for pk, row in queries.clarifications_to_tell(centre_id, states).items():
            found[pk] = _to_tell(f"{row.asked_of} {said_when(row.answered_at)} 答复：{row.answer}")
    if InquiryState.DECLINE_AGREED in here:
        for pk, decline in queries.declines_to_tell(centre_id, states).items():
            found[pk] = _to_tell(f"复核同意不予受理，告知并交通知书：{decline.reason}")
    return found


def _to_tell(answer: str) -> Waiting:
    return Waiting("告知", "告知", answer=answer)
