"""What the caller sees: somebody comes, and who, by the family name only; or what to do meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shouwen.assistance.enums import CallState, Wish
from shouwen.assistance.models import HelpCall
from shouwen.assistance.reach import leader_from, office_from

_TWO = frozenset(
    {"欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "长孙", "宇文"}
)


@dataclass(frozen=True, slots=True)
class Sight:
    """The caller's page. `state` is the state's word in English for the script; `is_open`: there is something to wait for."""

    number: str
    state: str
    title: str
    words: str
    is_open: bool
    may_cancel: bool
    seconds: int


def sight_of(call: HelpCall, *, at: datetime) -> Sight:
    """The call as its caller sees it."""
    state = CallState(call.state)
    title, words = _said(call, state, at)
    is_open = state in {CallState.WAITING, CallState.TAKEN}
    waited = (call.taken_at or call.ended_at or at) - call.called_at
    return Sight(call.number, state.value, title, words, is_open, is_open, max(0, int(waited.total_seconds())))


def family_name(name: str) -> str:
    """何 of 何谷雨, 欧阳 of 欧阳春."""
    return name[:2] if name[:2] in _TWO and len(name) > 2 else name[:1]


def _said(call: HelpCall, state: CallState, at: datetime) -> tuple[str, str]:
    is_ring = call.wish == Wish.CALL_BACK
    if state == CallState.TAKEN:
        who = f"{family_name(call.taken_by.name)}师傅" if call.taken_by else "工作人员"
        if is_ring:
            return f"{who}马上给您打电话", f"打 {call.phone_masked}，请留意接听。"
        return f"{who}正在过来", "请在原地等一下。"
    if state == CallState.WAITING:
        title = "已经告诉工作人员了，等人回电" if is_ring else "已经叫人了，请在原地等一下"
        if at >= leader_from(call):
            return title, "还没有人接，已经报给镇领导。急的话请直接打电话，或到最近的窗口。"
        if at >= office_from(call):
            return title, "还没有人接，已经报给管理办公室。"
        return title, "工作人员的桌上正在响。"
    if state == CallState.ENDED:
        return "帮完了", "还有事，再叫我们。"
    if state == CallState.CANCELLED:
        return "已经取消了", "还要人帮，再叫我们。"
    return "没有人接，对不起", "请直接打电话，或到最近的窗口。这一次已经记下来了。"
