"""Reading measures (问责). Every answer is a constant number of queries, and starts from who reads."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.papers.models import Paper
from shouwen.people.actor import Actor
from shouwen.promises.enums import MeasureKind, MeasureState
from shouwen.promises.measure_policies import sees_all
from shouwen.promises.models import Measure, RectifyRound

_OPEN = (MeasureState.PROPOSED, MeasureState.DECIDED, MeasureState.RECTIFYING, MeasureState.REPORTED)


def measures_for(by: Actor, *, state: str = "", kind: str = "", text: str = "") -> QuerySet[Measure]:
    """问责台账 as this person may read it, newest first. `state`: open, or a state; `text`: a number or a name."""
    rows = Measure.objects.filter(centre_id=by.centre_id)
    if not sees_all(by):
        rows = rows.filter(Q(subject_id=by.staff_id) | Q(proposed_by_id=by.staff_id))
    # Whom it is about knows of it once it was served, whatever their post.
    rows = rows.exclude(subject_id=by.staff_id, served_at=None)
    if state == "open":
        rows = rows.filter(state__in=_OPEN)
    elif state in MeasureState.values:
        rows = rows.filter(state=state)
    if kind in MeasureKind.values:
        rows = rows.filter(kind=kind)
    if text := text.strip():
        rows = rows.filter(
            Q(number__icontains=text) | Q(evidence_number__icontains=text) | Q(subject__name__icontains=text)
        )
    return rows.select_related("subject", "proposed_by", "decided_by", "paper").order_by("-proposed_at", "-pk")


def measure_numbered(centre_id: int, serial: str) -> Measure | None:
    """责 26-0003 by its serial 26-0003, with its rounds."""
    rows = Measure.objects.filter(centre_id=centre_id, number=f"责 {serial}")
    rows = rows.select_related("subject", "proposed_by", "decided_by", "served_by", "revoked_by", "paper")
    return rows.prefetch_related("rounds__checked_by").first()


def is_served_by(paper: Paper) -> bool:
    """Whether the measure that this paper decided was served to whom it is about."""
    return Measure.objects.filter(paper=paper, served_at__isnull=False).exists()


def clocks_of_measures(centre_id: int, measure_ids: Iterable[int]) -> dict[int, Clock]:
    """The clock of the last round of each rectification, by measure; two queries."""
    rounds = RectifyRound.objects.filter(measure_id__in=list(measure_ids)).order_by("sequence")
    last = {row.measure_id: row.pk for row in rounds}
    rows = Clock.objects.filter(centre_id=centre_id, kind=ClockKind.RECTIFY, subject_id__in=list(last.values()))
    found = {clock.subject_id: clock for clock in rows.select_related("extension").prefetch_related("pauses")}
    return {measure_id: found[pk] for measure_id, pk in last.items() if pk in found}


def barred_from_excellence(centre_id: int, year: int) -> dict[int, list[str]]:
    """取消评优资格 in force for a year: by member of staff the numbers of the measures; one query."""
    rows = Measure.objects.filter(
        centre_id=centre_id, kind=MeasureKind.AWARD_LOSS, year=year, state=MeasureState.IN_FORCE
    )
    found: dict[int, list[str]] = {}
    for staff_id, number in rows.order_by("number").values_list("subject_id", "number"):
        found.setdefault(staff_id, []).append(number)
    return found


def rounds_seen_by(by: Actor) -> QuerySet[RectifyRound] | None:
    """The rectifications of the measures that `may_see` lets this person see, None for all."""
    return None if sees_all(by) else RectifyRound.objects.filter(measure__in=measures_for(by).order_by())
