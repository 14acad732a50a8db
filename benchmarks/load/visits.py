"""Who came, when, to whom and for what: the plan of a large record, spread over the working days of the demo's year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from shouwen.catalogue.models import ItemVersion, Material
from shouwen.civil_time import instant, local_date, start_of
from shouwen.clocks.calendars import calendar_of
from shouwen.demo.plan import Plan
from shouwen.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide with the materials that are always needed."""

    version: ItemVersion
    materials: tuple[Material, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's visit that became a case; `closed_at` is None while it is owed. `serial` counts cases from 1."""

    serial: int
    person: int
    guide: Guide
    clerk: Actor
    at: datetime
    closed_at: datetime | None

    @property
    def told_at(self) -> datetime:
        return self.at + timedelta(minutes=4)


def guides_of(centre_id: int) -> list[Guide]:
    """The guides whose materials don't depend on a situation."""
    wanted: dict[int, list[Material]] = {}
    for material in Material.objects.filter(centre_id=centre_id).order_by("position"):
        wanted.setdefault(material.version_id, []).append(material)
    versions = ItemVersion.objects.filter(centre_id=centre_id, situations=None).select_related("item").order_by("pk")
    return [Guide(version, tuple(wanted.get(version.pk, ()))) for version in versions]


def visits(
    plan: Plan, *, cases: int, open_each: int, clerks: Sequence[Actor], guides: Sequence[Guide]
) -> Iterator[Visit]:
    """`cases` visits in order of time; of each clerk the last `open_each` are owed still, all with days to go or just due."""
    promised = [guide for guide in guides if guide.version.promised_limit]
    calendar, first = calendar_of(clerks[0].centre_id), plan.first_day
    days = [first + timedelta(days=n) for n in range((plan.last_day - first).days)]
    days = [day for day in days if calendar.is_workday(day)]
    for number in range(cases):
        left = cases - number
        is_open = left <= open_each * len(clerks)
        guide = promised[number % len(promised)] if is_open else guides[number % len(guides)]
        day = days[number * len(days) // cases]
        at = instant(datetime.combine(day, time(9))) + timedelta(seconds=number * 25 % 27000)
        closed = None if is_open else start_of(day) + timedelta(days=number % 4, hours=17)
        yield Visit(
            serial=number + 1,
            # Three of five come for the first time.
            person=number - number % 5 + min(number % 5, 2),
            guide=guide,
            clerk=clerks[number % len(clerks)],
            at=at,
            closed_at=None if closed is None else min(closed, plan.present),
        )


def day_of(visit: Visit) -> str:
    """The day of a visit as numbers write it: 261009."""
    return f"{local_date(visit.at):%y%m%d}"
