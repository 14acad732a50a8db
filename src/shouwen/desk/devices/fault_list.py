"""报修单: the list, what is due first on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import day_and_weekday, stamp
from shouwen.desk.inquiries.listing import PAGE, Choice
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.desk.search_words import kept
from shouwen.devices import queries
from shouwen.people.actor import Actor
from shouwen.people.registers import may_see_registers

SIFTS = (
    ("open", "没修好的"),
    ("reported", "待接"),
    ("taken", "在修"),
    ("late", "修晚了的"),
    ("fixed", "修好了"),
    ("all", "全部"),
)


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One fault in the list."""

    number: str
    title: str
    under: str
    due: str
    who: str
    state: str
    light: Light
    url: str


@dataclass(frozen=True, slots=True)
class FaultList:
    """The page."""

    rows: Sequence[FaultRow]
    pages: Page[Any]
    sifts: Sequence[Choice]
    state: str
    text: str
    has_book: bool


def fault_list(by: Actor, asked: Mapping[str, str], *, at: datetime) -> FaultList:
    """What the address asks: `q`, `state`, `page`; the same number of queries for 1 row and for 25."""
    text, state = asked.get("q", "").strip()[:60], asked.get("state", "")
    state = state if state in dict(SIFTS) else ("all" if text else "open")
    wanted = queries.Wanted(text=text, sift="" if state == "all" else state)
    rows = queries.faults_wanted(by.centre_id, wanted)
    pages = Paginator(rows.order_by("reported_at", "pk") if state == "open" else rows, PAGE).get_page(asked.get("page"))
    shown: list[Any] = list(pages)
    clocks = queries.clocks_of(by.centre_id, ClockKind.FAULT, [one.pk for one in shown])
    stands = standings(clocks.values(), at=at, by=Yardstick.of(by.centre_id))
    return FaultList(
        rows=[_row(one, clocks[one.pk], stands) for one in shown],
        pages=pages,
        sifts=[Choice(words, _sift(key, asked), state == key) for key, words in SIFTS],
        state=state,
        text=text,
        has_book=may_see_registers(by) is None,
    )


def _sift(key: str, asked: Mapping[str, str]) -> str:
    more = "".join(f"&{name}={value}" for name, value in kept(asked).items())
    return f"{reverse('desk:faults')}?state={key}{more}"


def _row(fault: Any, clock: Any, stands: Mapping[int, Any]) -> FaultRow:
    reporter = fault.reported_by.name if fault.reported_by else "系统"
    return FaultRow(
        number=fault.number,
        title=fault.title,
        under=f"{fault.device.number} {fault.device.name} · {reporter} {stamp(fault.reported_at)} 报",
        due=day_and_weekday(clock.due_at),
        who=clock.responsible.name,
        state=fault.get_state_display(),
        light=light_of(stands[clock.pk], clock=clock),
        url=address_of(ClockKind.FAULT, fault.number),
    )
