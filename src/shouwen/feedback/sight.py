"""Which complaints stay out of a list: what `may_see` refuses one by one, asked of many at once."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from shouwen.feedback.models import Complaint
from shouwen.feedback.policies import may_see, sees_all
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.models import Cover, Posting


def hidden_complaints(by: Actor, *, at: datetime) -> QuerySet[Complaint]:
    """Of a centre. Only those that may concern this person, or are in their hands, are looked at one by one."""
    every = Complaint.objects.filter(centre_id=by.centre_id)
    return every.filter(_hidden(by, every.select_related("case"), at=at))


def _hidden(by: Actor, rows: QuerySet[Complaint], *, at: datetime) -> Q:
    if sees_all(by):
        may_concern = rows.filter(_may_concern(by))
        return Q(pk__in=[one.pk for one in may_concern if may_see(one, by=by, at=at) is not None])
    hands = {by.staff_id or 0}
    if by.staff_id is not None:
        hands |= {cover.absent_id for cover in people.covers_of(by.staff_id, by.centre_id, at=at)}
    in_hand = rows.filter(Q(taken_by_id__in=hands) | Q(handler_id__in=hands) | Q(office_id__in=hands))
    return ~Q(pk__in=[one.pk for one in in_hand if may_see(one, by=by, at=at) is None])


def _may_concern(by: Actor) -> Q:
    """Wider than it has to be: whom they ever stood in for, wherever they ever sat."""
    about = {by.staff_id or 0, *Cover.objects.filter(by_id=by.staff_id).values_list("absent_id", flat=True)}
    seats = Posting.objects.filter(staff_id__in=about, window__isnull=False).values("window_id")
    return Q(staff_id__in=about) | Q(staff=None, case__handler_id__in=about) | Q(staff=None, window_id__in=seats)
