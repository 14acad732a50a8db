"""What is shown of calls for help: the banner on every page, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shouwen.assistance import policies
from shouwen.assistance.actions import minutes_since
from shouwen.assistance.calling import phone_of
from shouwen.assistance.enums import CallState, Done
from shouwen.assistance.queries import ringing
from shouwen.assistance.reach import leader_from, office_from
from shouwen.assistance.recording import HELP_CALL
from shouwen.desk.addresses import serial_of
from shouwen.desk.help_calls.timeline import done_words, events_of
from shouwen.desk.parts import TimelineEvent
from shouwen.journal import queries as journal
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal
from shouwen.regulations.queries import clause_words


@dataclass(frozen=True, slots=True)
class Ring:
    """One call in the banner."""

    pk: int
    serial: str
    number: str
    where: str
    about: str
    since: datetime
    level: str


@dataclass(frozen=True, slots=True)
class Banner:
    """请人帮忙 on every page: what waits for this person, and what they took and haven't recorded."""

    waiting: Sequence[Ring]
    mine: Sequence[Ring]
    refusal: Refusal | None = None

    def __bool__(self) -> bool:
        return bool(self.waiting or self.mine or self.refusal)


@dataclass(frozen=True, slots=True)
class CallPage:
    """The page of one call."""

    call: Any
    serial: str
    where: str
    about: str
    phone: str
    waited: str
    escalated: str
    done: str
    may_take: bool
    may_end: bool
    may_give_back: bool
    choices: Sequence[tuple[str, str, bool]]
    minutes: int
    words: str
    clauses: Sequence[tuple[str, str]]
    events: Sequence[TimelineEvent]
    refusal: Refusal | None


def banner_of(by: Actor, *, at: datetime, refusal: Refusal | None = None) -> Banner:
    """What rings for this person now."""
    now = ringing(by, at=at)
    return Banner([_ring(one, at) for one in now.waiting], [_ring(one, at) for one in now.mine], refusal)


def call_page(call: Any, *, by: Actor, at: datetime, refusal: Refusal | None = None, sent: Any = None) -> CallPage:
    """The page; `sent` is what was chosen on a record that was refused. The number to ring is for who took the call."""
    labels = {code: words.label for code, words in clause_words(call.centre_id).items()}
    chosen = set(sent.getlist("done")) if sent else set()
    minutes = sent.get("minutes", "") if sent else ""
    is_mine = call.state == CallState.TAKEN and call.taken_by_id == by.staff_id
    return CallPage(
        call=call,
        serial=serial_of(call.number),
        where=_where(call),
        about=call.get_about_display() if call.about else "",
        phone=phone_of(call) if is_mine else "",
        waited=_long(call, call.taken_at or call.ended_at or at),
        escalated=_escalated(call),
        done=done_words(call.done),
        may_take=policies.may_take(call, by=by) is None,
        may_end=policies.may_end(call, to=CallState.ENDED, by=by, at=at) is None,
        may_give_back=policies.may_end(call, to=CallState.WAITING, by=by, at=at) is None,
        choices=[(one.value, str(one.label), one.value in chosen) for one in Done],
        minutes=int(minutes) if minutes.isdecimal() and len(minutes) < 5 else minutes_since(call, at=at),
        words=sent.get("words", "") if sent else "",
        clauses=[("S2", labels["S2"])] if "S2" in labels else [],
        events=events_of(journal.of_subject(call.centre_id, HELP_CALL, call.pk), labels=labels),
        refusal=refusal,
    )


def _ring(call: Any, at: datetime) -> Ring:
    level = "报给镇领导了" if at >= leader_from(call) else "报给管理办公室了" if at >= office_from(call) else ""
    about = call.get_about_display() if call.about else ""
    return Ring(call.pk, serial_of(call.number), call.number, _where(call), about, call.called_at, level)


def _where(call: Any) -> str:
    return call.place or f"打电话 {call.phone_masked}"


def _long(call: Any, until: datetime) -> str:
    seconds = max(0, int((until - call.called_at).total_seconds()))
    return f"{seconds} 秒" if seconds < 60 else f"{seconds // 60} 分 {seconds % 60} 秒"


def _escalated(call: Any) -> str:
    told = [words for words, when in (("管理办公室", call.office_at), ("镇领导", call.leader_at)) if when]
    return f"报给{'、'.join(told)}" if told else ""
