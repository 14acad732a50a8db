"""回避: whom a complaint is about. They neither see it nor look into it, nor do those who stand in for them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from shouwen.civil_time import local_date
from shouwen.feedback.models import Complaint
from shouwen.people import queries as people
from shouwen.people.enums import FRONT_DESK_ROLES, Role
from shouwen.people.models import Cover
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


def handlers_for(complaint: Complaint, *, at: datetime) -> list[Colleague]:
    """Today's colleagues who may look into it: none of those it is about, nor who has it already."""
    kept_off = involved_in(complaint, at=at) | {complaint.handler_id}
    today = people.colleagues(complaint.centre_id, on=local_date(at))
    return [one for one in today if one.roles & HANDLE and one.staff_id not in kept_off]
