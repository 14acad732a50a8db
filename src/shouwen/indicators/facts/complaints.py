"""投诉: received, upheld and answered in time (服务承诺制度 第一、二条)."""

from __future__ import annotations

from collections import Counter

from shouwen.civil_time import local_date, start_of
from shouwen.clocks.calendars import calendar_of
from shouwen.feedback.enums import UPHELD
from shouwen.feedback.queries import NEVER_ANSWERED, complaints_between, dues_of
from shouwen.indicators.facts.parts import Figures
from shouwen.indicators.periods import Span, months_before
from shouwen.people import queries as people


def complaints(span: Span) -> Figures:
    """Complaints of the month by the promise they are about, those upheld, those not answered in time or not yet, and whether those
    due in it were answered."""
    received: Counter[str] = Counter()
    upheld: Counter[str] = Counter()
    in_time, late, unanswered = 0, 0, 0
    days, calendar = people.centre(span.centre_id).complaint_workdays, calendar_of(span.centre_id)
    since = months_before(span.first, 3)[0]
    rows = list(complaints_between(span.centre_id, start_of(since), span.end))
    dues = dues_of(span.centre_id, [row.pk for row in rows])
    for row in rows:
        settled = row.verified_at or row.settled_at
        answered = settled if settled and settled <= span.at else None
        if row.at >= span.start:
            about = str(row.promise or 0)
            received[about] += 1
            upheld[about] += bool(answered) and row.verdict in UPHELD
        if row.state in NEVER_ANSWERED:
            continue
        # As its clock says; what was noted before complaints had clocks is reckoned from its day.
        due_at = dues.get(row.pk)
        due_on = local_date(due_at) if due_at else calendar.add(local_date(row.at), days)
        kept = answered is not None and (answered <= due_at if due_at else local_date(answered) <= due_on)
        unanswered += row.at >= span.start and not kept
        if span.first <= due_on <= span.last_day:
            is_past = span.is_over or due_on < span.last_day
            in_time, late = in_time + kept, late + (is_past and not kept)
    return {
        "complaints": {"n": received.total(), "by": dict(received)},
        "complaints_upheld": {"n": upheld.total(), "of": received.total(), "by": dict(upheld)},
        "complaints_late": {"n": late},
        "complaints_unanswered": {"n": unanswered},
        "complaints_in_time": {"n": in_time, "of": in_time + late},
    }
