"""请示: the list, the open ones first, and the page of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.inquiries.listing import PAGE, Choice, when
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.inquiries import queries
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.refusals import Refusal

SIFTS = (("", "全部"), ("open", "等答复"), ("done", "已答复"))


@dataclass(frozen=True, slots=True)
class RulingRow:
    """One ruling in the list."""

    number: str
    question: str
    asked: str
    answer: str
    light: Light | None
    is_open: bool
    url: str


@dataclass(frozen=True, slots=True)
class RulingList:
    """The page of the list."""

    rows: Sequence[RulingRow]
    pages: Page[Any]
    sifts: Sequence[Choice]
    text: str
    is_office: bool


@dataclass(frozen=True, slots=True)
class RulingPage:
    """The page of one; `may_answer`: this person may give the answer; never to their own question."""

    ruling: Any
    asked: str
    answered: str
    light: Light | None
    inquiry_url: str
    person: str
    may_answer: bool
    refusal: Refusal | None
    answer: str
    reason: str


def ruling_list(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> RulingList:
    """What the address asks: `q`, `state`, `page`."""
    state, text = asked.get("state", ""), asked.get("q", "").strip()[:60]
    is_open = {"open": True, "done": False}.get(state)
    rows = queries.rulings_wanted(actor.centre_id, text=text, is_open=is_open)
    pages = Paginator(rows, PAGE).get_page(asked.get("page"))
    shown = list(pages)
    lights = _lights(actor.centre_id, shown, at=at)
    return RulingList(
        rows=[
            RulingRow(
                number=one.number,
                question=one.question,
                asked=f"{one.asked_by.name} {when(one.asked_at, at)}",
                answer=one.answer,
                light=lights.get(one.pk),
                is_open=one.answered_at is None,
                url=address_of(ClockKind.RULING, one.number),
            )
            for one in shown
        ],
        pages=pages,
        sifts=[Choice(words, f"/rulings/{f'?state={key}' if key else ''}", state == key) for key, words in SIFTS],
        text=text,
        is_office=actor.has(Role.MANAGEMENT_OFFICE),
    )


def ruling_page(
    ruling: Any, actor: Actor, *, at: datetime, refusal: Refusal | None = None, answer: str = "", reason: str = ""
) -> RulingPage:
    """The page, empty or with what was typed."""
    person = ruling.inquiry.person
    return RulingPage(
        ruling=ruling,
        asked=f"{ruling.asked_by.name} {when(ruling.asked_at, at)}",
        answered=f"{ruling.answered_by.name} {when(ruling.answered_at, at)}" if ruling.answered_at else "",
        light=_lights(ruling.centre_id, [ruling], at=at).get(ruling.pk),
        inquiry_url=address_of(ClockKind.INQUIRY, ruling.inquiry.number),
        person=person.name_masked if person else "没留名",
        may_answer=ruling.answered_at is None
        and actor.has(Role.MANAGEMENT_OFFICE)
        and ruling.asked_by_id != actor.staff_id,
        refusal=refusal,
        answer=answer,
        reason=reason,
    )


def _lights(centre_id: int, rulings: Sequence[Any], *, at: datetime) -> dict[int, Light]:
    clocks = queries.clocks_of(centre_id, ClockKind.RULING, [one.pk for one in rulings])
    stands = standings(clocks.values(), at=at, by=Yardstick.of(centre_id))
    return {ruling_id: light_of(stands[clock.pk]) for ruling_id, clock in clocks.items()}
