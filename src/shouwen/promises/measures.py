"""One door for every change to a measure (问责; 服务承诺制度 第四条)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.messages import actions as messages
from shouwen.messages.enums import MessageChannel
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.promises import measure_policies as policies
from shouwen.promises.enums import Capacity, EvidenceKind, MeasureKind, MeasureState
from shouwen.promises.measure_paper import issue_measure_paper
from shouwen.promises.measure_words import opened, seal
from shouwen.promises.models import Measure, RectifyRound
from shouwen.refusals import refuse, refuse_if

MATTER = "限期整改"
"""All that a list of what is owed says: what for, only those read who may see the measure."""


@one_change
def propose_measure(
    *,
    kind: MeasureKind,
    subject_id: int,
    capacity: Capacity,
    clause: str,
    basis: str,
    evidence_kind: EvidenceKind,
    evidence_number: str,
    facts: str,
    limit_workdays: int | None = None,
    year: int | None = None,
    by: Actor,
    at: datetime,
) -> Measure:
    """提出问责: against whom, on which clause, shown by what. `limit_workdays` of 限期整改, `year` of 取消评优. Raises Refused."""
    refuse_if(policies.may_propose(by))
    today = local_date(at)
    refuse_if(
        policies.proposed(
            kind=kind,
            subject_id=subject_id,
            capacity=capacity,
            clause=clause,
            basis=basis,
            evidence_kind=evidence_kind,
            evidence_number=evidence_number,
            facts=facts,
            limit_workdays=limit_workdays,
            year=year,
            by=by,
            on=today,
        )
    )
    short = today.year % 100
    number = f"责 {short:02d}-{serials.take(by.centre_id, f'measure/{short}'):04d}"
    measure = Measure.objects.create(
        centre_id=by.centre_id,
        number=number,
        kind=kind,
        subject_id=subject_id,
        capacity=capacity,
        clause=clause,
        basis=basis.strip(),
        evidence_kind=evidence_kind,
        evidence_number=evidence_number.strip(),
        facts_sealed=seal(facts, centre_id=by.centre_id, number=number, field="facts"),
        limit_workdays=limit_workdays if kind == MeasureKind.RECTIFY else None,
        year=year if kind == MeasureKind.AWARD_LOSS else None,
        proposed_by_id=by.member_id,
        proposed_at=at,
    )
    data: dict[str, object] = {"kind": kind, "clause": clause, "evidence": measure.evidence_number}
    _record(measure, "measure.propose", by=by, at=at, data=data | {"facts": Words(facts.strip())})
    return measure


@one_change
def decide_measure(*, measure: Measure, words: str, by: Actor, at: datetime) -> Measure:
    """决定问责: a leader or the panel, never whom it is about, never who proposed it; the paper is issued. Raises Refused."""
    hold(measure)
    refuse_if(policies.may_decide(measure, MeasureState.DECIDED, by=by))
    refuse_if(policies.said(words, "决定的意见"))
    _decided(measure, MeasureState.DECIDED, words, by=by, at=at)
    measure.paper = issue_measure_paper(measure, words=words.strip(), by=by, at=at)
    measure.save(update_fields=["paper"])
    _notify(measure, "decided", "问责已经决定，待送达", to=(measure.proposed_by_id,), by=by, at=at)
    data: dict[str, object] = {"paper": measure.paper.number, "words": Words(words.strip())}
    _record(measure, "measure.decide", by=by, at=at, data=data)
    return measure


@one_change
def reject_measure(*, measure: Measure, words: str, by: Actor, at: datetime) -> Measure:
    """不予问责, with the reason; whom it would have been about never sees it. Raises Refused."""
    hold(measure)
    refuse_if(policies.may_decide(measure, MeasureState.REJECTED, by=by))
    refuse_if(policies.said(words, "为什么不予问责"))
    _decided(measure, MeasureState.REJECTED, words, by=by, at=at)
    _record(measure, "measure.reject", by=by, at=at, data={"words": Words(words.strip())})
    return measure


@one_change
def serve_measure(*, measure: Measure, by: Actor, at: datetime) -> Measure:
    """送达本人: from now on it is in force; the limit of a rectification begins to run, owed by the one ordered. Raises Refused."""
    hold(measure)
    refuse_if(policies.may_serve(measure, by=by))
    to = MeasureState.RECTIFYING if measure.kind == MeasureKind.RECTIFY else MeasureState.IN_FORCE
    _move(measure, to, served_by_id=by.member_id, served_at=at)
    if measure.kind == MeasureKind.RECTIFY:
        _begin_round(measure, 1, measure.limit_workdays or 1, by=by, at=at)
    _notify(
        measure, "served", f"{measure.get_kind_display()}决定已送达，可以申辩", to=(measure.subject_id,), by=by, at=at
    )
    _record(measure, "measure.serve", by=by, at=at, data={})
    return measure


@one_change
def state_own(*, measure: Measure, words: str, by: Actor, at: datetime) -> Measure:
    """申辩: what the one concerned says, once. Raises Refused."""
    hold(measure)
    refuse_if(policies.may_state(measure, by=by) or policies.said(words, "申辩"))
    measure.statement_sealed = seal(words, centre_id=measure.centre_id, number=measure.number, field="statement")
    measure.stated_at = at
    measure.save(update_fields=["statement_sealed", "stated_at"])
    told = (measure.proposed_by_id, measure.decided_by_id)
    _notify(measure, "stated", "本人写了申辩", to=told, by=by, at=at)
    _record(measure, "measure.state", by=by, at=at, data={"words": Words(words.strip())})
    return measure


@one_change
def report_rectified(*, measure: Measure, words: str, by: Actor, at: datetime) -> Measure:
    """报整改情况: what was put right; the clock ends. Raises Refused."""
    hold(measure)
    refuse_if(policies.may_report(measure, by=by) or policies.said(words, "改了什么、怎么防止再犯"))
    row = current_round(measure)
    _move(measure, MeasureState.REPORTED)
    field = f"{row.sequence}.report"
    row.report_sealed = seal(words, centre_id=measure.centre_id, number=measure.number, field=field)
    row.reported_at = at
    row.save(update_fields=["report_sealed", "reported_at"])
    clocks.close(centre_id=measure.centre_id, kind=ClockKind.RECTIFY, subject_id=row.pk, at=at)
    told = (measure.proposed_by_id, measure.decided_by_id)
    _notify(measure, f"reported-{row.sequence}", "报了整改情况，待核查", to=told, by=by, at=at)
    _record(measure, "measure.report", by=by, at=at, data={"round": row.sequence, "words": Words(words.strip())})
    return measure


@one_change
def check_rectified(
    *, measure: Measure, passed: bool, words: str, limit_workdays: int | None = None, by: Actor, at: datetime
) -> Measure:
    """核查整改, by somebody else: passed, or again within a new limit. Raises Refused."""
    hold(measure)
    to = MeasureState.DONE if passed else MeasureState.RECTIFYING
    refuse_if(policies.may_check(measure, to, by=by) or policies.said(words, "核查的情况"))
    if not passed and not 1 <= (limit_workdays or 0) <= policies.MOST_WORKDAYS:
        raise refuse("limit_missing", "没有通过的，写明再给几个工作日", clause=policies.ARTICLE)
    row = current_round(measure)
    _move(measure, to)
    field = f"{row.sequence}.check"
    row.check_sealed = seal(words, centre_id=measure.centre_id, number=measure.number, field=field)
    row.passed, row.checked_by_id, row.checked_at = passed, by.member_id, at
    row.save(update_fields=["check_sealed", "passed", "checked_by", "checked_at"])
    if not passed:
        _begin_round(measure, row.sequence + 1, limit_workdays or 1, by=by, at=at)
    said = "整改核查通过" if passed else "整改没有通过，要再改"
    _notify(measure, f"checked-{row.sequence}", said, to=(measure.subject_id,), by=by, at=at)
    data: dict[str, object] = {"round": row.sequence, "passed": passed, "words": Words(words.strip())}
    _record(measure, "measure.check", by=by, at=at, data=data)
    return measure


@one_change
def revoke_measure(*, measure: Measure, reason: str, by: Actor, at: datetime) -> Measure:
    """撤销问责, with the reason; it counts no more, and nobody owes anything by it. Raises Refused."""
    hold(measure)
    refuse_if(policies.may_revoke(measure, by=by) or policies.said(reason, "为什么撤销"))
    was_served = measure.served_at is not None
    is_owed = measure.state == MeasureState.RECTIFYING
    sealed = seal(reason, centre_id=measure.centre_id, number=measure.number, field="revoked")
    _move(measure, MeasureState.REVOKED, revoked_by_id=by.member_id, revoked_at=at, revoked_sealed=sealed)
    if is_owed:
        row = current_round(measure)
        clocks.close(centre_id=measure.centre_id, kind=ClockKind.RECTIFY, subject_id=row.pk, at=at)
    if was_served:
        _notify(measure, "revoked", "问责撤销了", to=(measure.subject_id,), by=by, at=at)
    _record(measure, "measure.revoke", by=by, at=at, data={"reason": Words(reason.strip())})
    return measure


def hold(measure: Measure) -> None:
    """Take the measure for this change and read it anew: what the caller read may be old."""
    measure.refresh_from_db(from_queryset=Measure.objects.select_for_update(of=("self",)).select_related("subject"))


def current_round(measure: Measure) -> RectifyRound:
    """The last round of a rectification."""
    return measure.rounds.order_by("-sequence")[0]


def facts_of(measure: Measure) -> str:
    """What it is about, in clear."""
    return opened(measure.facts_sealed, measure, "facts")


def _decided(measure: Measure, to: MeasureState, words: str, *, by: Actor, at: datetime) -> None:
    sealed = seal(words, centre_id=measure.centre_id, number=measure.number, field="decision")
    _move(measure, to, decided_by_id=by.member_id, decided_at=at, decision_sealed=sealed)


def _begin_round(measure: Measure, sequence: int, limit_workdays: int, *, by: Actor, at: datetime) -> None:
    row = RectifyRound.objects.create(
        centre_id=measure.centre_id,
        measure=measure,
        sequence=sequence,
        limit_workdays=limit_workdays,
        subject_id=measure.subject_id,
        began_at=at,
    )
    clocks.start(
        kind=ClockKind.RECTIFY,
        subject_id=row.pk,
        number=measure.number,
        matter=MATTER,
        responsible_id=measure.subject_id,
        unit=LimitUnit.WORKDAY,
        promised_limit=limit_workdays,
        by=by,
        at=at,
    )


def _move(measure: Measure, to: MeasureState, **changes: object) -> None:
    """Guarded move: of two at once one is refused."""
    if not Measure.objects.filter(pk=measure.pk, state=measure.state).update(state=to, **changes):
        raise refuse("measure_moved_on", "别人刚刚办了这件问责，刷新看看")
    measure.state = to
    for name, value in changes.items():
        setattr(measure, name, value)


def _notify(measure: Measure, why: str, words: str, *, to: Collection[int | None], by: Actor, at: datetime) -> None:
    for staff_id in {one for one in to if one is not None and one != by.staff_id}:
        messages.write(
            purpose=f"measure/{measure.pk}/{why}/{staff_id}",
            channel=MessageChannel.DESK,
            words=words,
            subject_kind=ClockKind.RECTIFY,
            subject_id=measure.pk,
            number=measure.number,
            staff_id=staff_id,
            by=by,
            at=at,
        )


def _record(measure: Measure, action: str, *, by: Actor, at: datetime, data: dict[str, object]) -> None:
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind="measure",
        subject_id=measure.pk,
        data={"number": measure.number, **data},
    )
