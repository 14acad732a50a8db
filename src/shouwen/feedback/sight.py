"""Which complaints stay out of a list: what `may_see` refuses one by one, asked of many at once."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from shouwen.feedback.involved import not_involving
from shouwen.feedback.models import Complaint
from shouwen.feedback.policies import sees_all
from shouwen.people import queries as people
from shouwen.people.actor import Actor


def hidden_complaints(by: Actor, *, at: datetime) -> QuerySet[Complaint]:
    """Of a centre: those this person is in, and for who doesn't look over them all, those in nobody's hands for whom they act."""
    every = Complaint.objects.filter(centre_id=by.centre_id)
    seen = not_involving(every, by=by, at=at)
    if not sees_all(by):
        me = by.staff_id or 0
        absent = [cover.absent_id for cover in people.covers_of(me, by.centre_id, at=at)] if me else []
        seen = seen.filter(Q(taken_by_id=me) | Q(office_id=me) | Q(handler_id__in=[me, *absent]))
    return every.exclude(pk__in=seen.values("pk"))


def complaints_involving(by: Actor, *, at: datetime) -> QuerySet[Complaint]:
    """Those in which this person is."""
    every = Complaint.objects.filter(centre_id=by.centre_id)
    return every.exclude(pk__in=not_involving(every, by=by, at=at).values("pk"))
