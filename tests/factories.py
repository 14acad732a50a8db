"""Small scenes for tests, made through the product's own actions wherever there is one.

`make_town()` is a whole small town; the other functions make one thing each. All names and numbers are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from django.test import Client
from stdnum.cn import ric

from shouwen.cases import actions as cases
from shouwen.cases.models import Case
from shouwen.catalogue.enums import ItemKind, MaterialForm
from shouwen.catalogue.models import ItemVersion, Material, ServiceItem, Situation
from shouwen.civil_time import instant, local_date
from shouwen.inquiries import actions as inquiries
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.people import actions as people
from shouwen.people.actor import Actor
from shouwen.people.enums import Role, WindowKind
from shouwen.people.identity import initials
from shouwen.people.models import Centre, Person, Posting, Staff, Window
from shouwen.people.queries import actor_of

SINCE = date(2026, 1, 1)
_numbers = count(1)


def civil(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """The instant of a civil time in the town."""
    return instant(datetime(year, month, day, hour, minute))


def id_number(serial: int = 1, *, born: str = "19620315") -> str:
    """A number with a right check digit in a region that doesn't exist, so that it is nobody's."""
    body = f"500199{born}{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


def make_centre(code: str = "erping", *, town: str = "二坪镇") -> Centre:
    return Centre.objects.create(
        code=code,
        name=f"{town}便民服务中心",
        town=town,
        paper_mark=f"{town.removesuffix('镇')}便",
        address=f"{town}新街1号",
        phone="023-45670000",
        supervision_phone="023-45670001",
    )


def make_window(
    centre: Centre, number: int = 1, name: str = "综合受理窗口", *, kind: WindowKind = WindowKind.GENERAL
) -> Window:
    return Window.objects.create(centre=centre, number=number, name=name, kind=kind)


def make_staff(
    centre: Centre,
    name: str,
    *,
    roles: Sequence[Role] = (Role.WINDOW_STAFF,),
    window: Window | None = None,
    login: str = "",
    since: date = SINCE,
) -> Staff:
    """A member of staff with one posting a role, all on the same window."""
    number = next(_numbers)
    staff = Staff(
        centre=centre, login=login or f"s{number}", name=name, work_number=f"W{number:03d}", phone="023-45670010"
    )
    staff.set_unusable_password()
    staff.save()
    for role in roles:
        Posting.objects.create(centre=centre, staff=staff, role=role, window=window, from_on=since)
    return staff


def actor_for(staff: Staff, *, on: date = date(2026, 10, 9)) -> Actor:
    """The member of staff as actions see them."""
    return actor_of(staff, on=on)


def make_item(
    window: Window,
    name: str = "农村宅基地建房审批",
    *,
    code: str = "",
    promised_limit: int = 8,
    legal_limit: int = 20,
    materials: Sequence[str] = ("身份证", "户口簿", "申请表"),
    situations: Sequence[str] = (),
    effective_from: date = SINCE,
) -> ItemVersion:
    """An item with its first guide, in force; a limit of 0 makes it an instant item."""
    item = ServiceItem.objects.create(
        centre=window.centre,
        code=code or f"I{next(_numbers):03d}",
        name=name,
        domain="民生",
        initials=initials(name),
        window=window,
    )
    version = ItemVersion.objects.create(
        centre=window.centre,
        item=item,
        number=1,
        effective_from=effective_from,
        kind=ItemKind.PROMISED if promised_limit else ItemKind.INSTANT,
        legal_limit=legal_limit,
        promised_limit=promised_limit,
        conditions="本镇居民",
        steps=["受理", "审查", "办结"],
        place=window.label,
        published_at=civil(effective_from.year, effective_from.month, effective_from.day),
    )
    for position, situation in enumerate(situations, start=1):
        Situation.objects.create(centre=window.centre, version=version, position=position, name=situation)
    for position, material in enumerate(materials, start=1):
        Material.objects.create(
            centre=window.centre,
            version=version,
            position=position,
            name=material,
            form=MaterialForm.ORIGINAL,
            source="申请人自备",
        )
    return version


def make_person(
    centre: Centre,
    name: str = "陈甲木",
    *,
    phone: str = "13800000000",
    number: str = "",
    address: str = "",
    at: datetime | None = None,
) -> Person:
    """A person served, sealed and masked."""
    person = people.new_person(
        centre_id=centre.pk, name=name, id_number=number, phone=phone, address=address, at=at or civil(2026, 1, 4)
    )
    person.save(force_insert=True)
    return person


def make_inquiry(
    by: Actor,
    *,
    at: datetime,
    person: Person | None = None,
    matter: str = "老屋想在原址翻建",
    item_id: int | None = None,
    channel: Channel = Channel.ON_SITE,
) -> Inquiry:
    """A first inquiry, registered by the action."""
    return inquiries.register(channel=channel, matter=matter, person=person, item_id=item_id, by=by, at=at)


def make_case(
    by: Actor,
    version: ItemVersion,
    *,
    at: datetime,
    person: Person | None = None,
    situation: Situation | None = None,
    inquiry: Inquiry | None = None,
) -> Case:
    """A case, accepted by the action from an inquiry of the same minute."""
    someone = person or make_person(version.item.centre, at=at)
    return cases.accept(
        inquiry=inquiry or make_inquiry(by, at=at, person=someone, item_id=version.item_id),
        item_id=version.item_id,
        situation_id=situation.pk if situation else None,
        words="材料和时限都说清楚了",
        means=ToldBy.IN_PERSON,
        by=by,
        at=at,
    )


@dataclass(frozen=True)
class Town:
    """A town with two windows, three of staff and one item."""

    centre: Centre
    general: Window
    civil_affairs: Window
    he: Staff
    deng: Staff
    office: Staff
    house: ItemVersion

    def actor(self, staff: Staff, *, at: datetime | None = None) -> Actor:
        """The member of staff on the day of `at`."""
        return actor_for(staff, on=local_date(at)) if at else actor_for(staff)


def make_town(code: str = "erping", *, town: str = "二坪镇") -> Town:
    """何谷雨 on the general window, 邓白露 on 4号 civil affairs, 周立夏 of the management office, and house building in 8 days."""
    centre = make_centre(code, town=town)
    general = make_window(centre)
    civil_affairs = make_window(centre, 4, "民政残联窗口", kind=WindowKind.BUSINESS)
    return Town(
        centre=centre,
        general=general,
        civil_affairs=civil_affairs,
        he=make_staff(centre, "何谷雨", roles=[Role.GENERAL_WINDOW_STAFF], window=general),
        deng=make_staff(centre, "邓白露", roles=[Role.WINDOW_STAFF], window=civil_affairs),
        office=make_staff(centre, "周立夏", roles=[Role.MANAGEMENT_OFFICE]),
        house=make_item(general),
    )


def client_of(staff: Staff) -> Client:
    """A browser in which this member of staff is logged in."""
    client = Client()
    client.force_login(staff)
    return client
