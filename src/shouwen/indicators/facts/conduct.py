"""评价、投诉、线索、打开个人信息: what people said, what was found out, and whether sealed data were opened without a reason."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.db.models import Count

from shouwen.assessment.enums import FindingState
from shouwen.assessment.models import Finding
from shouwen.civil_time import start_of
from shouwen.feedback.models import Rating
from shouwen.indicators.facts.parts import SATISFIED, Figures, Parts
from shouwen.indicators.periods import Span
from shouwen.journal.models import Entry

BY_CLAUSE = {"discord": "K2.8", "discipline": "K2.6", "reputation": "K2.9"}
"""The figure of a promise, and the clause of 考核制度 whose verified findings it counts."""


def conduct(span: Span) -> Figures:
    """Ratings, verified findings, openings without reason."""
    return {
        **_ratings(span),
        **{key: {"n": _findings(span, clause)} for key, clause in BY_CLAUSE.items()},
        "opened_without_reason": {"n": _opened_without_reason(span)},
    }


def _ratings(span: Span) -> Figures:
    """A running month has its ratings up to its last whole week: by how they grew within a day, whoever had just served somebody
    would know what that person said."""
    until = span.end if span.is_over else start_of(span.last_day - timedelta(days=span.last_day.weekday()))
    rows = Rating.objects.filter(centre_id=span.centre_id, at__gte=span.start, at__lt=until)
    counted = {str(level): 0 for level in range(5, 0, -1)}
    default = 0
    for level, active, count in rows.order_by().values_list("level", "active").annotate(count=Count("pk")):
        if active:
            counted[str(level)] += count
        else:
            default += count
    given = sum(counted.values())
    satisfied: Parts = {"n": sum(counted[level] for level in SATISFIED), "of": given}
    return {"ratings": {"n": given, "by": counted}, "ratings_default": {"n": default}, "satisfaction": satisfied}


def _findings(span: Span, clause: str) -> int:
    """Verified in the month. What several levels found of one act is one (K2.9)."""
    rows = Finding.objects.filter(
        centre_id=span.centre_id,
        clause=clause,
        state=FindingState.VERIFIED,
        decided_at__gte=span.start,
        decided_at__lt=span.end,
    )
    return len({act or f"#{key}" for act, key in rows.values_list("act", "pk")})


def _opened_without_reason(span: Span) -> int:
    rows = Entry.objects.filter(
        centre_id=span.centre_id, subject_kind="person", action="person.open", at__gte=span.start, at__lt=span.end
    )
    return Counter(bool((data or {}).get("reason")) for data in rows.values_list("data", flat=True))[False]
