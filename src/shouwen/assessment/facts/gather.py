"""All facts of a month in one object, which `shouwen assess` takes as it is."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from shouwen.assessment.facts import attendance, clocks, tasks, verified
from shouwen.assessment.facts.month import Month
from shouwen.people.enums import Role
from shouwen.people.models import Staff

ASSESSED_ROLES = (Role.WINDOW_STAFF, Role.GENERAL_WINDOW_STAFF, Role.HELPER)
"""考核对象: the staff of the windows (考核制度 一)."""


def assessed_staff(month: Month) -> list[Staff]:
    """Who is assessed in a month: everybody with a window or helper posting in it, by work number."""
    in_force = Q(postings__to_on=None) | Q(postings__to_on__gte=month.first_day)
    rows = Staff.objects.filter(
        in_force,
        centre_id=month.centre_id,
        postings__role__in=ASSESSED_ROLES,
        postings__from_on__lte=month.last_day,
    )
    return list(rows.distinct().order_by("work_number"))


def facts_of_month(month: Month) -> dict[str, Any]:
    """The facts of a month of a centre, as the contract of `shouwen assess` has them. No personal data of residents."""
    staff = assessed_staff(month)
    ids = {person.pk: person.work_number for person in staff}
    # Who answered for a late case without being assessed is named, so that those days are theirs; they get no sheet.
    others = Staff.objects.filter(pk__in=clocks.answerable(month, ids.keys()) - ids.keys()).order_by("work_number")
    named = [*staff, *others]
    return {
        "month": month.label,
        "as_of": month.as_of.isoformat(timespec="minutes"),
        "staff": [{"id": person.work_number, "name": person.name} for person in named],
        "shifts": attendance.shifts(month, ids),
        "punches": attendance.punches(month, ids),
        "leave": attendance.leaves(month, ids),
        "cases": clocks.cases(month, {person.pk: person.work_number for person in named}, ids.keys()),
        "consultations": clocks.consultations(month, ids),
        "tasks": tasks.tasks(month, ids),
        "ratings": verified.ratings(month, ids),
        "complaints": verified.complaints(month, ids),
        "findings": verified.findings(month, ids),
        "away": attendance.aways(month, ids),
    }
