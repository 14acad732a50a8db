"""今天谁在岗: what stands on the sign at the window anyhow: place, name, post, and who stands in. No punches, no reasons of leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shouwen.attendance.queries import on_leave, roster_of
from shouwen.civil_time import local, local_date, start_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.people import queries as people
from shouwen.people.enums import Role
from shouwen.people.queries import Colleague

NOON = 12
HELP_PLACE, HELP_WORDS = "帮办代办", "在服务区"


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One post of the hall. `state`: here, covered or away."""

    place: str
    name: str
    post: str
    state: str
    words: str

    @property
    def initial(self) -> str:
        """Where the photograph stands on the sign; the page keeps the place with the family name."""
        return self.name[:1]


@dataclass(frozen=True, slots=True)
class StandIn:
    """代班 of today: for whom, by whom, from when."""

    absent_id: int
    name: str
    from_at: datetime


@dataclass(frozen=True, slots=True)
class Today:
    """What decides who is where: read once for all posts; four queries."""

    at: datetime
    covers: Sequence[StandIn]
    roster: dict[int, list[tuple[datetime, datetime]]]
    leaves: dict[int, datetime]
    is_open: bool


def on_duty(centre_id: int, *, at: datetime) -> list[OnDuty]:
    """The windows by number, then who helps, as they are posted on this day."""
    today = _today(centre_id, at)
    posted = [
        one for one in people.colleagues(centre_id, on=local_date(at)) if one.window_id or Role.HELPER in one.roles
    ]
    posted.sort(key=lambda one: (one.window_id is None, one.window_label))
    return [_on_duty(one, today) for one in posted]


def office_of(centre_id: int, *, at: datetime) -> str:
    """The name of who sits in the management office."""
    held = people.colleagues(centre_id, on=local_date(at))
    return next((one.name for one in held if Role.MANAGEMENT_OFFICE in one.roles), "")


def _today(centre_id: int, at: datetime) -> Today:
    day = start_of(local_date(at))
    by, moment = Yardstick.of(centre_id), local(at)
    return Today(
        at=at,
        covers=[
            StandIn(cover.absent_id, cover.by.name, cover.from_at)
            for cover in people.covers_between(centre_id, at, day + timedelta(days=1))
        ],
        roster=roster_of(centre_id, on=local_date(at)),
        leaves=on_leave(centre_id, at=at),
        is_open=by.hours.open_minutes_between(moment, moment + timedelta(minutes=1), by.calendar) > 0,
    )


def _on_duty(one: Colleague, today: Today) -> OnDuty:
    helps = one.window_id is None
    state, words = _standing(one, today, HELP_WORDS if helps else "在岗")
    post = next(Role(role).label for role in Role.values if role in one.roles)
    return OnDuty(_place(one), one.name, str(post), state, words)


def _place(one: Colleague) -> str:
    return one.window_label.removesuffix("窗口").removesuffix("服务").removesuffix("受理") or HELP_PLACE


def _standing(one: Colleague, today: Today, here: str) -> tuple[str, str]:
    covers = [cover for cover in today.covers if cover.absent_id == one.staff_id]
    now = next((cover for cover in covers if cover.from_at <= today.at), None)
    if now is not None:
        return "covered", f"{now.name}代班"
    if one.staff_id in today.leaves:
        back = local(today.leaves[one.staff_id])
        return "away", f"{back:%H:%M} 回来" if back.date() == local_date(today.at) else "今天不在"
    later = covers[0] if covers else None
    shifts = today.roster.get(one.staff_id, [])
    if any(start <= today.at < end for start, end in shifts) or (not today.roster and today.is_open):
        if later is None:
            return "here", here
        return "here", f"{'上午' if local(later.from_at).hour < NOON else '下午'}{later.name}代班"
    coming = next((start for start, _ in shifts if start > today.at), None)
    if coming is not None:
        return "away", f"{local(coming):%H:%M} 上班"
    return "away", "下班了" if shifts else "今天不上班" if today.roster else "现在不办公"
