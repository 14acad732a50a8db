"""A centre with two helpers, a kiosk, and somebody who calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.factories import Town, actor_for, civil, make_staff, make_town

from shouwen.assistance.calling import call_for_help
from shouwen.assistance.enums import Wish
from shouwen.assistance.models import HelpCall
from shouwen.devices import actions as devices
from shouwen.devices.enums import DeviceKind
from shouwen.devices.models import Device
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Staff

NOW = civil(2026, 10, 9, 10, 0)


@dataclass(frozen=True)
class Hall:
    """The town, who helps, who leads, and the kiosk."""

    town: Town
    tang: Staff
    ran: Staff
    leader: Staff
    kiosk: Device

    def actor(self, staff: Staff) -> Actor:
        return actor_for(staff)

    def call(self, *, at: datetime = NOW, **said: object) -> HelpCall:
        """Somebody at the kiosk, or as said."""
        told: dict[str, object] = said or {"device": self.kiosk}
        found: HelpCall = call_for_help(**told, by=Actor.system(self.town.centre.pk), at=at)  # type: ignore[arg-type]
        return found


def make_hall(code: str = "erping", *, town: str = "二坪镇") -> Hall:
    found = make_town(code, town=town)
    tang = make_staff(found.centre, "唐芒种", roles=[Role.HELPER])
    ran = make_staff(found.centre, "冉春分", roles=[Role.HELPER])
    leader = make_staff(found.centre, "罗霜降", roles=[Role.LEADER])
    kiosk = devices.register(
        kind=DeviceKind.KIOSK,
        name="大厅一号终端",
        place="一楼大厅",
        keeper_id=found.office.pk,
        by=actor_for(found.office),
        at=civil(2026, 9, 1),
    )
    return Hall(found, tang, ran, leader, kiosk)


CALL_BACK = {"wish": Wish.CALL_BACK, "phone": "13800000001"}
