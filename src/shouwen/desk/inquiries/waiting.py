"""待我接收: hand-overs that wait for this person or their window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import clock_time
from shouwen.desk.inquiries.listing import PAGE, when
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.inquiries import queries
from shouwen.people.actor import Actor


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One hand-over that waits."""

    number: str
    person: str
    matter: str
    sender: str
    sent: str
    words: str
    until: str
    light: Light | None
    url: str
    accept_url: str


@dataclass(frozen=True, slots=True)
class WaitingList:
    """The page."""

    rows: Sequence[WaitingRow]
    pages: Page[Any]


def waiting_list(actor: Actor, page: str | None, *, at: datetime) -> WaitingList:
    """The same number of queries for 1 row and for 25."""
    rows = queries.handovers_to(actor.centre_id, staff_id=actor.staff_id, window_id=actor.window_id)
    pages = Paginator(rows, PAGE).get_page(page)
    shown = list(pages)
    clocks = queries.clocks_of(actor.centre_id, ClockKind.HANDOVER, [one.pk for one in shown])
    stands = standings(clocks.values(), at=at, by=Yardstick.of(actor.centre_id))
    return WaitingList([_row(one, clocks.get(one.pk), stands, at) for one in shown], pages)


def _row(handover: Any, clock: Any, stands: dict[int, Any], at: datetime) -> WaitingRow:
    inquiry = handover.inquiry
    url = address_of(ClockKind.INQUIRY, inquiry.number)
    return WaitingRow(
        number=inquiry.number,
        person=inquiry.person.name_masked if inquiry.person else "没留名",
        matter=inquiry.item.name if inquiry.item else inquiry.matter,
        sender=handover.from_staff.name,
        sent=when(handover.sent_at, at),
        words=handover.words_told,
        until=clock_time(clock.due_at) if clock else "",
        light=light_of(stands[clock.pk]) if clock else None,
        url=url,
        accept_url=f"{url}accept/",
    )
