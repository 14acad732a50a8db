"""Cases and online consultations whose clocks may have run over in a month (考核制度 三（一）（2）、（3）)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from shouwen.assessment.enums import FindingState
from shouwen.assessment.facts.month import Month
from shouwen.assessment.facts.texts import minute
from shouwen.assessment.models import Finding
from shouwen.civil_time import instant
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock, Extension, Pause, Responsibility
from shouwen.inquiries.enums import Channel
from shouwen.inquiries.models import Inquiry

Facts = list[dict[str, Any]]


def cases(month: Month, staff: Mapping[int, str]) -> Facts:
    """Every case whose clock ran past its due date before the month ended and wasn't closed before the month began.

    A case within its limit can't cost a point, so it isn't carried. Persons responsible who aren't assessed are left out."""
    found = []
    for clock in _overdue(month, ClockKind.CASE).prefetch_related(
        Prefetch("pauses", Pause.objects.filter(lapsed=False).order_by("from_on")),
        Prefetch("responsibilities", Responsibility.objects.order_by("from_on")),
    ):
        responsible = [
            {"staff": staff[row.staff_id], "from": row.from_on.isoformat()}
            for row in clock.responsibilities.all()
            if row.staff_id in staff
        ]
        if responsible:
            found.append({**_clock_facts(clock, month), "responsible": responsible})
    return found


def consultations(month: Month, staff: Mapping[int, str]) -> Facts:
    """Online consultations that weren't answered in time; verified where a finding says so."""
    clocks = {clock.subject_id: clock for clock in _overdue(month, ClockKind.INQUIRY)}
    inquiries = Inquiry.objects.filter(centre_id=month.centre_id, channel=Channel.ONLINE, pk__in=list(clocks))
    verified = _verified_evidence(month, "K1.2")
    dismissed = _dismissed_evidence(month, "K1.2")
    found = []
    for inquiry in inquiries.order_by("received_at", "pk"):
        clock = clocks[inquiry.pk]
        if clock.responsible_id not in staff or inquiry.number in dismissed:
            continue
        answered = inquiry.first_answer_at or inquiry.closed_at
        if answered and answered >= instant(month.as_of):
            answered = None
        found.append(
            {
                "id": inquiry.number,
                "staff": staff[clock.responsible_id],
                "asked": minute(inquiry.received_at),
                "workdays": max(clock.promised_limit, 1),
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
        facts |= {"kind": "limited", "workdays": clock.promised_limit}
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
