"""打电话告知: one call with the words to read out, the number once it is opened, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shouwen.clocks.enums import ClockState
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import serial_of
from shouwen.desk.incoming.call_page import NOT_REACHED
from shouwen.desk.incoming.questions import when
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light, TimelineEvent
from shouwen.desk.supervision.events import with_supervision
from shouwen.desk.telling.call_list import about_url, result_of, settled_light
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal
from shouwen.telling import calls, policies, queries
from shouwen.telling.enums import CallState, ReachedBy

SAID = "照着念了，本人说知道了"
"""What mostly comes of a call that reaches the person."""


@dataclass(frozen=True, slots=True)
class CallPage:
    """Everything the page shows. `phone` is in clear only for who opened it just now."""

    number: str
    serial: str
    title: str
    person: str
    masked: str
    phone: str
    about: str
    about_url: str
    why: str
    words: str
    who: str
    light: Light
    until: str
    is_owed: bool
    is_not_reached: bool
    result: str
    said: str
    events: Sequence[TimelineEvent]
    tries: int
    may_give_up: bool
    more_tries: int
    refusal: Refusal | None
    means: Sequence[tuple[str, str]]
    chosen_means: str
    phrases: Sequence[str] = NOT_REACHED
    usual: str = SAID

    @property
    def heading(self) -> str:
        """What there is to do, and for whom."""
        return f"打电话告诉 {self.person}" if self.is_owed and self.masked else f"告诉 {self.person}"

    @property
    def spoken(self) -> str:
        """The words as one says them: a message begins with its sender in brackets, a call with a greeting."""
        sender, closed, rest = self.words.removeprefix("【").partition("】")
        return f"您好，这里是{sender}。{rest}" if closed and self.words.startswith("【") else self.words

    @property
    def is_quiet(self) -> bool:
        """Calling comes first; telling in another way stands folded below."""
        return self.is_owed and bool(self.masked) and not self.phone

    @property
    def spaced(self) -> str:
        """138 0000 0001, as one dials it."""
        if len(self.phone) != 11:
            return self.phone
        return f"{self.phone[:3]} {self.phone[3:7]} {self.phone[7:]}"


def call_page(actor: Actor, call: Any, *, at: datetime, phone: str = "", refusal: Refusal | None = None) -> CallPage:
    """The page of one call."""
    clock = queries.call_clocks(actor.centre_id, [call.pk]).get(call.pk)
    stands = standings([clock] if clock else [], at=at, by=Yardstick.of(actor.centre_id))
    tries, counted = queries.tries_of(call), calls.tries_counted(call)
    state, has_phone = CallState(call.state), bool(call.person.phone_hash)
    is_running = clock is not None and clock.state != ClockState.CLOSED
    return CallPage(
        number=call.number,
        serial=serial_of(call.number),
        title=call.title,
        person=call.person.name_masked,
        masked=call.person.phone_masked,
        phone=phone,
        about=call.subject_number,
        about_url=about_url(call),
        why=call.why,
        words=calls.words_of_call(call),
        who=clock.responsible.name if clock else "",
        light=light_of(stands[clock.pk], clock=clock) if clock and is_running else settled_light(call),
        until=when(clock.due_at, at) if clock and is_running else "",
        is_owed=state == CallState.OWED,
        is_not_reached=state == CallState.NOT_REACHED,
        result=result_of(call, at=at),
        said=calls.said_of(call) if call.settled_at else "",
        events=with_supervision(_events(call, tries), actor.centre_id, [call.number], labels={}),
        tries=counted,
        may_give_up=counted >= policies.TRIES_BEFORE_GIVING_UP or not has_phone,
        more_tries=max(policies.TRIES_BEFORE_GIVING_UP - counted, 0),
        refusal=refusal or (policies.may_call(call, by=actor) if state == CallState.OWED else None),
        means=[one for one in ReachedBy.choices if phone or one[0] != ReachedBy.PHONE],
        chosen_means=ReachedBy.PHONE if phone else ReachedBy.IN_PERSON,
    )


def _events(call: Any, tries: Sequence[Any]) -> list[TimelineEvent]:
    events = [TimelineEvent(call.owed_at, f"要打电话：{call.why}")]
    events += [
        TimelineEvent(one.tried_at, f"没打通：{one.result}" if one.result else "打开号码打电话", one.tried_by.name)
        for one in tries
    ]
    if call.settled_at:
        by = call.settled_by.name if call.settled_by else "系统"
        what = ReachedBy(call.means).label if call.means else CallState(call.state).label
        events.append(TimelineEvent(call.settled_at, str(what), by))
    return sorted(events, key=lambda event: event.at, reverse=True)
