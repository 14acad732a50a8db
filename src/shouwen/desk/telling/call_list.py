"""要打的电话: whom no machine could tell, those owed first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q

from shouwen.clocks.enums import ClockKind, ClockState
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.incoming.questions import when
from shouwen.desk.inquiries.listing import PAGE, Choice
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light, LightState
from shouwen.desk.search_words import kept
from shouwen.feedback.sight import complaints_involving
from shouwen.people.actor import Actor
from shouwen.telling import queries
from shouwen.telling.enums import CallState, ReachedBy
from shouwen.telling.queries import CallSift

SIFTS = (
    ("owed", "待打"),
    ("reached", "告知到了"),
    ("not_reached", "没告知到"),
    ("sent", "后来发出去的"),
    ("all", "全部"),
)
LONGEST_TEXT = 60
_LIGHTS = {
    CallState.REACHED: LightState.DONE,
    CallState.SENT: LightState.DONE,
    CallState.NOT_REACHED: LightState.OVER,
}


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call. The person is masked; `detail` is why somebody must call, or what came of it."""

    number: str
    person: str
    phone: str
    title: str
    about: str
    about_url: str
    detail: str
    who: str
    light: Light
    is_owed: bool
    url: str


@dataclass(frozen=True, slots=True)
class CallList:
    """The page."""

    rows: Sequence[CallRow]
    pages: Page[Any]
    sifts: Sequence[Choice]
    state: str
    text: str


def call_list(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> CallList:
    """What the address asks: `state` (without it those owed), `q`, `page`; the same number of queries for 1 row and for 25."""
    text = asked.get("q", "").strip()[:LONGEST_TEXT]
    state = asked.get("state", "all" if text else "owed")
    sift = next((one for one in CallSift if one == state), None)
    wanted = queries.calls_wanted(actor.centre_id, sift=sift, text=text, hidden=hidden_calls(actor, at=at))
    pages = Paginator(wanted, PAGE).get_page(asked.get("page"))
    return CallList(
        rows=_rows(actor.centre_id, list(pages), at=at),
        pages=pages,
        sifts=[Choice(words, "?" + urlencode({**kept(asked), "state": key}), state == key) for key, words in SIFTS],
        state=state,
        text=text,
    )


def hidden_calls(actor: Actor, *, at: datetime) -> Q:
    """The calls about complaints in which this person is: they would learn who complained of them."""
    return Q(subject_kind=ClockKind.COMPLAINT, subject_id__in=complaints_involving(actor, at=at).values("pk"))


def is_hidden(call: Any, actor: Actor, *, at: datetime) -> bool:
    """The same for one call."""
    about_complaint = call.subject_kind == ClockKind.COMPLAINT
    return about_complaint and complaints_involving(actor, at=at).filter(pk=call.subject_id).exists()


def _rows(centre_id: int, calls: Sequence[Any], *, at: datetime) -> list[CallRow]:
    clocks = queries.call_clocks(centre_id, [one.pk for one in calls])
    stands = standings(clocks.values(), at=at, by=Yardstick.of(centre_id))
    tries = queries.tries_made(calls)
    rows = []
    for one in calls:
        clock = clocks.get(one.pk)
        is_running = clock is not None and clock.state != ClockState.CLOSED
        rows.append(
            CallRow(
                number=one.number,
                person=one.person.name_masked,
                phone=one.person.phone_masked or "没有电话",
                title=one.title,
                about=one.subject_number,
                about_url=about_url(one),
                detail=_detail(one, tries.get(one.pk, 0), at),
                who=clock.responsible.name if clock else "",
                light=light_of(stands[clock.pk], clock=clock) if clock and is_running else settled_light(one),
                is_owed=one.state == CallState.OWED,
                url=address_of(ClockKind.CALL, one.number),
            )
        )
    return rows


def settled_light(call: Any) -> Light:
    """What came of a call that nobody owes any more."""
    state = CallState(call.state)
    return Light(_LIGHTS.get(state, LightState.WAIT), str(state.label))


def _detail(call: Any, tries: int, at: datetime) -> str:
    if call.state == CallState.OWED:
        return f"打过 {tries} 次没接通 · {call.why}" if tries else call.why
    return result_of(call, at=at)


def result_of(call: Any, *, at: datetime) -> str:
    """When, by whom and how the person was told; empty while the call is owed."""
    if call.settled_at is None:
        return ""
    state, by = CallState(call.state), call.settled_by.name if call.settled_by else "系统"
    what = ReachedBy(call.means).label if state == CallState.REACHED else state.label
    return f"{what}（{by}，{when(call.settled_at, at)}）"


def about_url(call: Any) -> str:
    """The page of what the call is about; empty for what has no page of its own."""
    return address_of(call.subject_kind, call.subject_number) if call.subject_kind in ClockKind.values else ""
