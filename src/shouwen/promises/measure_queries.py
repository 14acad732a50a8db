"""Reading measures (问责). Every answer is a constant number of queries, and starts from who reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from shouwen.civil_time import start_of
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.papers.models import Paper
from shouwen.people.actor import Actor
from shouwen.people.models import Posting
from shouwen.promises.enums import MeasureKind, MeasureState
from shouwen.promises.measure_policies import may_decide_some, sees_all
from shouwen.promises.models import Measure, RectifyRound

_OPEN = (MeasureState.PROPOSED, MeasureState.DECIDED, MeasureState.RECTIFYING, MeasureState.REPORTED)


def measures_for(by: Actor, *, state: str = "", kind: str = "", text: str = "") -> QuerySet[Measure]:
    """问责台账 as this person may read it, newest first. `state`: open, or a state; `text`: a number or a name."""
    return seen_by(_wanted(by.centre_id, state=state, kind=kind, text=text), by)


def awaiting_decision(by: Actor) -> QuerySet[Measure]:
    """What was proposed and this person may decide, as `may_decide` says it of each: neither about them nor proposed by them. The
    longest waiting first; one query."""
    rows = Measure.objects.filter(centre_id=by.centre_id, state=MeasureState.PROPOSED)
    rows = (
        rows.exclude(subject_id=by.staff_id).exclude(proposed_by_id=by.staff_id) if may_decide_some(by) else rows.none()
    )
    return rows.select_related("subject", "proposed_by").order_by("proposed_at", "pk")


def measure_register(
    centre_id: int,
    *,
    first: date | None,
    last: date | None,
    state: str,
    kind: str,
    staff_id: int | None,
    window_id: int | None,
    text: str,
) -> QuerySet[Measure]:
    """问责台账 of the centre before `seen_by` leaves out what a reader may not see: days (both included) of the proposal, whom it is
    about, the window where they sit."""
    rows = _wanted(centre_id, state=state, kind=kind, text=text)
    if first is not None:
        rows = rows.filter(proposed_at__gte=start_of(first))
    if last is not None:
        rows = rows.filter(proposed_at__lt=start_of(last + timedelta(days=1)))
    if staff_id is not None:
        rows = rows.filter(subject_id=staff_id)
    if window_id is not None:
        seated = Posting.objects.filter(centre_id=centre_id, window_id=window_id)
        rows = rows.filter(subject__in=seated.values("staff"))
    return rows.prefetch_related("rounds")


def seen_by(rows: QuerySet[Measure], by: Actor) -> QuerySet[Measure]:
    """Of these measures those that `may_see` lets this person read."""
    if not sees_all(by):
        rows = rows.filter(Q(subject_id=by.staff_id) | Q(proposed_by_id=by.staff_id))
    # Whom it is about knows of it once it was served, whatever their post.
    return rows.exclude(subject_id=by.staff_id, served_at=None)


def _wanted(centre_id: int, *, state: str, kind: str, text: str) -> QuerySet[Measure]:
    rows = Measure.objects.filter(centre_id=centre_id)
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
    rounds = RectifyRound.objects.filter(centre_id=centre_id, measure_id__in=list(measure_ids)).order_by("sequence")
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
    if sees_all(by):
        return None
    return RectifyRound.objects.filter(centre_id=by.centre_id, measure__in=measures_for(by).order_by())
