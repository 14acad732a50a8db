"""文书: what was handed out in the last days, with receipts of delivery, and two that were written wrong and voided."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from shouwen.cases.acceptance_paper import issue_acceptance_notice
from shouwen.cases.conclusion_paper import issue_conclusion_notice
from shouwen.cases.enums import CaseState, ReviewState
from shouwen.cases.models import Case
from shouwen.cases.paper_policies import may_issue_acceptance, without_receipt
from shouwen.cases.receipt_paper import issue_material_receipt
from shouwen.demo.town.centre import OFFICE
from shouwen.demo.world import World
from shouwen.papers.actions import deliver, void_paper
from shouwen.papers.enums import DeliveryMeans
from shouwen.people.actions import opened
from shouwen.people.actor import Actor

CONCLUDED, ACCEPTED = 3, 3
"""How many cases of each kind get their papers."""
BY_MAIL = "EMS 1000 0000 001"


def put(world: World) -> None:
    """Conclusions that were collected, then acceptances with what was handed in; the last of each was voided."""
    at = world.plan.present - timedelta(minutes=55)
    for index, case in enumerate(_concluded(world)[:CONCLUDED]):
        _tell_the_result(world, case, index, at + timedelta(minutes=3 * index))
    found = [case for case in _running(world) if not may_issue_acceptance(case, by=_of(world, case), at=at)]
    for index, case in enumerate(found[:ACCEPTED]):
        _tell_the_limit(world, case, index, at + timedelta(minutes=20 + 3 * index))


def _tell_the_result(world: World, case: Case, index: int, at: datetime) -> None:
    by = _of(world, case)
    paper = issue_conclusion_notice(case=case, by=by, at=at)
    if index == CONCLUDED - 1:
        void_paper(paper=paper, reason="领取的窗口写错了", by=by, at=at + timedelta(minutes=1))
        return
    means = DeliveryMeans.MAIL if index else DeliveryMeans.IN_PERSON
    signed_by = BY_MAIL if index else opened(case.person).name
    deliver(paper=paper, means=means, signed_by=signed_by, delivered_at=at, by=by, at=at + timedelta(minutes=1))


def _tell_the_limit(world: World, case: Case, index: int, at: datetime) -> None:
    by = _of(world, case)
    issue_material_receipt(case=case, material_ids=[row.pk for row in without_receipt(case)], by=by, at=at)
    paper = issue_acceptance_notice(case=case, by=by, at=at + timedelta(minutes=1))
    if index == ACCEPTED - 1:
        office = world.actor(OFFICE)
        void_paper(paper=paper, reason="申请人改了情形，另出一份", by=office, at=at + timedelta(minutes=2))


def _concluded(world: World) -> list[Case]:
    before = world.plan.present - timedelta(hours=2)
    rows = _cases(world).filter(state=CaseState.CONCLUDED, closed_at__lt=before)
    return list(rows.exclude(clock=None).order_by("-closed_at", "pk")[:CONCLUDED])


def _running(world: World) -> list[Case]:
    """Accepted lately, everything reviewed."""
    before = world.plan.present - timedelta(hours=2)
    rows = _cases(world).filter(state=CaseState.ACCEPTED, accepted_at__lt=before)
    return list(rows.exclude(materials__state=ReviewState.UNREVIEWED).order_by("-accepted_at", "pk")[:20])


def _cases(world: World) -> QuerySet[Case]:
    rows = Case.objects.filter(centre=world.town.centre)
    return rows.select_related("centre", "person", "item", "version", "situation", "window", "clock")


def _of(world: World, case: Case) -> Actor:
    """Who handles the case."""
    return next(one for one in world.town.actors.values() if one.staff_id == case.handler_id)
