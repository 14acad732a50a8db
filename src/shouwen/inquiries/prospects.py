"""What an outcome will mean, reckoned before it is chosen: until when the answer is owed, a hand-over accepted, a ruling given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shouwen.civil_time import instant, local
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.reckoning import due
from shouwen.clocks.yardstick import Yardstick
from shouwen.inquiries.actions import answer_limit
from shouwen.inquiries.enums import Channel
from shouwen.inquiries.rulings import TELL_WORKDAYS
from shouwen.people import queries as people


@dataclass(frozen=True, slots=True)
class Prospects:
    """Instants by which each thing would be owed if it were decided now."""

    answer: dict[Channel, datetime]
    handover_minutes: int
    accept: datetime
    ruling: datetime
    told: datetime


def prospects(centre_id: int, *, at: datetime) -> Prospects:
    """The same arithmetic as the clocks that the outcomes will start."""
    centre, measure = people.centre(centre_id), Yardstick.of(centre_id)

    def end(unit: LimitUnit, limit: int) -> datetime:
        return instant(due(unit=unit, limit=limit, started=local(at), by=measure).at)

    return Prospects(
        answer={channel: end(*answer_limit(centre_id, channel)) for channel in Channel},
        handover_minutes=centre.handover_minutes,
        accept=end(LimitUnit.OPEN_MINUTE, centre.handover_minutes),
        ruling=end(LimitUnit.WORKDAY, centre.ruling_workdays),
        told=end(LimitUnit.WORKDAY, centre.ruling_workdays + TELL_WORKDAYS),
    )
