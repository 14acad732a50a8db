"""线索 that the record shows by itself: late online consultations, repeated correction notices, hand-overs that nobody accepted,
tasks from superior departments that weren't submitted in time.

They cost nothing until somebody has heard the person and verified them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from shouwen.assessment.bearers import bearer_of
from shouwen.assessment.facts.tasks import DAY, LATE_TASK, late_tasks
from shouwen.assessment.findings import ALREADY_NOTED, note_finding
from shouwen.assessment.models import Finding
from shouwen.cases.models import CorrectionNotice
from shouwen.civil_time import local, local_date, start_of
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries.enums import Channel, HandoverState
from shouwen.inquiries.models import Handover, Inquiry
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import Refused


def find_candidates(*, centre_id: int, since: datetime, at: datetime) -> int:
    """Candidates that the record shows by itself: a late online consultation (K1.2), a repeated correction notice (N5, K1.1), a
    hand-over that a window didn't accept in time (F6, K1.1), a task from above not submitted by its day (T1, K1.4).

    Each is noted once; running it again adds nothing. Returns how many are new."""
    system = Actor.system(centre_id)
    return (
        _late_consultations(system, since, at)
        + _repeated_notices(system, since, at)
        + _unaccepted_handovers(system, since, at)
        + _late_tasks(system, since, at)
    )


def _late_consultations(system: Actor, since: datetime, at: datetime) -> int:
    late = Clock.objects.filter(
        Q(closed_at=None) | Q(closed_at__gt=F("due_at")),
        centre_id=system.centre_id,
        kind=ClockKind.INQUIRY,
        due_at__gte=since,
        due_at__lt=at,
    ).prefetch_related("responsibilities")
    clocks = {clock.subject_id: clock for clock in late}
    new = 0
    online = Inquiry.objects.filter(centre_id=system.centre_id, channel=Channel.ONLINE, pk__in=list(clocks))
    for inquiry in online.order_by("pk"):
        clock = clocks[inquiry.pk]
        new += _note_once(
            system,
            at,
            clause="K1.2",
            staff_id=bearer_of(clock),
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
            staff_id=_first_issuer(notice),
            happened_at=notice.issued_at,
            words="第二次补正告知，涉及首次就交了的材料",
            evidence=("paper", notice.paper.number),
        )
        for notice in repeated.select_related("case", "paper").order_by("pk")
    )


def _unaccepted_handovers(system: Actor, since: datetime, at: datetime) -> int:
    """Fallen back because the window let the time go by (首问负责制度 第五条（二）). Whoever refused with a reason didn't; a
    department outside isn't assessed."""
    fallen = Handover.objects.filter(
        centre_id=system.centre_id,
        state=HandoverState.RETURNED,
        refused=False,
        settled_by="",
        to_staff__isnull=False,
        settled_at__gte=since,
        settled_at__lte=at,
    )
    return sum(
        _note_once(
            system,
            at,
            clause="K1.1",
            staff_id=_who_should_have_accepted(handover),
            happened_at=handover.settled_at or handover.sent_at,
            words=f"转交 {handover.inquiry.number} 在规定时间内没有接收",
            # Not the inquiry's number alone: it may be evidence of something else, and be handed over again.
            evidence=("handover", f"{handover.inquiry.number} {local(handover.sent_at):%H:%M}转"),
        )
        for handover in fallen.select_related("inquiry").order_by("pk")
    )


def _late_tasks(system: Actor, since: datetime, at: datetime) -> int:
    """Not submitted by the end of the day it was due: on the person responsible on that day, from the day after."""
    late = late_tasks(system.centre_id, first=local_date(since), last=local_date(at) - DAY, as_of=at)
    return sum(
        _note_once(
            system,
            at,
            clause=LATE_TASK,
            staff_id=bearer_of(clock),
            happened_at=start_of(local_date(clock.due_at) + DAY),
            words=f"上级任务 {name} 没有按时报送",
            evidence=("task", name),
        )
        for clock, name in late
    )


def _who_should_have_accepted(handover: Handover) -> int:
    """The receiver, or who stood in for them when the matter came (AB岗)."""
    stood_in = people.covered_by(handover.to_staff_id, handover.centre_id, at=handover.sent_at)
    return stood_in or handover.to_staff_id or handover.from_staff_id


def _first_issuer(notice: CorrectionNotice) -> int:
    """Whoever issued the case's first notice: it was the one that should have told everything (一次性告知制度 第六条)."""
    first = CorrectionNotice.objects.filter(case_id=notice.case_id).order_by("sequence").first()
    return (first or notice).issued_by_id


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
    try:
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
    except Refused as refused:
        if refused.code != ALREADY_NOTED:
            raise
        return 0
    return 1
