"""Cases and online consultations whose clocks may have run over in a month (考核制度 三（一）（2）、（3）)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from shouwen.assessment.bearers import bearer_of
from shouwen.assessment.enums import FindingState
from shouwen.assessment.facts.month import Month
from shouwen.assessment.facts.texts import minute
from shouwen.assessment.models import Finding
from shouwen.civil_time import instant
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock, Extension, Pause, Responsibility
from shouwen.clocks.same_in_workdays import workdays_of
from shouwen.inquiries.enums import Channel
from shouwen.inquiries.models import Inquiry

Facts = list[dict[str, Any]]


def cases(month: Month, staff: Mapping[int, str], assessed: Collection[int]) -> Facts:
    """Every case whose clock ran past its due date before the month ended and wasn't closed before the month began.

    A case within its limit can't cost a point, nor one for which nobody assessed answered: they aren't carried.
    `staff` names everybody in `answerable`: were somebody who isn't assessed left out, their days would fall back on the
    person before (R7)."""
    found = []
    for clock in _late_cases(month, assessed).prefetch_related(
        Prefetch("pauses", Pause.objects.filter(lapsed=False).order_by("from_on")),
        Prefetch("responsibilities", Responsibility.objects.order_by("from_on")),
    ):
        responsible = [
            {"staff": staff[row.staff_id], "from": row.from_on.isoformat()} for row in clock.responsibilities.all()
        ]
        found.append({**_clock_facts(clock, month), "responsible": responsible})
    return found


def answerable(month: Month, assessed: Collection[int]) -> set[int]:
    """Everybody who ever answered for one of these cases, assessed or not."""
    late = _late_cases(month, assessed).order_by().values("pk")
    return set(Responsibility.objects.filter(clock__in=late).values_list("staff_id", flat=True))


def _late_cases(month: Month, assessed: Collection[int]) -> QuerySet[Clock]:
    """Late cases for which at least one of the assessed answered."""
    theirs = Responsibility.objects.filter(staff_id__in=assessed, centre_id=month.centre_id).values("clock_id")
    return _overdue(month, ClockKind.CASE).filter(pk__in=theirs)


def consultations(month: Month, staff: Mapping[int, str]) -> Facts:
    """Online consultations that weren't answered in time; verified where a finding says so.

    The answer is what was told to the person: passing the matter on, or asking the office, isn't one."""
    late = _overdue(month, ClockKind.INQUIRY).prefetch_related("responsibilities")
    clocks = {clock.subject_id: clock for clock in late}
    inquiries = Inquiry.objects.filter(centre_id=month.centre_id, channel=Channel.ONLINE, pk__in=list(clocks))
    verified = _verified_evidence(month, "K1.2")
    dismissed = _dismissed_evidence(month, "K1.2")
    found = []
    for inquiry in inquiries.order_by("received_at", "pk"):
        clock = clocks[inquiry.pk]
        bearer = bearer_of(clock)
        if bearer not in staff or inquiry.number in dismissed:
            continue
        # The clock ends in the very moment in which the person is told (an answer, a case or a promise).
        answered = clock.closed_at
        if answered and answered >= instant(month.as_of):
            answered = None
        found.append(
            {
                "id": inquiry.number,
                "staff": staff[bearer],
                "asked": minute(inquiry.received_at),
                "workdays": max(workdays_of(clock), 1),
                "answered": minute(answered) if answered else None,
                "verified": inquiry.number in verified,
            }
        )
    return found


def _overdue(month: Month, kind: ClockKind) -> QuerySet[Clock]:
    late = Q(closed_at=None) | Q(closed_at__gt=F("due_at"), closed_at__gte=month.start)
    rows = Clock.objects.filter(
        late, centre_id=month.centre_id, kind=kind, due_at__lt=instant(month.as_of), started_at__lt=month.end
    )
    return rows.select_related("extension").order_by("started_at", "pk")


def _clock_facts(clock: Clock, month: Month) -> dict[str, Any]:
    as_of: date = month.as_of.date()
    closed = clock.closed_at if clock.closed_at and clock.closed_at < instant(month.as_of) else None
    facts: dict[str, Any] = {"id": clock.number, "accepted": minute(clock.started_at)}
    if clock.unit == LimitUnit.INSTANT:
        facts["kind"] = "instant"
    else:
        facts |= {"kind": "limited", "workdays": workdays_of(clock)}
    pauses = [
        {
            "from": pause.from_on.isoformat(),
            "to": (pause.to_on or max(as_of, pause.from_on)).isoformat(),
            "reason": pause.reason,
        }
        for pause in clock.pauses.all()
    ]
    if pauses:
        facts["pauses"] = pauses
    extension: Extension | None = getattr(clock, "extension", None)
    if extension is not None:
        facts["extension"] = {
            "workdays": extension.workdays,
            "asked": minute(extension.asked_at),
            "told": minute(extension.told_at),
            "reason": extension.reason,
        }
    facts["closed"] = minute(closed) if closed else None
    return facts


def _verified_evidence(month: Month, clause: str) -> set[str]:
    return _evidence(month, clause, FindingState.VERIFIED)


def _dismissed_evidence(month: Month, clause: str) -> set[str]:
    return _evidence(month, clause, FindingState.DISMISSED)


def _evidence(month: Month, clause: str, state: FindingState) -> set[str]:
    rows = Finding.objects.filter(centre_id=month.centre_id, clause=clause, state=state)
    return set(rows.values_list("evidence_number", flat=True))
