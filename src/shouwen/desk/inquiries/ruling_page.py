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
from shouwen.desk.chinese_dates import month_day
from shouwen.desk.inquiries.listing import PAGE, Choice, when
from shouwen.desk.inquiries.panel_forms import RulingForm
from shouwen.desk.inquiries.precedents import Precedent, precedents
from shouwen.desk.inquiries.receivers import OutsideReceiver, Receiver, outside_receivers, receivers
from shouwen.desk.inquiries.words import by_when
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.inquiries import queries
from shouwen.inquiries.enums import RulingKind
from shouwen.inquiries.policies import may_rule, may_stop_suggesting
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.masks import mask_words
from shouwen.people.queries import windows
from shouwen.refusals import Refusal

SIFTS = (("", "全部"), ("open", "等答复"), ("done", "已答复"), ("whose", "归谁办"))


@dataclass(frozen=True, slots=True)
class RulingRow:
    """One ruling in the list."""

    number: str
    question: str
    is_about_whom: bool
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
    """The page of one; `form` for whoever may give the answer, never to their own question. `names_one`: it is asked whose
    the matter is; `until`: the limit; `suggestion`: whether it is suggested to others, in words."""

    ruling: Any
    asked: str
    answered: str
    light: Light | None
    until: str
    inquiry_url: str
    person: str
    form: RulingForm | None
    names_one: bool
    receivers: Sequence[Receiver]
    outside: Sequence[OutsideReceiver]
    precedents: Sequence[Precedent]
    suggestion: str
    may_stop: bool
    refusal: Refusal | None


def ruling_list(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> RulingList:
    """What the address asks: `q`, `state`, `page`."""
    state, text = asked.get("state", ""), asked.get("q", "").strip()[:60]
    is_open = {"open": True, "done": False}.get(state)
    kind = RulingKind.RESPONSIBILITY if state == "whose" else None
    rows = queries.rulings_wanted(actor.centre_id, text=text, is_open=is_open, kind=kind)
    pages = Paginator(rows, PAGE).get_page(asked.get("page"))
    shown = list(pages)
    lights = _lights(actor.centre_id, shown, at=at)
    return RulingList(
        rows=[
            RulingRow(
                number=one.number,
                question=mask_words(one.question),
                is_about_whom=one.kind == RulingKind.RESPONSIBILITY,
                asked=f"{one.asked_by.name} {when(one.asked_at, at)}",
                answer=mask_words(one.answer),
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
    ruling: Any, actor: Actor, *, at: datetime, refusal: Refusal | None = None, form: RulingForm | None = None
) -> RulingPage:
    """The page, empty or with what was typed."""
    inquiry, names_one = ruling.inquiry, ruling.kind == RulingKind.RESPONSIBILITY
    may_answer = ruling.answered_at is None and may_rule(ruling, answer="…", reason="…", by=actor) is None
    chooses = may_answer and names_one
    first = inquiry.first_responder_id
    clock = queries.clocks_of(ruling.centre_id, ClockKind.RULING, [ruling.pk]).get(ruling.pk)
    words = f"{inquiry.matter} {ruling.question}"
    alike = [] if names_one else precedents(ruling.centre_id, words, item_id=inquiry.item_id, at=at)
    return RulingPage(
        ruling=ruling,
        asked=f"{ruling.asked_by.name} {when(ruling.asked_at, at)}",
        answered=f"{ruling.answered_by.name} {when(ruling.answered_at, at)}" if ruling.answered_at else "",
        light=_lights(ruling.centre_id, [ruling], at=at).get(ruling.pk),
        until=by_when(clock.due_at, at) if clock and ruling.answered_at is None else "",
        inquiry_url=address_of(ClockKind.INQUIRY, inquiry.number),
        person=inquiry.person.name_masked if inquiry.person else "没留名",
        form=(form or RulingForm(names_one=names_one)) if may_answer else None,
        names_one=names_one,
        receivers=[one for one in receivers(actor, at=at) if one.staff_id != first] if chooses else [],
        outside=outside_receivers(actor) if chooses else [],
        precedents=[one for one in alike if one.number != ruling.number],
        suggestion=_suggestion(ruling),
        may_stop=may_stop_suggesting(ruling, by=actor) is None and not names_one,
        refusal=refusal,
    )


def _suggestion(ruling: Any) -> str:
    if ruling.answered_at is None or ruling.kind == RulingKind.RESPONSIBILITY:
        return ""
    if ruling.suggested_until is None:
        return "以后登记相近的事，会提示这件裁定"
    return f"{month_day(ruling.suggested_until)}起不再提示，还能查到"


def _lights(centre_id: int, rulings: Sequence[Any], *, at: datetime) -> dict[int, Light]:
    clocks = queries.clocks_of(centre_id, ClockKind.RULING, [one.pk for one in rulings])
    stands = standings(clocks.values(), at=at, by=Yardstick.of(centre_id))
    return {ruling_id: light_of(stands[clock.pk], clock=clock) for ruling_id, clock in clocks.items()}


def ruled(said: Mapping[str, str], ruling: Any) -> dict[str, Any]:
    """What the office wrote as the action wants it: answer, reason, and whom it names if it was asked whose the matter is."""
    found: dict[str, Any] = {"answer": said["answer"], "reason": said["reason"]}
    to = said.get("to", "")
    if to == "first":
        found["responsible_staff_id"] = ruling.inquiry.first_responder_id
    elif to.startswith("d"):
        found["responsible_department"] = queries.departments(ruling.centre_id).filter(pk=int(to[1:])).first()
    elif to:
        window, _, staff = to.partition("-")
        found["responsible_staff_id"] = int(staff)
        found["responsible_window"] = windows(ruling.centre_id).filter(pk=int(window)).first()
    return found
