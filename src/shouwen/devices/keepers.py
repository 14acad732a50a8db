"""Who of the centre answers for a device on a day."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.devices.models import Device
from shouwen.inquiries.office import office_member
from shouwen.people import queries as people
from shouwen.people.enums import Role


def answers_for(device: Device, *, at: datetime) -> int:
    """The keeper while they are posted; then the town office, then the management office. Raises Refused when nobody is there."""
    if any(one.staff_id == device.keeper_id for one in people.colleagues(device.centre_id, on=local_date(at))):
        return device.keeper_id
    roles = (Role.EQUIPMENT, Role.MANAGEMENT_OFFICE)
    return office_member(device.centre_id, not_by=(), at=at, roles=roles, else_do="请先给人安排岗位")
