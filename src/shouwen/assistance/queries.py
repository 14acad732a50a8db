"""Reading calls for help: what waits, what one holds, the register."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from shouwen.assistance.enums import CallState
from shouwen.assistance.models import HelpCall
from shouwen.assistance.reach import leader_from, office_from, reach_at
from shouwen.assistance.transitions import OPEN_CALLS
from shouwen.civil_time import start_of
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.queries import covers_of

_DAY = timedelta(days=1)
MOST = 60
COMES_WITHIN = timedelta(minutes=10)
RUNG = (Role.HELPER, Role.MANAGEMENT_OFFICE, Role.LEADER)
"""Whose pages ask for calls; those of the others only while no one of these is there (`is_rung`)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the register is narrowed to; `sift` is a state, `open`, or `escalated`."""

    text: str = ""
    sift: str = ""
    staff_id: int | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Ringing:
    """What one member of staff is shown: calls that wait for them, and those they took."""

    waiting: Sequence[HelpCall]
    mine: Sequence[HelpCall]

    def __bool__(self) -> bool:
        return bool(self.waiting or self.mine)


def ringing(by: Actor, *, at: datetime) -> Ringing:
    """请人帮忙 as it reaches this person at this moment: one query while nobody calls."""
    rows = list(_open(by)) if by.staff_id is not None else []
    if not rows:
        return Ringing((), ())
    mine = [row for row in rows if row.taken_by_id == by.staff_id]
    waiting = [row for row in rows if row.state == CallState.WAITING]
    if waiting:
        reach = reach_at(by.centre_id, at=at)
        waiting = [row for row in waiting if by.staff_id in reach.of(row, at=at)]
    return Ringing(waiting, mine)


def is_rung(by: Actor, *, at: datetime) -> bool:
    """Whether this person's pages listen for calls at all: who helps, the office, the leaders, who stands in for somebody; and
    whoever meets people where the centre has nobody of the first two today."""
    if by.has(*RUNG) or covers_of(by.staff_id or 0, by.centre_id, at=at).exists():
        return True
    return by.staff_id in reach_at(by.centre_id, at=at).first


def _open(by: Actor) -> QuerySet[HelpCall]:
    """What waits and what this person took. Who stands in the hall comes before who is to be rung, however many those are."""
    is_theirs = Q(state=CallState.WAITING) | Q(state=CallState.TAKEN, taken_by_id=by.staff_id)
    rows = HelpCall.objects.filter(is_theirs, centre_id=by.centre_id)
    return rows.select_related("device", "taken_by").order_by("-wish", "called_at", "pk")[:MOST]


def call_marked(mark: str) -> HelpCall | None:
    """The call of the caller's address; None for any other text."""
    if not re.fullmatch(r"[0-9a-f]{32}", mark):
        return None
    return HelpCall.objects.filter(mark=mark).select_related("centre", "device", "taken_by").first()


def open_call_at(device_id: int, *, at: datetime) -> HelpCall | None:
    """The call of a kiosk: one that waits, or that somebody went to just now. Once they must be there, whoever presses is
    somebody else, though the record of the first may still be missing."""
    goes = Q(state=CallState.WAITING) | Q(state=CallState.TAKEN, taken_at__gt=at - COMES_WITHIN)
    return HelpCall.objects.filter(goes, device_id=device_id).order_by("-called_at", "-pk").first()


def call_numbered(centre_id: int, serial: str) -> HelpCall | None:
    """帮 26-0012 by its serial."""
    rows = HelpCall.objects.filter(centre_id=centre_id, number=f"帮 {serial}")
    return rows.select_related("device", "taken_by").first()


def open_count(centre_id: int) -> int:
    """How many aren't over."""
    return HelpCall.objects.filter(centre_id=centre_id, state__in=OPEN_CALLS).count()


def calls_wanted(centre_id: int, wanted: Wanted) -> QuerySet[HelpCall]:
    """帮办台账, the newest first. `sift`: open, escalated (nobody came within the set time), or a state."""
    rows = HelpCall.objects.filter(centre_id=centre_id)
    if wanted.sift == "open":
        rows = rows.filter(state__in=OPEN_CALLS)
    elif wanted.sift == "escalated":
        rows = rows.filter(office_at__isnull=False)
    elif wanted.sift in CallState.values:
        rows = rows.filter(state=wanted.sift)
    if wanted.staff_id is not None:
        rows = rows.filter(taken_by_id=wanted.staff_id)
    if wanted.first is not None:
        rows = rows.filter(called_at__gte=start_of(wanted.first))
    if wanted.last is not None:
        rows = rows.filter(called_at__lt=start_of(wanted.last + _DAY))
    if text := wanted.text.strip():
        rows = rows.filter(Q(number__icontains=text) | Q(place__icontains=text) | Q(device__name__icontains=text))
    return rows.select_related("device", "taken_by").order_by("-called_at", "-pk")


def waiting_too_long(centre_id: int, *, at: datetime) -> list[HelpCall]:
    """Calls that nobody took in the set time and of which the office, or the leaders, weren't told yet."""
    rows = HelpCall.objects.filter(centre_id=centre_id, state=CallState.WAITING).select_related("device")
    return [
        row
        for row in rows.order_by("called_at")
        if (row.office_at is None and at >= office_from(row)) or (row.leader_at is None and at >= leader_from(row))
    ]
