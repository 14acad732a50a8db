"""Ratings, complaints and findings of a month: they count once verified; dismissed ones are not facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shouwen.assessment.enums import FindingState
from shouwen.assessment.facts.month import Month
from shouwen.assessment.facts.tasks import LATE_TASK
from shouwen.assessment.facts.texts import minute
from shouwen.assessment.models import Finding
from shouwen.clocks.enums import ClockKind
from shouwen.feedback.enums import UPHELD, Verdict
from shouwen.feedback.models import Complaint, Rating
from shouwen.feedback.transitions import GONE

Facts = list[dict[str, Any]]
FROM_CLOCK = "K1.2"
"""Findings on this clause confirm a consultation that the clock found late; the consultation is the fact."""


def ratings(month: Month, staff: Mapping[int, str]) -> Facts:
    """Ratings that people gave in the month."""
    rows = Rating.objects.filter(
        centre_id=month.centre_id, at__gte=month.start, at__lt=month.end, staff_id__in=staff, active=True
    ).exclude(verdict=Verdict.DISMISSED)
    return [
        {
            "id": f"评{row.pk}",
            "staff": staff[row.staff_id],
            "at": minute(row.at),
            "level": row.level,
            "verified": row.verdict == Verdict.VERIFIED,
        }
        for row in rows.order_by("at", "pk")
    ]


def complaints(month: Month, staff: Mapping[int, str]) -> Facts:
    """Complaints of the month, about somebody. What was true but not their doing is no fact of theirs; nor is one that was told
    twice, withdrawn, or passed on to who is competent."""
    rows = Complaint.objects.filter(
        centre_id=month.centre_id, at__gte=month.start, at__lt=month.end, staff_id__in=staff, staff_cleared=False
    ).exclude(verdict=Verdict.DISMISSED)
    rows = rows.exclude(state__in=GONE)
    return [
        {
            "id": row.number,
            "staff": staff[row.staff_id],
            "at": minute(row.at),
            "verified": row.verdict in UPHELD,
        }
        for row in rows.order_by("at", "pk")
        if row.staff_id is not None
    ]


def findings(month: Month, staff: Mapping[int, str]) -> Facts:
    """Findings of the month, and earlier ones on K2.9: only the highest level of an act counts, across months."""
    rows = Finding.objects.filter(centre_id=month.centre_id, at__lt=month.end, staff_id__in=staff)
    rows = rows.exclude(state=FindingState.DISMISSED).exclude(clause=FROM_CLOCK)
    rows = rows.exclude(clause=LATE_TASK, evidence_kind=ClockKind.TASK)
    found = []
    for row in rows.order_by("at", "pk"):
        if row.at < month.start and row.clause != "K2.9":
            continue
        facts: dict[str, Any] = {
            "id": row.number,
            "staff": staff[row.staff_id],
            "clause": row.clause,
            "at": minute(row.at),
            "verified": row.state == FindingState.VERIFIED,
        }
        if row.level:
            facts["level"] = row.level
        if row.act:
            facts["act"] = row.act
        found.append(facts)
    return found
