"""The list of cases: rows with their due lights, and what it is narrowed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from shouwen.cases import queries
from shouwen.cases.enums import CaseState
from shouwen.cases.queries import Sift, Wanted
from shouwen.clocks.enums import ClockState
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import serial_of
from shouwen.desk.cases.received import clock_shown, standing_shown
from shouwen.desk.chinese_dates import day_and_weekday, month_day
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.desk.search_words import kept
from shouwen.people import queries as people
from shouwen.people.actor import Actor

PAGE = 25
SIFTS = (
    (None, "全部"),
    (Sift.OPEN, "在办"),
    (Sift.RECEIVED, "收件在审"),
    (Sift.OVERDUE, "逾期"),
    (Sift.CORRECTING, "等补材料"),
    (Sift.CONCLUDED, "已办结"),
    (Sift.WITHDRAWN, "撤回"),
)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the list."""

    serial: str
    number: str
    item: str
    situation: str
    person: str
    phone: str
    handler: str
    first_responder: str
    window: str
    accepted: str
    due: str
    state: str
    light: Light


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that the list can be narrowed to."""

    words: str
    value: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class CaseList:
    """Everything the list shows."""

    rows: Sequence[CaseRow]
    page: Page[Any]
    sifts: Sequence[Choice]
    windows: Sequence[Choice]
    text: str
    sift: str
    is_mine: bool
    is_narrowed: bool


def list_of(asked: Mapping[str, str], *, by: Actor, at: datetime) -> CaseList:
    """The list for what was asked: `q`, `state`, `mine`, `window`, `page`. Unknown values narrow nothing."""
    text, is_mine = asked.get("q", "").strip()[:80], asked.get("mine") == "1"
    sift = next((one for one, _ in SIFTS if one and one == asked.get("state")), None)
    windows = list(people.windows(by.centre_id))
    window = next((one for one in windows if str(one.pk) == asked.get("window")), None)
    wanted = Wanted(text, sift, by.staff_id if is_mine else None, window.pk if window else None)
    page = Paginator(queries.cases_wanted(by.centre_id, wanted, at=at), PAGE).get_page(asked.get("page"))
    yardstick = Yardstick.of(by.centre_id)
    narrowed = {**kept(asked), "mine": "1" if is_mine else "", "window": str(window.pk) if window else ""}
    return CaseList(
        rows=[_row(case, at=at, by=yardstick) for case in page],
        page=page,
        sifts=[Choice(words, one or "", _url(narrowed, one), one == sift) for one, words in SIFTS],
        windows=[Choice(one.label, str(one.pk), "", one == window) for one in windows],
        text=text,
        sift=sift or "",
        is_mine=is_mine,
        is_narrowed=bool(text or sift or is_mine or window),
    )


def _url(narrowed: Mapping[str, str], sift: Sift | None) -> str:
    words = {name: value for name, value in {**narrowed, "state": sift or ""}.items() if value}
    return "?" + urlencode(words) if words else "?"


def _row(case: Any, *, at: datetime, by: Yardstick) -> CaseRow:
    return CaseRow(
        serial=serial_of(case.number),
        number=case.number,
        item=case.item.name,
        situation=case.situation.name if case.situation else "",
        person=case.person.name_masked,
        phone=case.person.phone_masked,
        handler=case.handler.name,
        first_responder=case.first_responder.name,
        window=case.window.label if case.window else "",
        accepted=f"{month_day(case.received_at)}收件" if case.clock is None else month_day(case.accepted_at),
        due=_due(case),
        state=CaseState(case.state).label,
        light=light_of(standing_shown(case, at=at, by=by), clock=clock_shown(case)),
    )


def _due(case: Any) -> str:
    if case.closed_at is not None:
        return f"{month_day(case.closed_at)}{'办结' if case.state == CaseState.CONCLUDED else '撤回'}"
    if case.clock is None:
        return "补齐后" if case.state == CaseState.CORRECTING else f"{month_day(clock_shown(case).due_at)}前告知"
    if case.clock.state == ClockState.PAUSED:
        return "补齐后" if case.state == CaseState.CORRECTING else "恢复后"
    return day_and_weekday(case.clock.due_at)
