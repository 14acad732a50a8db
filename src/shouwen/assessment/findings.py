"""线索: candidates found by the record itself, put to the person, decided by somebody else. Only verified ones count."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from shouwen.assessment import policies
from shouwen.assessment.enums import FindingState
from shouwen.assessment.models import Finding
from shouwen.cases.models import CorrectionNotice
from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries.enums import Channel
from shouwen.inquiries.models import Inquiry
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if


@one_change
def note_finding(
    *,
    staff_id: int,
    clause: str,
    happened_at: datetime,
    words: str,
    by: Actor,
    at: datetime,
    level: str = "",
    act: str = "",
    evidence_kind: str = "",
    evidence_number: str = "",
) -> Finding:
    """记线索: a candidate; it costs nothing until somebody else has verified it. Raises Refused."""
    if not words.strip():
        raise refuse("words_missing", "要写明是什么事")
    year = local_date(happened_at).year % 100
    finding = Finding.objects.create(
        centre_id=by.centre_id,
        number=f"线 {year:02d}-{serials.take(by.centre_id, f'finding/{year}'):04d}",
        staff_id=staff_id,
        clause=clause,
        at=happened_at,
        level=level,
        act=act,
        words=words.strip(),
        evidence_kind=evidence_kind,
        evidence_number=evidence_number,
        noted_at=at,
        noted_by_id=by.staff_id,
    )
    _record(finding, "finding.note", by=by, at=at, data={"clause": clause, "evidence": evidence_number})
    return finding


@one_change
def move_finding(*, finding: Finding, to: FindingState, reason: str, by: Actor, at: datetime) -> Finding:
    """听取说明、核实或不成立: by a judge who has no part in it. Of two at once, one is refused. Raises Refused."""
    refuse_if(policies.may_decide(finding, to, reason=reason, by=by))
    changes: dict[str, object] = {"state": to}
    if to in {FindingState.VERIFIED, FindingState.DISMISSED}:
        changes |= {"decided_reason": reason.strip(), "decided_by_id": by.staff_id, "decided_at": at}
    if not Finding.objects.filter(pk=finding.pk, state=finding.state).update(**changes):
        raise refuse("finding_moved_on", "这条线索别人刚刚处理了，刷新看看")
    for name, value in changes.items():
        setattr(finding, name, value)
    _record(finding, f"finding.{to}", by=by, at=at, data={"reason": reason.strip()})
    return finding


def find_candidates(*, centre_id: int, since: datetime, at: datetime) -> int:
    """Candidates that the record shows by itself: a late online consultation (K1.2), a repeated correction notice (N5, K1.1).

    Each is noted once; running it again adds nothing. Returns how many are new."""
    system = Actor.system(centre_id)
    return _late_consultations(system, since, at) + _repeated_notices(system, since, at)


def _late_consultations(system: Actor, since: datetime, at: datetime) -> int:
    late = Clock.objects.filter(
        Q(closed_at=None) | Q(closed_at__gt=F("due_at")),
        centre_id=system.centre_id,
        kind=ClockKind.INQUIRY,
        due_at__gte=since,
        due_at__lt=at,
    )
    clocks = {clock.subject_id: clock for clock in late}
    new = 0
    for inquiry in Inquiry.objects.filter(channel=Channel.ONLINE, pk__in=list(clocks)).order_by("pk"):
        clock = clocks[inquiry.pk]
        if inquiry.first_answer_at is not None and inquiry.first_answer_at <= clock.due_at:
            continue
        new += _note_once(
            system,
            at,
            clause="K1.2",
            staff_id=clock.responsible_id,
            happened_at=clock.due_at,
            words="网上咨询没有在时限内答复",
            evidence=("inquiry", inquiry.number),
        )
    return new


def _repeated_notices(system: Actor, since: datetime, at: datetime) -> int:
    repeated = CorrectionNotice.objects.filter(
        centre_id=system.centre_id, repeats_old_material=True, issued_at__gte=since, issued_at__lte=at
    )
    return sum(
        _note_once(
            system,
            at,
            clause="K1.1",
            staff_id=notice.case.handler_id,
            happened_at=notice.issued_at,
            words="第二次补正告知，涉及首次就交了的材料",
            evidence=("paper", notice.paper.number),
        )
        for notice in repeated.select_related("case", "paper").order_by("pk")
    )


def _note_once(
    system: Actor,
    at: datetime,
    *,
    clause: str,
    staff_id: int,
    happened_at: datetime,
    words: str,
    evidence: tuple[str, str],
) -> int:
    kind, number = evidence
    if Finding.objects.filter(centre_id=system.centre_id, clause=clause, evidence_number=number).exists():
        return 0
    note_finding(
        staff_id=staff_id,
        clause=clause,
        happened_at=happened_at,
        words=words,
        evidence_kind=kind,
        evidence_number=number,
        by=system,
        at=at,
    )
    return 1


def _record(finding: Finding, action: str, *, by: Actor, at: datetime, data: dict[str, object]) -> None:
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind="finding",
        subject_id=finding.pk,
        data={"number": finding.number, **data},
    )
