"""What the tests of devices share: a town with 秦大雪 of the town office, who keeps a kiosk with an inspection every five days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from PIL import Image
from tests.factories import Town, civil, make_staff, make_town

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.devices import actions, faults, inspecting
from shouwen.devices.enums import DeviceKind
from shouwen.devices.models import Device, Fault, Inspection, InspectionPlan
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Staff

BEGAN = civil(2026, 10, 9, 10)
"""A Friday. Working days after it: 10 (made up), 12, 13, 14, 15, 16, 19 … October."""
LINES = ("触摸屏反应正常", "热敏纸够用", "证件口干净")


@dataclass(frozen=True)
class Scene:
    """The town, who keeps the devices, and one kiosk."""

    town: Town
    keeper: Staff
    kiosk: Device

    @property
    def centre_id(self) -> int:
        return self.town.centre.pk

    @property
    def qin(self) -> Actor:
        return self.town.actor(self.keeper)

    @property
    def he(self) -> Actor:
        return self.town.actor(self.town.he)

    def plan(self, *, first: date = date(2026, 10, 13), every: int = 5, at: datetime = BEGAN) -> InspectionPlan:
        plan: InspectionPlan = inspecting.set_plan(
            device=self.kiosk, every_workdays=every, checklist=LINES, first_due_on=first, by=self.qin, at=at
        )
        return plan

    def make_due(self, at: datetime) -> int:
        """The job at a moment."""
        return inspecting.make_due(centre_id=self.centre_id, at=at)

    def due(self) -> Inspection:
        return Inspection.objects.get(device=self.kiosk, state="due")

    def report(self, title: str = "打印机卡纸", *, stops_use: bool = True, at: datetime = BEGAN) -> Fault:
        fault: Fault = faults.report(
            device=self.kiosk, title=title, words="第三次了", stops_use=stops_use, by=self.he, at=at
        )
        return fault

    def clock(self, kind: ClockKind, subject_id: int) -> Clock:
        return Clock.objects.get(centre_id=self.centre_id, kind=kind, subject_id=subject_id)


def make_scene(code: str = "erping", *, town: str = "二坪镇") -> Scene:
    """A fresh one."""
    made = make_town(code, town=town)
    keeper = make_staff(made.centre, "秦大雪", roles=[Role.EQUIPMENT])
    kiosk = actions.register(
        kind=DeviceKind.KIOSK,
        name="大厅一号终端",
        place="一楼大厅进门右手",
        keeper_id=keeper.pk,
        by=made.actor(keeper),
        at=BEGAN,
    )
    return Scene(made, keeper, kiosk)


def picture() -> bytes:
    """A small JPEG."""
    target = BytesIO()
    Image.new("RGB", (40, 30), (120, 160, 200)).save(target, "JPEG")
    return target.getvalue()
