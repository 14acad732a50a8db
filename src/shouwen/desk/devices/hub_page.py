"""设备: every device with its lights, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import day_and_weekday
from shouwen.desk.devices.words import sound_light, state_light
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.devices import policies, queries
from shouwen.devices.enums import DeviceKind
from shouwen.people.actor import Actor
from shouwen.people.registers import may_see_registers


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device in the list."""

    number: str
    name: str
    under: str
    keeper: str
    state: Light
    sound: Light | None
    due: Light | None
    due_words: str
    due_url: str
    faults: int
    url: str


@dataclass(frozen=True, slots=True)
class Hub:
    """The page."""

    rows: Sequence[DeviceRow]
    area: Any
    may_maintain: bool
    low_supplies: int
    open_faults: int
    with_retired: bool
    has_books: bool


def hub_of(by: Actor, *, with_retired: bool, at: datetime) -> Hub:
    """The devices of the centre; a constant number of queries."""
    devices = list(queries.devices_of(by.centre_id, with_retired=with_retired))
    due, last = queries.due_inspections(by.centre_id), queries.last_inspections(by.centre_id)
    faults = queries.open_faults_by_device(by.centre_id)
    clocks = queries.clocks_of(by.centre_id, ClockKind.INSPECTION, [one.pk for one in due.values()])
    stands = standings(clocks.values(), at=at, by=Yardstick.of(by.centre_id))
    rows = []
    for device in devices:
        inspection = due.get(device.pk)
        clock = clocks.get(inspection.pk) if inspection else None
        before = last.get(device.pk)
        rows.append(
            DeviceRow(
                number=device.number,
                name=device.name,
                under=f"{DeviceKind(device.kind).label} · {device.place}",
                keeper=device.keeper.name,
                state=state_light(device),
                sound=sound_light(device, at=at),
                due=light_of(stands[clock.pk], clock=clock) if clock else None,
                due_words=_due_words(inspection, before),
                due_url=address_of(ClockKind.INSPECTION, inspection.number) if inspection else "",
                faults=faults.get(device.pk, 0),
                url=reverse("desk:device", args=[device.serial]),
            )
        )
    return Hub(
        rows=rows,
        area=queries.area_of(by.centre_id),
        may_maintain=policies.may_maintain(by) is None,
        low_supplies=queries.low_supplies(by.centre_id),
        open_faults=sum(faults.values()),
        with_retired=with_retired,
        has_books=may_see_registers(by) is None,
    )


def _due_words(inspection: Any, before: Any) -> str:
    if inspection is not None:
        return f"{day_and_weekday(inspection.due_on)}巡检"
    return f"上次 {day_and_weekday(before.done_at)}" if before else ""
