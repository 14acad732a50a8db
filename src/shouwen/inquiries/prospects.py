"""What an outcome will mean, reckoned before it is chosen: until when the answer is owed, a hand-over accepted, a ruling given,
a decline checked, what can't be got done settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shouwen.civil_time import instant, local, local_date
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.reckoning import due
from shouwen.clocks.yardstick import Yardstick
from shouwen.inquiries.actions import answer_limit
from shouwen.inquiries.answer_times import office_limit, workdays_to_tell
from shouwen.inquiries.enums import Channel
from shouwen.people import queries as people


@dataclass(frozen=True, slots=True)
class Prospects:
    """Instants by which each thing would be owed if it were decided now. `told`: when the person hears what the management
    office rules, or what comes of the check of a decline."""

    answer: dict[Channel, datetime]
    handover_minutes: int
    accept: datetime
    department: datetime
    department_told: datetime
    ruling: datetime
    told: datetime
    settled: datetime


def prospects(centre_id: int, *, at: datetime) -> Prospects:
    """The same arithmetic as the clocks that the outcomes will start."""
    centre, measure = people.centre(centre_id), Yardstick.of(centre_id)

    def end(unit: LimitUnit, limit: int) -> datetime:
        return instant(due(unit=unit, limit=limit, started=local(at), by=measure).at)

    def told_after(asked: datetime) -> datetime:
        workdays = workdays_to_tell(measure.calendar, asked_on=local_date(at), due_on=local_date(asked))
        return end(LimitUnit.WORKDAY, workdays)

    ruling, department = end(*office_limit(centre_id)), end(LimitUnit.WORKDAY, centre.department_workdays)
    return Prospects(
        answer={channel: end(*answer_limit(centre_id, channel)) for channel in Channel},
        handover_minutes=centre.handover_minutes,
        accept=end(LimitUnit.OPEN_MINUTE, centre.handover_minutes),
        department=department,
        department_told=told_after(department),
        ruling=ruling,
        told=told_after(ruling),
        settled=end(LimitUnit.WORKDAY, centre.unresolved_workdays),
    )
