"""整改通知书 and 问责决定书: the numbered paper that the one concerned is served."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks.opening_times import times_words
from shouwen.clocks.rules import rulebook_of
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.papers.rendering import content
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.promises.enums import Capacity, EvidenceKind, MeasureKind
from shouwen.promises.measure_words import opened
from shouwen.promises.models import Measure


def issue_measure_paper(measure: Measure, *, words: str, by: Actor, at: datetime) -> Paper:
    """Inside the change that decides. It is a paper about a member of staff: who may open it, `papers` knows by that."""
    is_order = measure.kind == MeasureKind.RECTIFY
    paper: Paper = papers.issue(
        kind=PaperKind.RECTIFY_NOTICE if is_order else PaperKind.MEASURE_DECISION,
        subject_kind="staff",
        subject_id=measure.subject_id,
        build=lambda number: measure_content(measure, words=words, number=number, by=by, at=at),
        by=by,
        at=at,
    )
    return paper


def measure_content(
    measure: Measure, *, words: str, number: str, by: Actor, at: datetime
) -> content.RectifyNotice | content.MeasureDecision:
    """What it says."""
    centre = people.centre(measure.centre_id)
    here = {one.staff_id: one for one in people.colleagues(measure.centre_id, on=local_date(at))}
    place = here[measure.subject_id].window_label if measure.subject_id in here else ""
    citation = rulebook_of(measure.centre_id).clause(measure.clause, local_date(measure.proposed_at)).citation
    common = {
        "centre": centre.name,
        "number": number,
        "issued_on": local_date(at),
        "reference": measure.number,
        "receiver": measure.subject.name,
        "place": place,
        "capacity": Capacity(measure.capacity).label,
        "facts": opened(measure.facts_sealed, measure, "facts"),
        "evidence": f"{EvidenceKind(measure.evidence_kind).label} {measure.evidence_number}",
        "clause": citation,
        "basis": measure.basis,
        "decision": words,
        "decided_by": content.Contact(by.name, here[by.member_id].phone if by.member_id in here else ""),
        "office": content.Office(
            place=centre.name,
            hours=times_words(centre.pk, local_date(at)),
            phone=centre.phone,
            supervision_phones=tuple(filter(None, (centre.supervision_phone, "12345"))),
        ),
    }
    if measure.kind == MeasureKind.RECTIFY:
        return content.RectifyNotice(**common, limit_workdays=measure.limit_workdays or 0)  # type: ignore[arg-type]
    year = f"（{measure.year}年度）" if measure.year else ""
    return content.MeasureDecision(**common, measure=f"{MeasureKind(measure.kind).label}{year}")  # type: ignore[arg-type]
