"""消息: what went out to people, what waits, what was given up; masked, for the management office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.inquiries.listing import when
from shouwen.desk.parts import Light, LightState
from shouwen.desk.search_words import kept
from shouwen.messages import queries
from shouwen.messages.enums import MessageChannel, MessageState
from shouwen.messages.policies import is_set_up
from shouwen.people.actor import Actor
from shouwen.telling.queries import calls_for

PER_PAGE = 25
LONGEST_TEXT = 60
CHANNELS = (("", "给群众的"), ("sms", "短信"), ("email", "邮件"), ("hook", "给外部系统的"))
LIGHTS = {
    MessageState.WAITING: LightState.WAIT,
    MessageState.SENDING: LightState.WAIT,
    MessageState.SENT: LightState.OK,
    MessageState.DELIVERED: LightState.OK,
    MessageState.FAILED: LightState.OVER,
    MessageState.REPLACED: LightState.DONE,
    MessageState.MOOT: LightState.DONE,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list."""

    words: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message: to whom (masked), about what, how it stands. `pk` where it may be sent again; `call`: the call it became."""

    written: str
    writer: str
    channel: str
    person: str
    address: str
    number: str
    url: str
    light: Light
    detail: str
    pk: int | None
    call: str = ""
    call_url: str = ""


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """The whole page. `missing`: the channels that aren't set up. `oldest`: when the one that waits for the longest was written."""

    rows: Sequence[OutboxRow]
    pages: Page[Any]
    states: Sequence[Choice]
    channels: Sequence[Choice]
    text: str
    missing: Sequence[str]
    is_narrowed: bool
    oldest: str


def outbox_page(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> OutboxPage:
    """The page that the address asks for: `state`, `channel`, `q`, `page`; four queries, however many rows."""
    state = asked.get("state", "") if asked.get("state") in MessageState.values else ""
    text = asked.get("q", "").strip()[:LONGEST_TEXT]
    channel = asked.get("channel", "") if asked.get("channel") in dict(CHANNELS) else ""
    wanted = queries.Wanted(
        text=text,
        state=MessageState(state) if state else None,
        channel=MessageChannel(channel) if channel else None,
    )
    pages: Page[Any] = Paginator(queries.outbox(actor.centre_id, wanted), PER_PAGE).get_page(asked.get("page"))
    found = list(pages)
    calls = calls_for(message.pk for message in found)
    here = {**kept(asked), "state": state, "channel": channel}
    oldest = queries.oldest_waiting(actor.centre_id)
    return OutboxPage(
        rows=[_row(message, calls.get(message.pk), at) for message in found],
        pages=pages,
        states=[
            Choice(str(words), _address({**here, "state": value}), value == state)
            for value, words in (("", "全部"), *MessageState.choices)
        ],
        channels=[Choice(words, _address({**here, "channel": value}), value == channel) for value, words in CHANNELS],
        text=text,
        missing=[one.label for one in MessageChannel if not is_set_up(one)],
        is_narrowed=bool(state or text or channel),
        oldest=when(oldest, at) if oldest else "",
    )


def _address(query: Mapping[str, str]) -> str:
    words = urlencode({name: value for name, value in query.items() if value})
    return f"?{words}" if words else "?"


def _row(message: Any, call: Any, at: datetime) -> OutboxRow:
    state = MessageState(message.state)
    return OutboxRow(
        written=when(message.written_at, at),
        writer=message.written_by.name if message.written_by else "系统",
        channel=MessageChannel(message.channel).label,
        person=message.person.name_masked if message.person else "",
        address=message.address_masked,
        number=message.number,
        url=address_of(message.subject_kind, message.number) if message.subject_kind in ClockKind.values else "",
        light=Light(LIGHTS[state], str(state.label)),
        detail=_detail(message, state, at),
        pk=message.pk if state == MessageState.FAILED else None,
        call=f"{call.number} {call.get_state_display()}" if call else "",
        call_url=address_of(ClockKind.CALL, call.number) if call else "",
    )


def _detail(message: Any, state: MessageState, at: datetime) -> str:
    if message.sent_at is not None:
        return f"{when(message.sent_at, at)} · 回执 {message.receipt}" if message.receipt else when(message.sent_at, at)
    if state in (MessageState.MOOT, MessageState.REPLACED):
        return str(message.fault) if state == MessageState.MOOT else ""
    if state == MessageState.FAILED:
        return f"{message.fault}（试了 {message.tries} 次）"
    if message.tries:
        return f"{message.fault or '正在发'}，{when(message.not_before, at)} 再试"
    return "马上发" if message.not_before <= at else f"{when(message.not_before, at)} 发"
