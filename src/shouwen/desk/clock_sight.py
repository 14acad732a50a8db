"""Whose clocks a page for all may show: tasks, complaints, orders and measures are seen by whom their own pages let see them, and so
are the calls that are owed about a complaint."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import fits
from shouwen.feedback.sight import hidden_complaints
from shouwen.people.actor import Actor
from shouwen.promises import measure_queries as measures
from shouwen.supervision import policies as order_policies
from shouwen.supervision import queries as supervision
from shouwen.tasks import policies as task_policies
from shouwen.tasks import queries as tasks
from shouwen.telling.queries import calls_about_any


def hidden_clocks(by: Actor, *, at: datetime) -> Q:
    """A condition on clocks: what a list for all leaves out for this person."""
    # As numbers: with this query inside it, that of a list went deeper than SQLite can read.
    complaints = list(hidden_complaints(by, at=at).values_list("pk", flat=True))
    calls = calls_about_any(by.centre_id, ClockKind.COMPLAINT, complaints).values("pk")
    hidden = Q(kind=ClockKind.COMPLAINT, subject_id__in=complaints) | Q(kind=ClockKind.CALL, subject_id__in=calls)
    seen: dict[ClockKind, Any] = {
        ClockKind.TASK: None if task_policies.sees_all(by) else tasks.rounds_at_hand(by, at=at),
        ClockKind.RECTIFY: measures.rounds_seen_by(by),
        ClockKind.SUPERVISION: None if order_policies.sees_all(by) else supervision.rounds_at_hand(by, at=at),
    }
    for kind, rounds in seen.items():
        if rounds is not None:
            hidden |= Q(kind=kind) & ~Q(subject_id__in=rounds.values("pk"))
    return hidden


def may_see_clock(clock: Any, *, by: Actor, at: datetime) -> bool:
    """Whether the page of one clock is for this person."""
    return not fits(clock, hidden_clocks(by, at=at))
