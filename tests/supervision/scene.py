"""What the tests of warnings and orders share: a town with a leader, a clerk who stands in, and clocks of every sort."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.factories import Town, civil, make_staff, make_town

from shouwen.civil_time import local
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.messages.actions import words_of
from shouwen.messages.models import Message
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Cover, Staff
from shouwen.supervision.models import LimitWarning
from shouwen.supervision.warning import warn

BEGAN = civil(2026, 10, 9, 10)
"""A Friday. Working days after it: 10 (made up), 12, 13, 14, 15, 16, 19 … October."""


@dataclass(frozen=True)
class Scene:
    """何谷雨 and 邓白露 at the windows, 周立夏 of the office, 高镇长 who leads, 韩冬 whom nobody covers."""

    town: Town
    leader: Staff

    @property
    def centre_id(self) -> int:
        return self.town.centre.pk

    @property
    def office(self) -> Actor:
        return self.town.actor(self.town.office)

    @property
    def chief(self) -> Actor:
        return self.town.actor(self.leader)

    def owe(self, serial: int = 1, *, at: datetime = BEGAN, **more: object) -> Clock:
        """A clock of 何谷雨: five working days, due on 15 October."""
        values: dict[str, object] = {
            "kind": ClockKind.CASE,
            "unit": LimitUnit.WORKDAY,
            "promised_limit": 5,
            "person_masked": "陈*木",
            "responsible_id": self.town.he.pk,
        } | more
        kind = ClockKind(str(values["kind"]))
        clock: Clock = clocks.start(
            subject_id=serial,
            number=f"{kind.mark} 26-{serial:05d}",
            matter="农村宅基地建房审批",
            by=self.town.actor(self.town.he),
            at=at,
            **values,  # type: ignore[arg-type]
        )
        return clock

    def cover(self, absent: Staff, by: Staff, *, first: datetime, last: datetime) -> Cover:
        """AB岗: `by` stands in for `absent`."""
        return Cover.objects.create(
            centre=self.town.centre, absent=absent, by=by, from_at=first, to_at=last, reason="休假"
        )

    def warn(self, at: datetime) -> int:
        """The job at a moment."""
        return warn(centre_id=self.centre_id, at=at)

    def warned(self) -> list[tuple[str, str, str, str, int]]:
        """Every warning: number, mark, due day, who, working days."""
        rows = LimitWarning.objects.filter(centre_id=self.centre_id).select_related("clock", "staff")
        return [
            (row.clock.number, row.mark, row.due_on.isoformat(), row.staff.name, row.days)
            for row in rows.order_by("warned_at", "clock_id", "pk")
        ]

    def notices(self, staff: Staff) -> list[str]:
        """What stands on somebody's desk, the oldest first: when, number, words."""
        rows = Message.objects.filter(staff=staff, purpose__startswith="warning/").order_by("pk")
        return [f"{local(row.written_at):%m-%d %H:%M} {row.number} {words_of(row)}" for row in rows]


def make_scene(code: str = "erping", *, town: str = "二坪镇") -> Scene:
    """A fresh one."""
    made = make_town(code, town=town)
    return Scene(made, make_staff(made.centre, "高镇长", roles=[Role.LEADER]))
