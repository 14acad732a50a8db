"""叫到谁: whom a call reaches at a moment. Reckoned from the time it waits, so that nothing need be written for it to go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from shouwen.assistance.enums import CallState
from shouwen.assistance.models import HelpCall
from shouwen.attendance.queries import Duty, duty_at
from shouwen.civil_time import local_date
from shouwen.people import queries as people
from shouwen.people.enums import FRONT_DESK_ROLES, Role

_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Reach:
    """Who is there at a moment: who helps, the management office, the leaders. Ids of staff."""

    helpers: frozenset[int]
    office: frozenset[int]
    leaders: frozenset[int]
    anybody: frozenset[int]

    @property
    def first(self) -> frozenset[int]:
        """Whom a call reaches at once: the helpers on duty, else the office, else whoever meets people today."""
        return self.helpers or self.office or self.anybody or self.leaders

    def of(self, call: HelpCall, *, at: datetime) -> frozenset[int]:
        """Whom this call reaches; nobody once it is over. Taken, only its taker."""
        if call.state == CallState.TAKEN and call.taken_by_id is not None:
            return frozenset({call.taken_by_id})
        if call.state != CallState.WAITING:
            return frozenset()
        found = self.first
        if at >= office_from(call):
            found |= self.office
        if at >= leader_from(call):
            found |= self.leaders
        return found


def office_from(call: HelpCall) -> datetime:
    """From when on the management office sees a call that nobody took."""
    return call.called_at + timedelta(seconds=call.escalates_after)


def leader_from(call: HelpCall) -> datetime:
    """From when on the leaders see it."""
    return call.called_at + timedelta(seconds=2 * call.escalates_after)


def reach_at(centre_id: int, *, at: datetime) -> Reach:
    """Who is there. On leave or off the roster isn't on duty; who stands in for a helper is; five queries."""
    posted = people.colleagues(centre_id, on=local_date(at))
    duties = duty_at(centre_id, [one.staff_id for one in posted], at=at)
    here = [one for one in posted if duties[one.staff_id] not in {Duty.ON_LEAVE, Duty.NO_SHIFT}]
    helping = {one.staff_id for one in posted if Role.HELPER in one.roles}
    covering = {
        cover.by_id for cover in people.covers_between(centre_id, at, at + _MOMENT) if cover.absent_id in helping
    }

    def held(*roles: Role) -> frozenset[int]:
        return frozenset(one.staff_id for one in here if one.roles & frozenset(roles))

    return Reach(
        helpers=held(Role.HELPER) | frozenset(covering),
        office=held(Role.MANAGEMENT_OFFICE),
        leaders=held(Role.LEADER),
        anybody=held(*FRONT_DESK_ROLES),
    )
