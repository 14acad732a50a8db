"""问责台账 and one measure, as this person may read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from shouwen.civil_time import local_date
from shouwen.clocks.queries import standings
from shouwen.clocks.rules import rulebook_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_named
from shouwen.desk.inquiries.listing import PAGE, Choice
from shouwen.desk.lights import light_of
from shouwen.desk.papers.lines import PaperLine, line_of
from shouwen.desk.parts import Light, TimelineEvent
from shouwen.desk.promises.measure_timeline import events_of
from shouwen.desk.strip import Strip
from shouwen.desk.strip.of_clock import day_strip
from shouwen.journal.queries import of_subject
from shouwen.papers.policies import may_open
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.registers import may_see_registers
from shouwen.promises import measure_policies as policies
from shouwen.promises.enums import Capacity, EvidenceKind, MeasureKind, MeasureState
from shouwen.promises.measure_queries import clocks_of_measures, measures_for
from shouwen.promises.measure_words import opened
from shouwen.refusals import Refusal

SIFTS = (("", "全部"), ("open", "没完的"), *((one.value, one.label) for one in MeasureKind))


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure in the register."""

    row: Any
    light: Light | None
    url: str


@dataclass(frozen=True, slots=True)
class MeasureList:
    """The page."""

    rows: Sequence[MeasureRow]
    pages: Page[Any]
    sifts: Sequence[Choice]
    text: str
    may_propose: bool
    may_take: bool


def measure_list(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> MeasureList:
    """What the address asks: `q`, `state` (open, or a kind), `page`; a constant number of queries."""
    state, text = asked.get("state", ""), asked.get("q", "").strip()[:60]
    rows = measures_for(actor, state="open" if state == "open" else "", kind=state, text=text)
    pages = Paginator(rows, PAGE).get_page(asked.get("page"))
    shown = list(pages)
    clocks = clocks_of_measures(actor.centre_id, [one.pk for one in shown])
    stands = standings(clocks.values(), at=at, by=Yardstick.of(actor.centre_id))
    return MeasureList(
        rows=[
            MeasureRow(
                one,
                light_of(stands[clocks[one.pk].pk], clock=clocks[one.pk])
                if one.pk in clocks and clocks[one.pk].closed_at is None
                else None,
                address(one),
            )
            for one in shown
        ],
        pages=pages,
        sifts=[
            Choice(words, f"?state={key}" if key else reverse("desk:measures"), state == key) for key, words in SIFTS
        ],
        text=text,
        may_propose=policies.may_propose(actor) is None,
        may_take=may_see_registers(actor) is None,
    )


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round of a rectification, in clear."""

    row: Any
    report: str
    check: str


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """Everything the page shows; `may`: the steps that this person may take."""

    measure: Any
    serial: str
    kind: str
    state: str
    citation: str
    evidence_url: str
    facts: str
    decision: str
    statement: str
    revoked: str
    rounds: Sequence[RoundLine]
    strip: Strip | None
    light: Light | None
    paper: PaperLine | None
    events: Sequence[TimelineEvent]
    may: Mapping[str, bool]
    refusal: Refusal | None = None
    opened: str = ""
    form: Any = None


def measure_page(
    measure: Any, actor: Actor, *, at: datetime, refusal: Refusal | None = None, opened_step: str = "", form: Any = None
) -> MeasurePage:
    """The page for this person, who may see it; `opened_step` is the step that was refused, `form` what was typed."""
    clock = clocks_of_measures(measure.centre_id, [measure.pk]).get(measure.pk)
    by = Yardstick.of(measure.centre_id)
    on = local_date(measure.proposed_at)
    is_open = clock is not None and clock.closed_at is None
    year = f"（{measure.year} 年度）" if measure.year else ""
    return MeasurePage(
        measure=measure,
        serial=serial_of(measure),
        kind=f"{MeasureKind(measure.kind).label}{year}",
        state=MeasureState(measure.state).label,
        citation=rulebook_of(measure.centre_id).clause(measure.clause, on).citation,
        evidence_url=address_named(measure.evidence_number),
        facts=opened(measure.facts_sealed, measure, "facts"),
        decision=opened(measure.decision_sealed, measure, "decision"),
        statement=opened(measure.statement_sealed, measure, "statement"),
        revoked=opened(measure.revoked_sealed, measure, "revoked"),
        rounds=[
            RoundLine(
                row,
                opened(row.report_sealed, measure, f"{row.sequence}.report"),
                opened(row.check_sealed, measure, f"{row.sequence}.check"),
            )
            for row in sorted(measure.rounds.all(), key=lambda one: one.sequence)
        ],
        strip=day_strip(clock, at=at, by=by) if clock is not None else None,
        light=light_of(standings([clock], at=at, by=by)[clock.pk], clock=clock)
        if clock is not None and is_open
        else None,
        paper=line_of(measure.paper, by=actor, at=at) if _opens(measure.paper, actor, at=at) else None,
        events=events_of(of_subject(measure.centre_id, "measure", measure.pk)),
        may=_may(measure, actor),
        refusal=refusal,
        opened=opened_step,
        form=form,
    )


@dataclass(frozen=True, slots=True)
class NewPage:
    """提出问责: what there is to choose from."""

    people: Sequence[tuple[int, str]]
    kinds: Sequence[tuple[str, str]]
    capacities: Sequence[tuple[str, str]]
    evidence: Sequence[tuple[str, str]]
    clauses: Sequence[tuple[str, str]]
    year: int
    form: Any
    refusal: Refusal | None = None


def new_page(actor: Actor, form: Any, *, at: datetime, refusal: Refusal | None = None) -> NewPage:
    """Colleagues of today but oneself; clauses of promises, limits and first responsibility."""
    today = local_date(at)
    clauses = rulebook_of(actor.centre_id).on(today).clauses.values()
    return NewPage(
        people=[
            (one.staff_id, f"{one.name}　{one.window_label}".strip())
            for one in people.colleagues(actor.centre_id, on=today)
            if one.staff_id != actor.staff_id
        ],
        kinds=list(MeasureKind.choices),
        capacities=list(Capacity.choices),
        evidence=list(EvidenceKind.choices),
        clauses=[(one.id, f"{one.citation}：{one.paraphrase[:24]}") for one in clauses if one.id[0] in "PTF"],
        year=today.year,
        form=form,
        refusal=refusal,
    )


def serial_of(measure: Any) -> str:
    """26-0003 of 责 26-0003."""
    return str(measure.number).removeprefix("责 ")


def address(measure: Any) -> str:
    """The page of a measure."""
    return reverse("desk:measure", args=[serial_of(measure)])


def _opens(paper: Any, by: Actor, *, at: datetime) -> bool:
    """Whether this person may print it: who proposed it hands over what the one who decided has printed."""
    return paper is not None and may_open(paper, by=by, at=at) is None


def _may(measure: Any, by: Actor) -> dict[str, bool]:
    return {
        "decide": policies.may_decide(measure, MeasureState.DECIDED, by=by) is None,
        "serve": policies.may_serve(measure, by=by) is None,
        "state": policies.may_state(measure, by=by) is None,
        "report": policies.may_report(measure, by=by) is None,
        "check": policies.may_check(measure, MeasureState.DONE, by=by) is None,
        "revoke": policies.may_revoke(measure, by=by) is None,
    }
