"""回避: whom a complaint is about. They neither see it nor look into it, nor do those who stand in for them."""

from __future__ import annotations

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
    """The person complained of; else who had the case, or sits at the window. And who stood in for them when it was said to have
    happened, or does now: an equal's word about an equal is no finding."""
    about: set[int] = set()
    if complaint.staff_id is not None:
        about.add(complaint.staff_id)
    else:
        if complaint.case is not None:
            about.add(complaint.case.handler_id)
        if complaint.window_id is not None:
            on = local_date(complaint.at)
            at_window = people.colleagues(complaint.centre_id, on=on)
            about |= {one.staff_id for one in at_window if one.window_id == complaint.window_id}
    if not about:
        return frozenset()
    in_force = Q(from_at__lte=at, to_at__gt=at) | Q(from_at__lte=complaint.at, to_at__gt=complaint.at)
    covers = Cover.objects.filter(in_force, centre_id=complaint.centre_id, absent_id__in=about)
    return frozenset(about | set(covers.values_list("by_id", flat=True)))


def keeps_answer_from(paper: Paper, by: Actor, at: datetime) -> bool:
    """Whether 投诉答复书 is about a complaint in which this person is: it may name who complained."""
    rows = Complaint.objects.filter(pk=paper.subject_id, centre_id=paper.centre_id).select_related("case")
    return any(by.staff_id in involved_in(one, at=at) for one in rows)


def not_involving(rows: QuerySet[Complaint], *, by: Actor, at: datetime) -> QuerySet[Complaint]:
    """Of these complaints those in which this person isn't, as `involved_in` says it of each one; in the same query."""
    rows = rows.alias(about=Coalesce("staff_id", "case__handler_id", Value(0)), said_on=TruncDate("at", tzinfo=ZONE))
    at_window = Posting.objects.filter(
        Q(to_on=None) | Q(to_on__gte=OuterRef("said_on")),
        Q(staff_id=by.staff_id) | Exists(_stood_in(by, OuterRef("staff_id"), OuterRef(OuterRef("at")), at=at)),
        centre_id=by.centre_id,
        staff__is_active=True,
        from_on__lte=OuterRef("said_on"),
        window_id=OuterRef("window_id"),
    )
    is_about = Q(about=by.staff_id) | Exists(_stood_in(by, OuterRef("about"), OuterRef("at"), at=at))
    return rows.filter(~(is_about | (Q(staff=None) & Exists(at_window)))) if by.staff_id is not None else rows


def _stood_in(by: Actor, absent: OuterRef, said: OuterRef, *, at: datetime) -> QuerySet[Cover]:
    in_force = Q(from_at__lte=at, to_at__gt=at) | Q(from_at__lte=said, to_at__gt=said)
    return Cover.objects.filter(in_force, centre_id=by.centre_id, by_id=by.staff_id, absent_id=absent)


def handlers_for(complaint: Complaint, *, at: datetime) -> list[Colleague]:
    """Today's colleagues who may look into it: none of those it is about, nor who has it already."""
    kept_off = involved_in(complaint, at=at) | {complaint.handler_id}
    today = people.colleagues(complaint.centre_id, on=local_date(at))
    return [one for one in today if one.roles & HANDLE and one.staff_id not in kept_off]
