"""What the list and the page of one online application show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from shouwen.applications import policies, queries
from shouwen.applications.enums import ApplicationState, PreReview
from shouwen.applications.forms import form_of
from shouwen.applications.queries import Sift
from shouwen.applications.reviewing import Opened
from shouwen.catalogue.enums import MaterialForm
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of, serial_of
from shouwen.desk.incoming.questions import when
from shouwen.desk.inquiries.listing import PAGE, Choice
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.inquiries.enums import DeclineGround
from shouwen.inquiries.incoming_queries import debt_clocks
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal

SIFTS = (("waiting", "等预审"), ("done", "已收件"), ("withdrawn", "撤回的"), ("all", "全部"))


@dataclass(frozen=True, slots=True)
class ListRow:
    """One application. The name is masked."""

    number: str
    person: str
    item: str
    window: str
    sent: str
    state: str
    who: str
    light: Light | None
    url: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list."""

    rows: Sequence[ListRow]
    pages: Page[Any]
    sifts: Sequence[Choice]


def list_page(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> ListPage:
    """What the address asks: `state` (without it those waiting), `page`; a constant number of queries."""
    state, address = asked.get("state", "waiting"), reverse("desk:applications")
    sift = next((one for one in Sift if one == state), None)
    pages = Paginator(queries.sent(actor.centre_id, sift=sift), PAGE).get_page(asked.get("page"))
    shown = list(pages)
    clocks = debt_clocks(actor.centre_id, ClockKind.PREREVIEW, [one.pk for one in shown])
    stands = standings(clocks.values(), at=at, by=Yardstick.of(actor.centre_id))
    rows = []
    for one in shown:
        clock = clocks.get(one.pk)
        is_open = clock is not None and clock.closed_at is None
        rows.append(
            ListRow(
                number=one.number,
                person=one.person.name_masked if one.person else "",
                item=one.item.name,
                window=one.window.label,
                sent=when(one.submitted_at, at) if one.submitted_at else "",
                state=f"{one.case.number} {one.case.get_state_display()}" if one.case else one.get_state_display(),
                who=clock.responsible.name if clock else "",
                light=light_of(stands[clock.pk], clock=clock) if clock and is_open else None,
                url=address_of(ClockKind.PREREVIEW, one.number),
            )
        )
    return ListPage(rows, pages, [Choice(words, f"{address}?state={key}", state == key) for key, words in SIFTS])


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One material as it is reviewed: what was uploaded, what is said of it, the words at hand."""

    id: int
    name: str
    asked: str
    is_original: bool
    files: Sequence[Any]
    state: str
    reason: str
    requirement: str
    faults: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One application. `typed` is there only for who opened it just now."""

    application: Any
    serial: str
    light: Light | None
    who: str
    materials: Sequence[MaterialRow]
    typed: Sequence[tuple[str, str]]
    may_review: bool
    is_open: bool
    why_not: Refusal | None
    case_url: str
    inquiry_url: str
    states: Sequence[tuple[str, str]]
    grounds: Sequence[tuple[str, str]]


def review_page(
    actor: Actor, application: Any, *, at: datetime, opened: Opened | None = None, said: Mapping[str, str] | None = None
) -> ReviewPage:
    """The page; `said` is what was just sent and refused, so that nothing typed is lost."""
    clock = debt_clocks(actor.centre_id, ClockKind.PREREVIEW, [application.pk]).get(application.pk)
    is_open = clock is not None and clock.closed_at is None
    stands = standings([clock], at=at, by=Yardstick.of(actor.centre_id)) if clock else {}
    refusal = policies.may_review(application, by=actor, at=at)
    decided = policies.may_decide(application, ApplicationState.IN_CASE, by=actor, at=at)
    fields = form_of(application.version, application.situation).fields
    typed = [(one.label, opened.values.get(one.key, "")) for one in fields] if opened else []
    return ReviewPage(
        application=application,
        serial=serial_of(application.number),
        light=light_of(stands[clock.pk], clock=clock) if clock and is_open else None,
        who=clock.responsible.name if clock else "",
        materials=[_material(row, said or {}) for row in queries.materials_of(application)],
        typed=[*typed, ("电话", opened.phone)] if opened else [],
        may_review=refusal is None,
        is_open=decided is None,
        why_not=refusal,
        case_url=address_of(ClockKind.CASE, application.case.number) if application.case else "",
        inquiry_url=address_of(ClockKind.INQUIRY, application.inquiry.number) if application.inquiry else "",
        states=[(PreReview.OK, "合格"), (PreReview.DEFECTIVE, "不符合"), (PreReview.MISSING, "缺少")],
        grounds=[(one.value, str(one.label)) for one in DeclineGround],
    )


def _material(row: Any, said: Mapping[str, str]) -> MaterialRow:
    def kept(what: str, before: str) -> str:
        return said.get(f"{what}-{row.pk}", before)

    return MaterialRow(
        id=row.pk,
        name=row.name,
        asked="，".join(filter(None, (row.material.get_form_display(), row.material.criterion))),
        is_original=row.material.form == MaterialForm.ORIGINAL,
        files=list(row.files.all()),
        state=kept("state", row.state),
        reason=kept("reason", row.reason),
        requirement=kept("requirement", row.requirement),
        faults=row.material.faults,
    )
