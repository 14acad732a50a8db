"""What was told, in the history of the matter it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shouwen.telling.enums import ReachedBy, ToldChannel
from shouwen.telling.queries import told_for
from shouwen.telling.shipped import BY_CODE

Data = Mapping[str, Any]


def how_told(centre_id: int, purpose: str) -> str:
    """How what was just told goes out, to be added to what was done; empty where it was told face to face."""
    record = told_for(centre_id, [purpose]).get(purpose)
    if record is None:
        return ""
    if record.call_number:
        return f"。{record.why}，要打电话告知，记在 {record.call_number}"
    return f"。已写好{record.channel.label}告知本人"


def _told(data: Data) -> str:
    """A call that is owed says so itself, in the entry before."""
    channel, template = ToldChannel(data["channel"]), BY_CODE.get(data["template"])
    title = template.title if template else "告知"
    if channel == ToldChannel.NONE:
        return f"没有发“{title}”：{data['why']}"
    return "" if channel == ToldChannel.CALL else f"{channel.label}告知本人：{title}"


def _reached(data: Data) -> str:
    return f"告知到了，{ReachedBy(data['means']).label}（{data['call']}）：{data['words']}"


TOLD_WORDS: dict[str, Callable[[Data], str]] = {
    "telling.tell": _told,
    "telling.moot": lambda data: f"还没发出去的 {data['messages']} 条消息不再发：{data['why']}",
    "call_to_make.owe": lambda data: f"要打电话{data['title']}（{data['call']}）：{data['why']}",
    "call_to_make.pass_on": lambda data: f"{data['title']}的电话（{data['call']}）由{data['receiver']}打",
    "call_to_make.tried": lambda data: f"打电话没打通（{data['call']}）：{data['words']}",
    "call_to_make.reached": _reached,
    "call_to_make.not_reached": lambda data: f"打了几次，没有告知到（{data['call']}）：{data['words']}",
    "call_to_make.sent": lambda data: f"消息后来发出去了，不用再打（{data['call']}）",
}
"""Action of the journal -> words."""
