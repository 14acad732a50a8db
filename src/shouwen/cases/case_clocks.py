"""The clocks of a case beside its own: of the review after a receipt, of what is owed later. Changed only inside an action of the case."""

from __future__ import annotations

from datetime import datetime

from shouwen.cases.enums import OwedKind, RoundEnding
from shouwen.cases.models import Case, OwedMaterial, ReviewRound
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.people.actor import Actor


def begin_round(case: Case, *, by: Actor, at: datetime) -> ReviewRound:
    """收件审查: the working days of the guide run within which the person is told what must be corrected."""
    round_ = ReviewRound.objects.create(
        centre_id=case.centre_id, case=case, sequence=ReviewRound.objects.filter(case=case).count() + 1, began_at=at
    )
    round_.clock = clocks.start(
        kind=ClockKind.REVIEW,
        subject_id=round_.pk,
        number=case.number,
        matter=case.version.item.name,
        person_masked=case.person.name_masked,
        responsible_id=case.handler_id,
        unit=LimitUnit.WORKDAY,
        promised_limit=case.version.notice_workdays,
        by=by,
        at=at,
    )
    round_.save(update_fields=["clock"])
    return round_


def end_round(case: Case, *, ending: RoundEnding, at: datetime) -> ReviewRound | None:
    """The review of what came is over; None if none runs."""
    round_ = case.review_rounds.filter(ended_at=None).first()
    if round_ is None:
        return None
    round_.ended_at, round_.ending = at, ending
    round_.save(update_fields=["ended_at", "ending"])
    clocks.close(centre_id=case.centre_id, kind=ClockKind.REVIEW, subject_id=round_.pk, at=at)
    return round_


def start_owed(owed: OwedMaterial, case: Case, *, by: Actor, at: datetime) -> Clock:
    """容缺补交: the handler sees to it that the material comes by the day that was promised."""
    return clocks.start(
        kind=ClockKind.OWED,
        subject_id=owed.pk,
        number=case.number,
        matter=f"{owed.case_material.name}（{case.item.name}）",
        person_masked=case.person.name_masked,
        responsible_id=case.handler_id,
        unit=LimitUnit.WORKDAY,
        promised_limit=0,
        due_on=owed.due_on,
        by=by,
        at=at,
    )


def close_owed(owed: OwedMaterial, *, at: datetime) -> None:
    """What was owed is here, or isn't asked for any more."""
    clocks.close(centre_id=owed.centre_id, kind=ClockKind.OWED, subject_id=owed.pk, at=at)


def end_beside(case: Case, *, at: datetime) -> None:
    """The case is over: nobody owes it a review or a material any more."""
    if case.clock_id is None:
        end_round(case, ending=RoundEnding.WITHDRAWN, at=at)
    for owed in _still_owed(case):
        close_owed(owed, at=at)


def reassign_beside(case: Case, *, to_staff_id: int, by: Actor, at: datetime) -> None:
    """The case passes on, and with it what is owed beside it."""
    subjects = [(ClockKind.OWED, row.pk) for row in _still_owed(case)]
    if case.clock_id is None:
        subjects += [(ClockKind.REVIEW, row.pk) for row in case.review_rounds.filter(ended_at=None)]
    for kind, subject_id in subjects:
        clock = Clock.objects.get(centre_id=case.centre_id, kind=kind, subject_id=subject_id)
        clocks.reassign(clock=clock, to_staff_id=to_staff_id, by=by, at=at)


def _still_owed(case: Case) -> list[OwedMaterial]:
    rows = OwedMaterial.objects.filter(case_material__case=case, kind=OwedKind.LATER, handed_in_at=None)
    return list(rows.order_by("pk"))
