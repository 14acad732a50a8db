"""承诺: what was promised for a later day, the open ones first."""

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
from shouwen.desk.chinese_dates import day_and_weekday
from shouwen.desk.inquiries.listing import PAGE, Choice
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.inquiries import queries, reasons
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.promises.queries import moved_of, promises_wanted

SIFTS = (("", "全部"), ("open", "没兑现的"), ("mine", "归我兑现的"), ("kept", "已兑现"))


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise in the list."""

    number: str
    person: str
    matter: str
    kind: str
    reason: str
    moved: str
    day: str
    holder: str
    light: Light | None
    url: str


@dataclass(frozen=True, slots=True)
class PromiseList:
    """The page."""

    rows: Sequence[PromiseRow]
    pages: Page[Any]
    sifts: Sequence[Choice]
    text: str


def promise_list(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> PromiseList:
    """What the address asks: `q`, `state`, `page`; the same number of queries for 1 row and for 25."""
    state, text = asked.get("state", ""), asked.get("q", "").strip()[:60]
    rows = promises_wanted(
        actor.centre_id,
        text=text,
        is_open={"open": True, "mine": True, "kept": False}.get(state),
        holder_id=actor.staff_id if state == "mine" else None,
    )
    pages = Paginator(rows, PAGE).get_page(asked.get("page"))
    shown = list(pages)
    clocks = queries.clocks_of(actor.centre_id, ClockKind.PROMISE, [one.pk for one in shown])
    stands = standings(clocks.values(), at=at, by=Yardstick.of(actor.centre_id))
    moved = moved_of(one.pk for one in shown)
    return PromiseList(
        rows=[
            PromiseRow(
                number=one.number,
                person=one.inquiry.person.name_masked if one.inquiry.person else "没留名",
                matter=mask_words(one.inquiry.matter),
                kind=reasons.words_of(actor.centre_id, one.category),
                reason=mask_words(one.reason),
                moved=_moved(moved.get(one.pk)),
                day=day_and_weekday(one.promised_for),
                holder=one.inquiry.holder.name,
                light=light_of(stands[clocks[one.pk].pk], clock=clocks[one.pk]) if one.pk in clocks else None,
                url=address_of(ClockKind.PROMISE, one.number),
            )
            for one in shown
        ],
        pages=pages,
        sifts=[Choice(words, f"/promises/{f'?state={key}' if key else ''}", state == key) for key, words in SIFTS],
        text=text,
    )


def _moved(row: Any) -> str:
    return f"由 {day_and_weekday(row.moved_from)}改的" if row is not None else ""
