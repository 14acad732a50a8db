"""Reading people: the actor of a request, who is on a window, who a typed word may mean."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from shouwen.once import read_once
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.identity import normal_id_number, normal_phone
from shouwen.people.models import Centre, Cover, Person, Posting, Staff, Window
from shouwen.people.phones import phone_hash
from shouwen.sealing import key_ring

COVER_FOR = "cover_for"
"""The key in a journal entry's data that says B for A."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """One member of staff as screens name them."""

    staff_id: int
    name: str
    phone: str
    window_id: int | None
    window_label: str
    roles: frozenset[str]


def actor_of(staff: Staff, *, on: date) -> Actor:
    """The acting person with the roles and the window of this day; a posting in another centre gives neither."""
    postings = (
        _in_force(on)
        .filter(staff=staff, centre_id=staff.centre_id)
        .select_related("window", "centre")
        .order_by("window_id", "pk")
    )
    window = next((posting.window for posting in postings if posting.window), None)
    centre = postings[0].centre if postings else staff.centre
    return Actor(
        centre_id=staff.centre_id,
        staff_id=staff.pk,
        name=staff.name,
        roles=frozenset(posting.role for posting in postings),
        window_id=window.pk if window else None,
        window_label=window.label if window else "",
        centre_name=centre.name,
    )


def _in_force(on: date) -> QuerySet[Posting]:
    return Posting.objects.filter(Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on)


def colleagues(centre_id: int, *, on: date) -> list[Colleague]:
    """Everybody of the centre with a posting there on this day, by work number."""
    rows: dict[int, list[Posting]] = {}
    postings = _in_force(on).filter(centre_id=centre_id, staff__centre_id=centre_id, staff__is_active=True)
    for posting in postings.select_related("staff", "window").order_by("staff__work_number", "pk"):
        rows.setdefault(posting.staff_id, []).append(posting)
    found = []
    for staff_id, held in rows.items():
        window = next((posting.window for posting in held if posting.window), None)
        found.append(
            Colleague(
                staff_id=staff_id,
                name=held[0].staff.name,
                phone=held[0].staff.phone,
                window_id=window.pk if window else None,
                window_label=window.label if window else "",
                roles=frozenset(posting.role for posting in held),
            )
        )
    return found


def administrators(centre_id: int, *, on: date) -> list[str]:
    """系统管理员 of this day, by name; one query."""
    return [one.name for one in colleagues(centre_id, on=on) if Role.ADMINISTRATOR in one.roles]


def windows(centre_id: int) -> QuerySet[Window]:
    """The windows of a centre, by number."""
    return Window.objects.filter(centre_id=centre_id)


@read_once
def centre(centre_id: int) -> Centre:
    """The centre itself. Raises Centre.DoesNotExist."""
    return Centre.objects.get(pk=centre_id)


def covers_of(staff_id: int, centre_id: int, *, at: datetime) -> QuerySet[Cover]:
    """AB岗: whom this person stands in for at this moment."""
    rows = Cover.objects.filter(centre_id=centre_id, by_id=staff_id, from_at__lte=at, to_at__gt=at)
    return rows.select_related("absent").order_by("from_at")


def covered_by(staff_id: int | None, centre_id: int, *, at: datetime) -> int | None:
    """AB岗: who stands in for this person at this moment."""
    rows = Cover.objects.filter(centre_id=centre_id, absent_id=staff_id, from_at__lte=at, to_at__gt=at)
    return rows.order_by("from_at").values_list("by_id", flat=True).first()


def stand_in_of(staff_id: int, centre_id: int, *, at: datetime) -> str:
    """你的B岗: the name of who stands in for this person now or next, else of who did last; empty if nobody ever did."""
    rows = Cover.objects.filter(centre_id=centre_id, absent_id=staff_id).select_related("by")
    found = rows.filter(to_at__gt=at).order_by("from_at").first() or rows.order_by("-to_at").first()
    return found.by.name if found else ""


def cover_with(cover_id: int, centre_id: int) -> Cover | None:
    """One cover of the centre, with both people."""
    return Cover.objects.filter(pk=cover_id, centre_id=centre_id).select_related("absent", "by").first()


def stood_in_for(by: Actor, absent: Collection[int | None], *, at: datetime) -> str:
    """AB岗: the name of the one of these people for whom `by` stands in at this moment. Empty when `by` is one of them, and
    needs nobody's powers, or stands in for none."""
    if by.staff_id is None or not absent or by.staff_id in absent:
        return ""
    covers = covers_of(by.staff_id, by.centre_id, at=at)
    return next((cover.absent.name for cover in covers if cover.absent_id in absent), "")


def covering(by: Actor, absent: Collection[int | None], *, at: datetime) -> dict[str, object]:
    """What the journal keeps of it: `cover_for` is the name of A when B acted for A, so that 李四 代 张三 can be said."""
    name = stood_in_for(by, absent, at=at)
    return {COVER_FOR: name} if name else {}


def ids_matching(centre_id: int, text: str, *, most: int = 200) -> list[UUID]:
    """People a typed word may mean: id number, phone, last four digits, whole name, or pinyin initials. Newest first."""
    condition = _condition(centre_id, text)
    if condition is None:
        return []
    rows = Person.objects.filter(condition, centre_id=centre_id).order_by("-created_at")
    return list(rows.values_list("pk", flat=True)[:most])


def _condition(centre_id: int, text: str) -> Q | None:
    ring, text = key_ring(), text.strip()

    def hashed(value: str, field: str) -> str:
        return ring.search_hash(value, field=field, centre_id=centre_id)

    number, phone = normal_id_number(text), normal_phone(text)
    if re.fullmatch(r"[0-9A-Z]{18}", number):
        return Q(id_number_hash=hashed(number, "id_number"))
    if re.fullmatch(r"[0-9]{4}", phone):
        return Q(phone_tail_hash=hashed(phone, "phone_tail"))
    if re.fullmatch(r"[0-9]{7,12}", phone):
        return Q(phone_hash=phone_hash(centre_id, phone))
    if re.fullmatch(r"[a-zA-Z]{2,6}", text):
        return Q(initials_hash=hashed(text.lower(), "initials"))
    if text and not text.isdigit():
        return Q(name_hash=hashed(text, "name"))
    return None


def centre_by_code(code: str) -> Centre | None:
    """The centre with this code; without a code, the only one of the installation."""
    if code:
        return Centre.objects.filter(code=code).first()
    found = list(Centre.objects.all()[:2])
    return found[0] if len(found) == 1 else None


def names_of_staff(centre_id: int, staff_ids: Collection[int]) -> dict[int, str]:
    """Names by id, also of those who have left; one query."""
    return dict(Staff.objects.filter(centre_id=centre_id, pk__in=staff_ids).values_list("pk", "name"))


def actor_numbered(centre_id: int, work_number: str, *, on: date) -> Actor | None:
    """Who has this work number or log-in name, as actions see them on a day; None if nobody has. The number goes first."""
    there = Staff.objects.filter(centre_id=centre_id, is_active=True)
    staff = there.filter(work_number=work_number).first() or there.filter(login=work_number).first()
    return actor_of(staff, on=on) if staff is not None else None


def work_number_of(staff_id: int) -> str:
    """The work number of a member of staff."""
    return Staff.objects.values_list("work_number", flat=True).get(pk=staff_id)


def centre_ids() -> list[int]:
    """The centres of this installation."""
    return list(Centre.objects.order_by("pk").values_list("pk", flat=True))


def covers_between(centre_id: int, start: datetime, end: datetime) -> QuerySet[Cover]:
    """AB岗: who stands in for whom at any moment from `start` to `end`, the earliest first; one query with both people."""
    rows = Cover.objects.filter(centre_id=centre_id, from_at__lt=end, to_at__gt=start)
    return rows.select_related("absent", "by").order_by("from_at", "pk")
