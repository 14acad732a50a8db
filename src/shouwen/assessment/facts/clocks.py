"""Cases and online consultations whose clocks may have run over in a month (考核制度 三（一）（2）、（3）)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from shouwen.assessment.bearers import bearer_of
from shouwen.assessment.enums import FindingState
from shouwen.assessment.facts.month import Month
from shouwen.assessment.facts.texts import minute
from shouwen.assessment.models import Finding
from shouwen.civil_time import instant, local_date
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.facts import extension_of
from shouwen.clocks.models import Clock, Extension, Pause, Responsibility
from shouwen.clocks.responsibility import Span, covers_for, spans_of
from shouwen.clocks.same_in_workdays import workdays_of
from shouwen.clocks.unextended import unextended_due_on
from shouwen.clocks.yardstick import Yardstick
from shouwen.inquiries.enums import Channel
from shouwen.inquiries.models import Inquiry
from shouwen.people.models import Cover

Facts = list[dict[str, Any]]


def cases(month: Month, staff: Mapping[int, str], assessed: Collection[int]) -> Facts:
    """Every case whose clock ran past its due date before the month ended and wasn't closed before the month began.

    A case within its limit can't cost a point, nor one for which nobody assessed answered: they aren't carried. Who stood in for
    whom (AB岗) answers for the days of the cover.
    `staff` names everybody in `answerable`: were somebody who isn't assessed left out, their days would fall back on the
    person before (R7)."""
    found = []
    for clock, spans in _owed_over_time(month, assessed):
        responsible = [{"staff": staff[span.staff_id], "from": span.first.isoformat()} for span in spans]
        found.append({**_clock_facts(clock, month), "responsible": responsible})
    return found


def _owed_over_time(month: Month, assessed: Collection[int]) -> Iterator[tuple[Clock, list[Span]]]:
    """The late cases for which one of the assessed answered on some day, with who did when; four queries."""
    clocks = list(
        _late_cases(month, assessed).prefetch_related(
            Prefetch("pauses", Pause.objects.filter(lapsed=False).order_by("from_on")),
            Prefetch("responsibilities", Responsibility.objects.order_by("from_on")),
        )
    )
    responsible = {row.staff_id for clock in clocks for row in clock.responsibilities.all()}
    covers, by = covers_for(month.centre_id, responsible), Yardstick.of(month.centre_id)
    for clock in clocks:
        spans = spans_of(clock, covers, on=month.as_of.date(), by=by)
        if any(span.staff_id in assessed for span in spans):
            yield clock, spans


def answerable(month: Month, assessed: Collection[int]) -> set[int]:
    """Everybody who ever answered for one of these cases, assessed or not."""
    return {span.staff_id for _, spans in _owed_over_time(month, assessed) for span in spans}


def _late_cases(month: Month, assessed: Collection[int]) -> QuerySet[Clock]:
    """Late cases for which at least one of the assessed may have answered, or stood in for somebody who did."""
    stood_in = Cover.objects.filter(centre_id=month.centre_id, by_id__in=assessed).values("absent_id")
    whose = Q(staff_id__in=assessed) | Q(staff_id__in=stood_in)
    theirs = Responsibility.objects.filter(whose, centre_id=month.centre_id).values("clock_id")
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
    extension = extension_of(clock)
    if extension is not None and _is_overtaken(clock, extension):
        facts["workdays"] += extension.workdays
    elif extension is not None:
        facts["extension"] = {
            "workdays": extension.workdays,
            "asked": minute(extension.asked_at),
            "told": minute(extension.told_at),
            "reason": extension.reason,
        }
    facts["closed"] = minute(closed) if closed else None
    return facts


def _is_overtaken(clock: Clock, extension: Extension) -> bool:
    """Whether the calendar has moved the due day before the day of the telling since. The person was told in time, so that the
    extension holds; the contract, which judges by today's calendar, would drop it, and gets one limit with both."""
    unextended = unextended_due_on(clock, by=Yardstick.of(clock.centre_id))
    return clock.unit != LimitUnit.INSTANT and local_date(extension.told_at) > unextended


def _verified_evidence(month: Month, clause: str) -> set[str]:
    return _evidence(month, clause, FindingState.VERIFIED)


def _dismissed_evidence(month: Month, clause: str) -> set[str]:
    return _evidence(month, clause, FindingState.DISMISSED)


def _evidence(month: Month, clause: str, state: FindingState) -> set[str]:
    rows = Finding.objects.filter(centre_id=month.centre_id, clause=clause, state=state)
    return set(rows.values_list("evidence_number", flat=True))
