"""预警: what is near its time or over it, for the office and the leaders: counts by window and kind, then matter by matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import clock_time, month_day
from shouwen.desk.clock_sight import hidden_clocks
from shouwen.desk.inquiries.listing import PAGE, Choice, when
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.supervision import policies, queries
from shouwen.supervision.watching import LEVEL_WORDS, Level, Looked, Watched, counts, watched

MORE_LEVELS = (("unexplained", "超期没写原因"), ("ordered", "在督办"))


@dataclass(frozen=True, slots=True)
class WatchRow:
    """One matter."""

    light: Light
    number: str
    mark: str
    matter: str
    under: str
    due: str
    due_time: str
    who: str
    window: str
    note: str
    url: str
    order_url: str
    order: str


@dataclass(frozen=True, slots=True)
class WindowLine:
    """One window in the table of counts; each number leads to its matters."""

    label: str
    url: str
    is_current: bool
    cells: Sequence[tuple[str, int, str]]


@dataclass(frozen=True, slots=True)
class WatchPage:
    """The page."""

    levels: Sequence[Choice]
    kinds: Sequence[Choice]
    windows: Sequence[WindowLine]
    rows: Sequence[WatchRow]
    pages: Page[Any]
    text: str
    is_narrowed: bool
    clear_url: str


def watch_page(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> WatchPage:
    """What the address asks: `level`, `kind`, `window`, `q`, `page`; the same number of queries for 1 row and for 25."""
    looked = _looked(asked)
    hidden = hidden_clocks(actor, at=at)
    counted = counts(actor.centre_id, at=at, without=hidden)
    pages = Paginator(watched(actor.centre_id, looked, at=at, without=hidden), PAGE).get_page(asked.get("page"))
    shown: list[Any] = list(pages)
    ids = [one.pk for one in shown]
    stands = standings(shown, at=at, by=Yardstick.of(actor.centre_id))
    warned, orders = queries.last_warned(actor.centre_id, ids), queries.open_orders_of(actor.centre_id, ids)
    reasons = queries.overdue_reasons_of(actor.centre_id, ids)
    seats = {one.staff_id: one.window_label for one in people.colleagues(actor.centre_id, on=local_date(at))}
    may_issue = policies.may_issue(actor) is None

    def row(clock: Any) -> WatchRow:
        notes = [f"原因：{reasons[clock.pk].label}"] if clock.pk in reasons else []
        notes += [f"{when(warned[clock.pk], at)} 提醒过"] if clock.pk in warned else []
        may = may_issue and clock.pk not in orders and clock.kind != ClockKind.SUPERVISION
        may = may and clock.responsible_id != actor.staff_id
        return WatchRow(
            light=light_of(stands[clock.pk], clock=clock),
            number=clock.number,
            mark=ClockKind(clock.kind).mark,
            matter=mask_words(clock.matter),
            under=" · ".join(filter(None, (ClockKind(clock.kind).label, clock.person_masked))),
            due=month_day(clock.due_at),
            due_time=clock_time(clock.due_at) if clock.unit == LimitUnit.OPEN_MINUTE else "",
            who=clock.responsible.name,
            window=seats.get(clock.responsible_id, ""),
            note="，".join(notes),
            url=address_of(clock.kind, clock.number),
            order_url=f"{reverse('desk:order_new')}?clock={clock.pk}" if may else "",
            order=orders.get(clock.pk, ""),
        )

    return WatchPage(
        levels=_levels(counted, looked),
        kinds=_kinds(counted, looked),
        windows=[_window(one, looked) for one in counted.windows],
        rows=[row(clock) for clock in shown],
        pages=pages,
        text=looked.text,
        is_narrowed=looked != Looked(),
        clear_url=reverse("desk:watch"),
    )


def _looked(asked: Mapping[str, str]) -> Looked:
    level, window = asked.get("level", ""), asked.get("window", "")
    known = {*Level, *dict(MORE_LEVELS)}
    return Looked(
        level=level if level in known else "",
        kind=asked.get("kind", "") if asked.get("kind") in ClockKind.values else "",
        window_id=int(window) if window.isascii() and window.isdecimal() and len(window) < 10 else None,
        text=asked.get("q", "").strip()[:60],
    )


def _url(looked: Looked, **changes: object) -> str:
    wanted = {"level": looked.level, "kind": looked.kind, "window": looked.window_id, **changes}
    query = urlencode({name: value for name, value in wanted.items() if value not in ("", None)})
    return f"{reverse('desk:watch')}{'?' if query else ''}{query}"


def _levels(counted: Watched, looked: Looked) -> list[Choice]:
    by_level = counted.by_level
    found = [Choice(f"全部 {sum(by_level.values())}", _url(looked, level=""), not looked.level)]
    found += [
        Choice(f"{words} {by_level[level]}", _url(looked, level=level.value), looked.level == level)
        for level, words in LEVEL_WORDS.items()
    ]
    return found + [Choice(words, _url(looked, level=key), looked.level == key) for key, words in MORE_LEVELS]


def _kinds(counted: Watched, looked: Looked) -> list[Choice]:
    found = [Choice("全部种类", _url(looked, kind=""), not looked.kind)]
    return found + [
        Choice(f"{kind.label} {count}", _url(looked, kind=kind.value), looked.kind == kind)
        for kind, count in counted.kinds.items()
    ]


def _window(one: Any, looked: Looked) -> WindowLine:
    window = one.window_id or 0
    cells = [
        (level.value, getattr(one, level.value), _url(looked, window=window, level=level.value)) for level in Level
    ]
    return WindowLine(one.label, _url(looked, window=window, level=""), looked.window_id == window, cells)
