"""回电: one missed call with what is known of it, the tries so far, and the number once it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from shouwen.clocks.enums import ClockKind, ClockState
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of, serial_of
from shouwen.desk.chinese_dates import clock_time, day_and_weekday
from shouwen.desk.incoming.call_list import result_of
from shouwen.desk.incoming.questions import when
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light, TimelineEvent
from shouwen.desk.supervision.events import with_supervision
from shouwen.inquiries import call_backs
from shouwen.inquiries import incoming_policies as policies
from shouwen.inquiries import incoming_queries as queries
from shouwen.people.actor import Actor
from shouwen.people.queries import centre
from shouwen.refusals import Refusal

NOT_REACHED = ("响了没人接", "关机", "占线", "说打错了", "空号")
"""What mostly comes of a call that reaches nobody."""


@dataclass(frozen=True, slots=True)
class CallPage:
    """Everything the page shows. `phone` is in clear only for who opened it just now."""

    number: str
    serial: str
    masked: str
    phone: str
    called: str
    times: str
    window: str
    who: str
    light: Light | None
    until: str
    result: str
    inquiry_number: str
    inquiry_url: str
    register_url: str
    events: Sequence[TimelineEvent]
    tries: int
    may_give_up: bool
    more_tries: int
    apart: int
    refusal: Refusal | None
    phrases: Sequence[str] = NOT_REACHED

    @property
    def spaced(self) -> str:
        """138 0000 0001, as one dials it."""
        if len(self.phone) != 11:
            return self.phone
        return f"{self.phone[:3]} {self.phone[3:7]} {self.phone[7:]}"


def call_page(actor: Actor, call: Any, *, at: datetime, phone: str = "", refusal: Refusal | None = None) -> CallPage:
    """The page of one call."""
    clocks = queries.debt_clocks(actor.centre_id, ClockKind.CALLBACK, [call.pk])
    clock, times = clocks.get(call.pk), queries.times_called(actor.centre_id, [call])[call.pk]
    stands = standings(clocks.values(), at=at, by=Yardstick.of(actor.centre_id))
    tries = queries.tries_of(call)
    done = queries.tries_counted(actor.centre_id, [call]).get(call.pk, 0)
    inquiry = call.inquiry
    return CallPage(
        number=call.number,
        serial=serial_of(call.number),
        masked=call.phone_masked,
        phone=phone,
        called=f"{day_and_weekday(call.called_at)} {clock_time(call.called_at)}",
        times=f"当天打了 {times.times} 次，最后一次 {clock_time(times.last_at)}" if times.times > 1 else "打了 1 次",
        window=call.window.label if call.window else f"分机 {call.extension}" if call.extension else "总机",
        who=clock.responsible.name if clock else "",
        light=light_of(stands[clock.pk], clock=clock) if clock and clock.state != ClockState.CLOSED else None,
        until=when(clock.due_at, at) if clock else "",
        result=result_of(call, at=at),
        inquiry_number=inquiry.number if inquiry else "",
        inquiry_url=address_of(ClockKind.INQUIRY, inquiry.number) if inquiry else "",
        register_url=f"{reverse('desk:inquiry_new')}?call={serial_of(call.number)}",
        events=with_supervision(_events(call, tries), actor.centre_id, [call.number], labels={}),
        tries=done,
        may_give_up=done >= policies.TRIES_BEFORE_GIVING_UP,
        more_tries=max(policies.TRIES_BEFORE_GIVING_UP - done, 0),
        apart=centre(actor.centre_id).try_minutes,
        refusal=refusal or (policies.may_call_back(call, by=actor) if not call.settled_at else None),
    )


def _events(call: Any, tries: Sequence[Any]) -> list[TimelineEvent]:
    events = [TimelineEvent(call.called_at, "来电，没有人接", is_from_person=True)]
    events += [
        TimelineEvent(one.tried_at, f"回电：{one.result}" if one.result else "打开号码回电", one.tried_by.name)
        for one in tries
    ]
    if call.settled_at:
        who = call.settled_by.name if call.settled_by else ""
        events.append(TimelineEvent(call.settled_at, call.settled_words or "不用再回电", who))
    return sorted(events, key=lambda event: event.at, reverse=True)


def register_fields(actor: Actor, serial: str, *, at: datetime) -> dict[str, str]:
    """What the register page begins with when a caller was reached: channel and number; nothing for anybody else's call."""
    call = queries.call_numbered(actor.centre_id, serial) if serial else None
    phone = call_backs.number_in_hand(call, by=actor, at=at) if call else ""
    return {"channel": "phone", "phone": phone} if phone else {}
