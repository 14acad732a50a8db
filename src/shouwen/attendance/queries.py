"""Reading attendance: who can be found at the post at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from shouwen.attendance.models import Leave, Punch, Shift
from shouwen.civil_time import local_date, start_of


class Duty(StrEnum):
    """在岗, 请假, 没排班, 还没打卡. UNKNOWN where nothing is kept of the day."""

    PRESENT = "present"
    ON_LEAVE = "on_leave"
    NO_SHIFT = "no_shift"
    NOT_PUNCHED = "not_punched"
    UNKNOWN = "unknown"


def duty_at(centre_id: int, staff_ids: Iterable[int], *, at: datetime) -> dict[int, Duty]:
    """How each of these people stands at a moment, from leaves, punches and shifts of the day; three queries.

    A centre that keeps no shifts or no punches on this day says nothing about who is absent."""
    day = start_of(local_date(at))
    leaves = set(_staff(Leave.objects.filter(centre_id=centre_id, from_at__lte=at, to_at__gt=at)))
    shifts = Shift.objects.filter(centre_id=centre_id, start__gte=day, start__lt=day + timedelta(days=1))
    due, punched = set(_staff(shifts)), set(_staff(Punch.objects.filter(centre_id=centre_id, at__gte=day, at__lte=at)))

    def duty(staff_id: int) -> Duty:
        if staff_id in leaves:
            return Duty.ON_LEAVE
        if staff_id in punched:
            return Duty.PRESENT
        if due and staff_id not in due:
            return Duty.NO_SHIFT
        return Duty.NOT_PUNCHED if punched else Duty.UNKNOWN

    return {staff_id: duty(staff_id) for staff_id in staff_ids}


def _staff(rows: QuerySet[Any]) -> Iterable[int]:
    return rows.values_list("staff_id", flat=True)


def roster_of(centre_id: int, *, on: date) -> dict[int, list[tuple[datetime, datetime]]]:
    """排班: from when to when each person is due on a day; empty where no roster is kept. One query."""
    day = start_of(on)
    rows = Shift.objects.filter(centre_id=centre_id, start__gte=day, start__lt=day + timedelta(days=1))
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for staff_id, start, end in rows.order_by("start").values_list("staff_id", "start", "end"):
        found.setdefault(staff_id, []).append((start, end))
    return found


def on_leave(centre_id: int, *, at: datetime) -> dict[int, datetime]:
    """Who is on approved leave at a moment, and until when; one query. Why is nobody's business."""
    rows = Leave.objects.filter(centre_id=centre_id, from_at__lte=at, to_at__gt=at)
    return dict(rows.values_list("staff_id", "to_at"))
