"""Shifts, punches, leave and time away of a month (考核制度 三（二）（1）至（3）)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shouwen.assessment.facts.month import Month
from shouwen.assessment.facts.texts import minute, second
from shouwen.attendance.models import Away, Leave, Punch, Shift

Facts = list[dict[str, Any]]


def shifts(month: Month, staff: Mapping[int, str]) -> Facts:
    """When everybody was due at the post; only shifts that are over by the moment of judgement."""
    rows = Shift.objects.filter(
        centre_id=month.centre_id, start__gte=month.start, start__lt=month.end, staff_id__in=staff
    ).order_by("staff__work_number", "start")
    return [
        {"staff": staff[row.staff_id], "start": minute(row.start), "end": minute(row.end)}
        for row in rows
        if minute(row.end) <= month.as_of.isoformat(timespec="minutes")
    ]


def punches(month: Month, staff: Mapping[int, str]) -> Facts:
    """Every punch of the month."""
    rows = Punch.objects.filter(
        centre_id=month.centre_id, at__gte=month.start, at__lt=month.end, staff_id__in=staff
    ).order_by("staff__work_number", "at")
    return [{"staff": staff[row.staff_id], "at": second(row.at)} for row in rows]


def leaves(month: Month, staff: Mapping[int, str]) -> Facts:
    """Approved leave that touches the month."""
    rows = Leave.objects.filter(
        centre_id=month.centre_id, from_at__lt=month.end, to_at__gt=month.start, staff_id__in=staff
    ).order_by("staff__work_number", "from_at")
    return [
        {"staff": staff[row.staff_id], "kind": row.kind, "from": minute(row.from_at), "to": minute(row.to_at)}
        for row in rows
    ]


def aways(month: Month, staff: Mapping[int, str]) -> Facts:
    """Time away from the post that was noted in the month."""
    rows = Away.objects.filter(
        centre_id=month.centre_id, from_at__gte=month.start, from_at__lt=month.end, staff_id__in=staff
    ).order_by("from_at", "pk")
    return [
        {
            "id": f"脱{row.pk}",
            "staff": staff[row.staff_id],
            "from": minute(row.from_at),
            "to": minute(row.to_at),
            "cause": row.cause,
            "verified": row.verified_at is not None,
        }
        for row in rows
    ]
