"""已告知 on the page of an inquiry: each one-time notice, and whether the message that carried it arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shouwen.desk.parts import Light, LightState
from shouwen.inquiries.enums import ToldBy
from shouwen.messages.enums import MessageState
from shouwen.messages.queries import messages_about

_FATE = {
    MessageState.WAITING: Light(LightState.WAIT, "短信待发"),
    MessageState.SENDING: Light(LightState.WAIT, "短信在发"),
    MessageState.SENT: Light(LightState.OK, "短信已发"),
    MessageState.DELIVERED: Light(LightState.OK, "短信已送达"),
    MessageState.FAILED: Light(LightState.OVER, "短信没发出去"),
    MessageState.REPLACED: Light(LightState.DONE, "没发短信，打电话告知了"),
}


@dataclass(frozen=True, slots=True)
class ToldNotice:
    """One notice. `fate`: how its message stands; `fault`: why it was given up, with what to do instead."""

    notice: Any
    fate: Light | None
    fault: str


def told_notices(inquiry: Any) -> Sequence[ToldNotice]:
    """The notices in the order they were told; one query more where one went by message."""
    notices = list(inquiry.notices.all())
    if not any(one.means == ToldBy.MESSAGE for one in notices):
        return [ToldNotice(one, None, "") for one in notices]
    sent = {one.purpose: one for one in messages_about(inquiry.centre_id, "inquiry", inquiry.pk)}
    return [_told(one, sent.get(f"one-time-notice/{one.pk}")) for one in notices]


def _told(notice: Any, message: Any) -> ToldNotice:
    if message is None:
        return ToldNotice(notice, None, "")
    state = MessageState(message.state)
    fault = f"{message.fault}。还没有告知到本人，请念给他听，或打印给他" if state == MessageState.FAILED else ""
    return ToldNotice(notice, _FATE[state], fault)
