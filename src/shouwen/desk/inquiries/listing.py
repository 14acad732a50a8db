"""首问登记簿 and the other lists: rows, filters, lights. The same number of queries for 1 row and for 25."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import standings
from shouwen.clocks.standing import Standing
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import clock_time, month_day
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.desk.search_words import kept
from shouwen.inquiries import queries
from shouwen.inquiries.enums import Channel, InquiryState
from shouwen.inquiries.queries import Sift, Wanted
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.promises.queries import promises_of

PAGE = 25
SIFTS = (
    ("", "全部"),
    ("open", "没完的"),
    ("handed_over", "等接收"),
    ("with_receiver", "已接收"),
    ("ruling", "请示"),
    ("promised", "承诺"),
    ("clarifying", "请示上级"),
    ("declining", "待复核"),
    ("unresolved", "办不成事"),
    ("answered", "已答复"),
    ("to_case", "已受理"),
    ("declined", "不予受理"),
    ("not_possible", "现在办不了"),
)
WHOSE = (("", "全中心"), ("first", "我首问的"), ("held", "现在归我的"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice above a list."""

    words: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class InquiryRow:
    """One inquiry in the register."""

    number: str
    when: str
    channel: str
    person: str
    matter: str
    item: str
    first_responder: str
    holder: str
    state: str
    light: Light | None
    url: str
    left_until: str = ""


@dataclass(frozen=True, slots=True)
class InquiryList:
    """The page of the register."""

    rows: Sequence[InquiryRow]
    pages: Page[Any]
    sifts: Sequence[Choice]
    channels: Sequence[Choice]
    whose: Sequence[Choice]
    is_narrowed: bool
    text: str


def inquiry_list(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> InquiryList:
    """The rows that fit what the address asks: `q`, `state`, `channel`, `mine`, `page`. Unknown words are left out."""
    state = asked.get("state", "") if asked.get("state", "") in set(Sift) else ""
    channel = asked.get("channel", "") if asked.get("channel", "") in Channel.values else ""
    mine = asked.get("mine", "") if asked.get("mine", "") in {"first", "held"} else ""
    text = asked.get("q", "").strip()[:60]
    wanted = Wanted(
        text=text,
        sift=Sift(state) if state else None,
        channel=Channel(channel) if channel else None,
        first_responder_id=actor.staff_id if mine == "first" else None,
        holder_id=actor.staff_id if mine == "held" else None,
    )
    pages = Paginator(queries.inquiries_wanted(actor.centre_id, wanted, at=at), PAGE).get_page(asked.get("page"))
    chosen = {**kept(asked), "state": state, "channel": channel, "mine": mine}
    return InquiryList(
        rows=inquiry_rows(actor.centre_id, list(pages), at=at),
        pages=pages,
        sifts=_choices(SIFTS, "state", chosen),
        channels=_choices((("", "都看"), *Channel.choices), "channel", chosen),
        whose=_choices(WHOSE, "mine", chosen),
        is_narrowed=any(chosen.values()),
        text=text,
    )


def _choices(options: Sequence[tuple[str, str]], name: str, chosen: dict[str, str]) -> list[Choice]:
    def address(value: str) -> str:
        words = {key: word for key, word in (chosen | {name: value}).items() if word}
        return f"/inquiries/?{urlencode(words)}" if words else "/inquiries/"

    return [Choice(words, address(value), chosen[name] == value) for value, words in options]


def inquiry_rows(centre_id: int, inquiries: Sequence[Any], *, at: datetime) -> list[InquiryRow]:
    """Rows with the light of what is owed now: the answer, or the promise; five queries."""
    answers = queries.clocks_of(centre_id, ClockKind.INQUIRY, [one.pk for one in inquiries])
    made = promises_of(centre_id, [one.pk for one in inquiries])
    promised = queries.clocks_of(centre_id, ClockKind.PROMISE, [promise.pk for promise in made.values()])
    clocks = answers | {inquiry_id: promised[promise.pk] for inquiry_id, promise in made.items()}
    stands = standings(clocks.values(), at=at, by=Yardstick.of(centre_id))
    return [_row(one, clocks.get(one.pk), stands, at) for one in inquiries]


def _row(inquiry: Any, clock: Any, stands: Mapping[int, Standing], at: datetime) -> InquiryRow:
    return InquiryRow(
        number=inquiry.number,
        when=when(inquiry.received_at, at),
        channel=Channel(inquiry.channel).label,
        person=inquiry.person.name_masked if inquiry.person else "没留名",
        matter=mask_words(inquiry.matter),
        item=inquiry.item.name if inquiry.item else "",
        first_responder=inquiry.first_responder.name,
        holder=inquiry.holder.name if inquiry.holder_id != inquiry.first_responder_id else "",
        state=InquiryState(inquiry.state).label,
        light=light_of(stands[clock.pk], clock=clock) if clock else None,
        url=address_of(ClockKind.INQUIRY, inquiry.number),
    )


def when(moment: datetime, at: datetime) -> str:
    """10:47 of today, else 10月8日 10:47, with the year when it is another one."""
    day = local_date(moment)
    if day == local_date(at):
        return clock_time(moment)
    year = f"{day.year}年" if day.year != local_date(at).year else ""
    return f"{year}{month_day(moment)} {clock_time(moment)}"
