"""督办: the list. The office, the leaders and who supervises see all; everybody else what they got or issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import standings
from shouwen.clocks.standing import Stand
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import month_day
from shouwen.desk.inquiries.listing import PAGE, Choice
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.desk.search_words import kept
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.supervision import policies, queries
from shouwen.supervision.enums import OrderState

SIFTS = (
    ("open", "没完的"),
    ("owed", "待答复"),
    ("answered", "待认可"),
    ("sent_back", "退回过的"),
    ("late", "答复晚了的"),
    ("all", "全部"),
)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order in the list."""

    number: str
    matter: str
    under: str
    due: str
    to: str
    state: str
    light: Light | None
    late: bool
    url: str
    button: str


@dataclass(frozen=True, slots=True)
class OrderList:
    """The page."""

    rows: Sequence[OrderRow]
    pages: Page[Any]
    sifts: Sequence[Choice]
    state: str
    text: str
    may_issue: bool
    sees_all: bool
    book_url: str


def order_list(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> OrderList:
    """What the address asks: `q`, `state`, `page`; the same number of queries for 1 row and for 25."""
    text, all_of_them = asked.get("q", "").strip()[:60], policies.sees_all(actor)
    state = asked.get("state", "")
    state = state if state in dict(SIFTS) else ("all" if text else "open")
    rows = queries.orders_wanted(actor.centre_id, queries.Wanted(text=text, sift="" if state == "all" else state))
    if not all_of_them:
        rows = queries.at_hand_of(rows, actor)
    pages = Paginator(rows, PAGE).get_page(asked.get("page"))
    shown: list[Any] = list(pages)
    clocks = queries.clocks_of_rounds(actor.centre_id, [one.round_id for one in shown])
    stands = standings(clocks.values(), at=at, by=Yardstick.of(actor.centre_id))
    return OrderList(
        rows=[_row(one, clocks.get(one.round_id), stands, actor) for one in shown],
        pages=pages,
        sifts=[Choice(words, _sift(key, asked), state == key) for key, words in SIFTS],
        state=state,
        text=text,
        may_issue=policies.may_issue(actor) is None,
        sees_all=all_of_them,
        book_url=reverse("desk:book", args=["orders"]) if all_of_them else "",
    )


def _sift(key: str, asked: Mapping[str, str]) -> str:
    more = "".join(f"&{name}={value}" for name, value in kept(asked).items())
    return f"{reverse('desk:orders')}?state={key}{more}"


def _row(order: Any, clock: Any, stands: Mapping[int, Any], actor: Actor) -> OrderRow:
    state = OrderState(order.state)
    owed = state in (OrderState.ISSUED, OrderState.RETURNED)
    own = f"{month_day(order.issued_at)} {order.issued_by.name}发"
    again = "退回过一次" if order.rounds_count > 1 else ""
    button = "答复" if owed and order.to_id == actor.staff_id else "打开"
    if state == OrderState.ANSWERED and order.issued_by_id == actor.staff_id:
        button = "认可"
    return OrderRow(
        number=order.number,
        matter=mask_words(order.matter),
        under=" · ".join(filter(None, (order.about_number, own, again))),
        due=month_day(clock.due_at) if clock else "",
        to=order.to.name,
        state=state.label,
        light=light_of(stands[clock.pk], clock=clock) if clock and owed else None,
        late=bool(clock) and stands[clock.pk].stand == Stand.DONE_LATE and state != OrderState.WITHDRAWN,
        url=address_of(ClockKind.SUPERVISION, order.number),
        button=button,
    )
