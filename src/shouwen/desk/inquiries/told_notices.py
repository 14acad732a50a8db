"""已告知 on the page of an inquiry: each one-time notice, and whether the message that carried it arrived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.parts import Light, LightState
from shouwen.inquiries.enums import ToldBy
from shouwen.messages.enums import MessageState
from shouwen.messages.queries import messages_about
from shouwen.telling.enums import CallState
from shouwen.telling.queries import calls_about

_FATE = {
    MessageState.WAITING: Light(LightState.WAIT, "短信待发"),
    MessageState.SENDING: Light(LightState.WAIT, "短信在发"),
    MessageState.SENT: Light(LightState.OK, "短信已发"),
    MessageState.DELIVERED: Light(LightState.OK, "短信已送达"),
    MessageState.FAILED: Light(LightState.OVER, "短信没发出去，改打电话"),
    MessageState.REPLACED: Light(LightState.DONE, "没发短信，打电话告知了"),
    MessageState.MOOT: Light(LightState.DONE, "没发短信，不用再告知了"),
}
_TOLD_SINCE = Light(LightState.DONE, "短信没发出去")


@dataclass(frozen=True, slots=True)
class ToldNotice:
    """One notice. `fate`: how its message stands; `fault`: why it was given up, with what to do instead;
    the call that is owed for it."""

    notice: Any
    fate: Light | None
    fault: str
    call_url: str = ""
    call_number: str = ""


def told_notices(inquiry: Any) -> Sequence[ToldNotice]:
    """The notices in the order they were told; one query more where one went by message, another one where it failed."""
    notices = list(inquiry.notices.all())
    if not any(one.means == ToldBy.MESSAGE for one in notices):
        return [ToldNotice(one, None, "") for one in notices]
    sent = {one.purpose: one for one in messages_about(inquiry.centre_id, "inquiry", inquiry.pk)}
    told = [(one, sent.get(f"one-time-notice/{one.pk}")) for one in notices]
    failed = any(message is not None and message.state == MessageState.FAILED for _, message in told)
    calls = {row.message_id: row for row in calls_about(inquiry.centre_id, "inquiry", inquiry.pk)} if failed else {}
    last = max(one.told_at for one in notices)
    return [_told(one, message, calls, is_told_since=one.told_at < last) for one, message in told]


def _told(notice: Any, message: Any, calls: Mapping[int | None, Any], *, is_told_since: bool) -> ToldNotice:
    if message is None:
        return ToldNotice(notice, None, "")
    state = MessageState(message.state)
    if state != MessageState.FAILED:
        return ToldNotice(notice, _FATE[state], "")
    if is_told_since:
        return ToldNotice(notice, _TOLD_SINCE, f"{message.fault}。后来另外告知了")
    fault = f"{message.fault}。还没有告知到本人，请念给他听，或打印给他"
    call = calls.get(message.pk)
    if call is None or call.state != CallState.OWED:
        return ToldNotice(notice, _FATE[state], fault)
    return ToldNotice(notice, _FATE[state], fault, address_of(ClockKind.CALL, call.number), call.number)
