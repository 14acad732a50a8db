"""Reading the duty roster: who takes what nobody claimed (首问负责制度 第三条)."""

from __future__ import annotations

from datetime import date

from shouwen.people.enums import FRONT_DESK_ROLES, Role
from shouwen.people.models import Department, Duty, Staff, Window
from shouwen.people.queries import Colleague, colleagues


def duties(centre_id: int, *, first: date, last: date) -> dict[date, Duty]:
    """Who is on duty on each day from `first` to `last`; one query."""
    rows = Duty.objects.filter(centre_id=centre_id, on__gte=first, on__lte=last).select_related("staff")
    return {row.on: row for row in rows}


def who_is_on_duty(centre_id: int, *, on: date) -> int | None:
    """The member of staff on duty that day; without one, the first of the comprehensive windows, then of those who meet people.

    Somebody who has no posting that day any more isn't on duty. None where nobody meets people."""
    there = front_desk(centre_id, on=on)
    ids = {one.staff_id for one in there}
    planned = Duty.objects.filter(centre_id=centre_id, on=on).values_list("staff_id", flat=True).first()
    if planned in ids:
        return planned
    general = [one.staff_id for one in there if Role.GENERAL_WINDOW_STAFF in one.roles]
    return next(iter(general or [one.staff_id for one in there]), None)


def on_window(centre_id: int, window_id: int, *, on: date) -> int | None:
    """Who works on a window that day; None if nobody does."""
    there = front_desk(centre_id, on=on)
    return next((one.staff_id for one in there if one.window_id == window_id), None)


def front_desk(centre_id: int, *, on: date) -> list[Colleague]:
    """Everybody who meets people that day, by work number."""
    return [one for one in colleagues(centre_id, on=on) if one.roles & FRONT_DESK_ROLES]


def departments(centre_id: int, *, only_active: bool = False) -> list[Department]:
    """The outside departments of a centre, those in use first, by name."""
    rows = Department.objects.filter(centre_id=centre_id)
    rows = rows.filter(is_active=True) if only_active else rows
    return list(rows.order_by("-is_active", "name"))


def department(centre_id: int, department_id: int) -> Department | None:
    """One outside department of the centre."""
    return Department.objects.filter(centre_id=centre_id, pk=department_id).first()


def window(centre_id: int, window_id: int) -> Window | None:
    """One window of the centre."""
    return Window.objects.filter(centre_id=centre_id, pk=window_id).first()


def staff_with_work_number(centre_id: int, work_number: str) -> Staff | None:
    """Who of the centre has this work number and works there still."""
    rows = Staff.objects.filter(centre_id=centre_id, work_number=work_number, is_active=True)
    return rows.select_related("centre").first()


def staff_of(centre_id: int, staff_id: int) -> Staff | None:
    """One member of staff of the centre."""
    return Staff.objects.filter(centre_id=centre_id, pk=staff_id).select_related("centre").first()
