"""Clocks that whom a complaint is about must not hear of: of its answer, and of a call about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.feedback.involved import involved_in_many
from shouwen.feedback.models import Complaint
from shouwen.supervision.kept_off import Kept
from shouwen.telling.queries import calls_about_any


def kept_clocks(centre_id: int, at: datetime) -> Iterator[Kept]:
    """Every open one of the centre with the people of its complaint. Seven queries, for any number."""
    every = Complaint.objects.filter(centre_id=centre_id)
    still_open = Clock.objects.filter(centre_id=centre_id, closed_at=None)
    answers, dialled = still_open.filter(kind=ClockKind.COMPLAINT), still_open.filter(kind=ClockKind.CALL)
    calls = calls_about_any(centre_id, ClockKind.COMPLAINT, every.values("pk"))
    calls = calls.filter(pk__in=dialled.values("subject_id"))
    about = dict(calls.values_list("pk", "subject_id"))
    is_open = Q(pk__in=answers.values("subject_id")) | Q(pk__in=calls.values("subject_id"))
    involved = involved_in_many(every.filter(is_open).select_related("case"), at=at)
    for clock in answers:
        yield Kept(clock.pk, clock.responsible_id, involved.get(clock.subject_id, frozenset()))
    for clock in dialled.filter(subject_id__in=calls.values("pk")):
        yield Kept(clock.pk, clock.responsible_id, involved.get(about.get(clock.subject_id, 0), frozenset()))
