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
from shouwen.inquiries.enums import InquiryState
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words


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
        matter=inquiry.item.name if inquiry.item else mask_words(inquiry.matter),
        sender=handover.from_staff.name,
        sent=when(handover.sent_at, at),
        words=mask_words(handover.words_told),
        until=clock_time(clock.due_at) if clock else "",
        light=light_of(stands[clock.pk], clock=clock) if clock else None,
        url=url,
        accept_url=f"{url}accept/",
    )


def where_to_go(handover: Any) -> str:
    """What the person takes along on the phone: where, whom, until when, and who stays responsible. Read without network."""
    outside, inquiry = handover.to_department, handover.inquiry
    if outside is not None:
        to, place, phone = outside.name, outside.place, outside.phone
    else:
        to = f"{handover.to_window.label} {handover.to_staff.name}"
        place, phone = inquiry.centre.name, handover.to_staff.phone
    first = inquiry.first_responder
    lines = [f"【{inquiry.number}】已转 {to}", f"地点：{place}" if place else "", f"电话：{phone}" if phone else ""]
    lines += [f"什么事：{mask_words(inquiry.matter)}", f"首问负责人：{first.name} {first.phone}，答复前一直由他负责"]
    return "\n".join(line.strip() for line in lines if line)


def sent_back_words(inquiry: Any) -> str:
    """What a refusal led to: back to the first responder, or (the second) to the office."""
    if inquiry.state == InquiryState.RULING_ASKED:
        return f"{inquiry.number} 第二次退回，已请管理办公室裁定归谁办"
    return f"{inquiry.number} 已退回首问负责人 {inquiry.first_responder.name}"
