"""回避: whom a complaint is about. They neither see it nor look into it, nor do those who stand in for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, TruncDate

from shouwen.civil_time import ZONE, local_date
from shouwen.feedback.models import Complaint
from shouwen.papers.models import Paper
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES, Role
from shouwen.people.models import Cover, Posting
from shouwen.people.queries import Colleague

HANDLE = FRONT_DESK_ROLES | {Role.LEADER, Role.DISCIPLINE}
"""Who may look into a complaint."""


def involved_in(complaint: Complaint, *, at: datetime) -> frozenset[int]:
    """The person complained of; else who had the case, or sat at the window. And who stood in for them when it was said to have
    happened, or does now: an equal's word about an equal is no finding.

    What was merged is one matter: whom one of the complaints is about, all of them are kept from."""
    return involved_in_many([complaint], at=at)[complaint.pk]


def involved_in_many(complaints: Iterable[Complaint], *, at: datetime) -> dict[int, frozenset[int]]:
    """The same of each; three queries beside that of the complaints, which bring their cases along."""
    rows = list(complaints)
    every = rows + _told_with(rows)
    windows = {row.window_id for row in every if row.staff_id is None and row.window_id is not None}
    posted = list(Posting.objects.filter(window_id__in=windows, staff__is_active=True))
    about = {row.pk: _about(row, posted) for row in every}
    covers = list(Cover.objects.filter(absent_id__in=frozenset[int]().union(*about.values())))
    of_matter: dict[int, frozenset[int]] = {}
    for row in every:
        found = about[row.pk] | _stand_ins(row, about[row.pk], covers, at=at)
        of_matter[_leader(row)] = of_matter.get(_leader(row), frozenset()) | found
    return {row.pk: of_matter[_leader(row)] for row in rows}


def _leader(complaint: Complaint) -> int:
    """Which complaint leads the matter: itself, unless it was merged into another. Of those merged none leads."""
    return complaint.merged_into_id or complaint.pk


def _told_with(rows: list[Complaint]) -> list[Complaint]:
    """Those told together with these: which they were merged into, and which were merged into the same."""
    leaders = [_leader(row) for row in rows if row.pk is not None]
    if not leaders:
        return []
    others = Complaint.objects.filter(Q(pk__in=leaders) | Q(merged_into_id__in=leaders))
    return list(others.exclude(pk__in=[row.pk for row in rows]).select_related("case"))


def _about(complaint: Complaint, posted: Iterable[Posting]) -> frozenset[int]:
    if complaint.staff_id is not None:
        return frozenset({complaint.staff_id})
    on = local_date(complaint.at)
    there = [one for one in posted if (one.centre_id, one.window_id) == (complaint.centre_id, complaint.window_id)]
    found = {one.staff_id for one in there if one.from_on <= on and (one.to_on is None or one.to_on >= on)}
    return frozenset(found | ({complaint.case.handler_id} if complaint.case is not None else set()))


def _stand_ins(complaint: Complaint, about: frozenset[int], covers: Iterable[Cover], *, at: datetime) -> frozenset[int]:
    theirs = [one for one in covers if one.absent_id in about and one.centre_id == complaint.centre_id]
    return frozenset(one.by_id for one in theirs if any(one.from_at <= now < one.to_at for now in (at, complaint.at)))


def keeps_answer_from(paper: Paper, by: Actor, at: datetime) -> bool:
    """Whether 投诉答复书 is about a complaint in which this person is: it may name who complained."""
    rows = Complaint.objects.filter(pk=paper.subject_id, centre_id=paper.centre_id).select_related("case")
    return any(by.staff_id in involved_in(one, at=at) for one in rows)


def not_involving(rows: QuerySet[Complaint], *, by: Actor, at: datetime) -> QuerySet[Complaint]:
    """Of these complaints those in which this person isn't, as `involved_in` says it of each one; in the same query."""
    if by.staff_id is None:
        return rows
    every = Complaint.objects.filter(centre_id=by.centre_id).alias(
        about=Coalesce("staff_id", "case__handler_id", Value(0)), said_on=TruncDate("at", tzinfo=ZONE)
    )
    at_window = Posting.objects.filter(
        Q(to_on=None) | Q(to_on__gte=OuterRef("said_on")),
        Q(staff_id=by.staff_id) | Exists(_stood_in(by, OuterRef("staff_id"), OuterRef(OuterRef("at")), at=at)),
        centre_id=by.centre_id,
        staff__is_active=True,
        from_on__lte=OuterRef("said_on"),
        window_id=OuterRef("window_id"),
    )
    is_about = Q(about=by.staff_id) | Exists(_stood_in(by, OuterRef("about"), OuterRef("at"), at=at))
    involving = every.filter(is_about | (Q(staff=None) & Exists(at_window)))
    # What was merged is one matter, known by the complaint that leads it.
    matters = involving.order_by().annotate(matter=Coalesce("merged_into_id", "pk")).values("matter")
    return rows.alias(matter=Coalesce("merged_into_id", "pk")).exclude(matter__in=matters)


def _stood_in(by: Actor, absent: OuterRef, said: OuterRef, *, at: datetime) -> QuerySet[Cover]:
    in_force = Q(from_at__lte=at, to_at__gt=at) | Q(from_at__lte=said, to_at__gt=said)
    return Cover.objects.filter(in_force, centre_id=by.centre_id, by_id=by.staff_id, absent_id=absent)


def handlers_for(complaint: Complaint, *, at: datetime) -> list[Colleague]:
    """Today's colleagues who may look into it: none of those it is about, nor who has it already."""
    kept_off = involved_in(complaint, at=at) | {complaint.handler_id}
    today = people.colleagues(complaint.centre_id, on=local_date(at))
    return [one for one in today if one.roles & HANDLE and one.staff_id not in kept_off]
