"""转给谁: the people on the other windows, and whether they can be found there now; then the departments outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shouwen.attendance.queries import Duty, duty_at
from shouwen.civil_time import local_date
from shouwen.inquiries.queries import departments
from shouwen.people import queries as people
from shouwen.people.actor import Actor

_WORDS = {
    Duty.PRESENT: ("ok", "在岗"),
    Duty.ON_LEAVE: ("hold", "请假"),
    Duty.NO_SHIFT: ("hold", "今天没排班"),
    Duty.NOT_PUNCHED: ("soon", "还没打卡"),
    Duty.UNKNOWN: ("", ""),
}
_ORDER = (Duty.PRESENT, Duty.UNKNOWN, Duty.NOT_PUNCHED, Duty.NO_SHIFT, Duty.ON_LEAVE)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody on a window who may take a hand-over. `light`: state of the pill 在岗, empty when nothing is known."""

    window_id: int
    window: str
    staff_id: int
    name: str
    light: str
    duty: str

    @property
    def value(self) -> str:
        """As the form sends it."""
        return f"{self.window_id}-{self.staff_id}"

    @property
    def short_window(self) -> str:
        return short_window(self.window)


@dataclass(frozen=True, slots=True)
class OutsideReceiver:
    """外部门: an office outside the centre that may take a hand-over."""

    department_id: int
    name: str
    place: str
    phone: str

    @property
    def value(self) -> str:
        """As the form sends it."""
        return f"d{self.department_id}"


def outside_receivers(actor: Actor) -> list[OutsideReceiver]:
    """The departments that the centre hands matters to, by name; one query."""
    rows = departments(actor.centre_id)
    return [OutsideReceiver(one.pk, one.name, one.place, one.phone) for one in rows]


def short_window(label: str) -> str:
    """As it is said: 4号窗口 of 4号 民政残联窗口."""
    number, mark, _ = label.partition("号")
    return f"{number}号窗口" if mark else label


def receivers(actor: Actor, *, at: datetime) -> list[Receiver]:
    """Everybody on another window, by window, those at their post first; five queries."""
    there = [
        one
        for one in people.colleagues(actor.centre_id, on=local_date(at))
        if one.window_id is not None and one.staff_id != actor.staff_id
    ]
    duties = duty_at(actor.centre_id, [one.staff_id for one in there], at=at)
    place = {window.pk: position for position, window in enumerate(people.windows(actor.centre_id))}
    there.sort(key=lambda one: (place.get(one.window_id or 0, 99), _ORDER.index(duties[one.staff_id])))
    return [
        Receiver(one.window_id or 0, one.window_label, one.staff_id, one.name, *_WORDS[duties[one.staff_id]])
        for one in there
    ]
