"""The town before its first day: centre, windows, staff with postings and logins, the items and their guides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from shouwen.catalogue import actions as catalogue
from shouwen.catalogue.item_file import read_items
from shouwen.civil_time import local_date, start_of
from shouwen.demo.plan import Plan
from shouwen.demo.town import ITEMS_FILE, centre
from shouwen.journal import actions as journal
from shouwen.people.actor import Actor
from shouwen.people.models import Centre, Department, Posting, Staff, Window
from shouwen.people.queries import actor_of

GUIDES_FROM = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Founded:
    """The town and its people by login."""

    centre: Centre
    windows: dict[int, Window]
    actors: dict[str, Actor]


def found(plan: Plan) -> Founded:
    """Make the town. Everything is journalled as done by the system on the eve of the first day."""
    at = start_of(plan.first_day) - timedelta(hours=9)
    town = Centre.objects.create(
        code=plan.centre_code,
        name=centre.NAME,
        town=centre.TOWN,
        paper_mark=centre.PAPER_MARK,
        address=centre.ADDRESS,
        phone=centre.PHONE,
        supervision_phone=centre.SUPERVISION_PHONE,
    )
    system = Actor.system(town.pk)
    windows = {
        window.number: Window.objects.create(
            centre=town,
            number=window.number,
            name=window.name,
            kind=window.kind,
            phone=f"023-000000{window.number:02d}",
            domains=list(window.domains),
        )
        for window in centre.WINDOWS
    }
    for department in centre.DEPARTMENTS:
        Department.objects.create(centre=town, name=department.name, place=department.place, phone=department.phone)
    actors = _staff(town, windows, system, at)
    catalogue.publish_items(drafts=read_items(ITEMS_FILE), effective_from=GUIDES_FROM, by=system, at=at)
    return Founded(town, windows, actors)


def _staff(town: Centre, windows: dict[int, Window], system: Actor, at: datetime) -> dict[str, Actor]:
    # One hash for all: twelve would cost more than a second, and the password is no secret.
    password = make_password(centre.PASSWORD)
    actors = {}
    for number, person in enumerate(centre.STAFF, start=1):
        staff = Staff.objects.create(
            centre=town,
            login=person.login,
            name=person.name,
            work_number=f"EP{number:02d}",
            phone=f"023-000000{30 + number}",
            joined_on=centre.POSTED_FROM,
            password=password,
        )
        window = windows[person.window] if person.window else None
        for role in person.roles:
            Posting.objects.create(centre=town, staff=staff, role=role, window=window, from_on=centre.POSTED_FROM)
        actors[person.login] = actor_of(staff, on=local_date(at))
        data = {"work_number": staff.work_number, "roles": [role.value for role in person.roles]}
        journal.record(by=system, at=at, action="staff.post", subject_kind="staff", subject_id=staff.pk, data=data)
    return actors
