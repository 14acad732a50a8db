"""改约: until when the person hears, while somebody else is being asked.

An answer is owed the same day (现场, 来电) or within the working days of an online question. Whoever asks somebody else tells the
person a new time, and the answer clock takes it over. This is the only place that says which:

| what is open                    | its own limit                              | the person hears                      |
|---------------------------------|--------------------------------------------|---------------------------------------|
| 请示管理办公室 (ruling)           | Centre.ruling_minutes, else ruling_workdays | the working day after it ends         |
| 复核不予受理 (decline)            | the same                                   | the working day after it ends         |
| 转交外部门 (hand-over outside)    | Centre.department_workdays                 | the working day after it ends         |
| 请示上级 (clarification)          | the day promised to the person             | on that day                           |
| 办不成事 (unresolved)             | Centre.unresolved_workdays                 | when it ends: the office tells itself |
| 转交窗口 (hand-over to a window)  | Centre.handover_minutes                    | unchanged: the same day               |

An answer that is overdue already stays due when it was (`clocks.relimit`): asking late doesn't undo the delay."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.models import Clock
from shouwen.inquiries.actions import answer_clock
from shouwen.inquiries.models import Inquiry
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.workdays import Calendar

TELL_WORKDAYS = 1
"""The working day after somebody else's answer in which the first responder gives the person theirs."""


def office_limit(centre_id: int) -> tuple[LimitUnit, int]:
    """How long the management office has for a ruling, and for the check of a decline."""
    centre = people.centre(centre_id)
    if centre.ruling_minutes:
        return LimitUnit.OPEN_MINUTE, centre.ruling_minutes
    return LimitUnit.WORKDAY, centre.ruling_workdays


def workdays_to_tell(calendar: Calendar, *, asked_on: date, due_on: date) -> int:
    """In how many working days from the asking the person hears what is due on a day."""
    return calendar.count(asked_on, due_on) + TELL_WORKDAYS


def tell_after(inquiry: Inquiry, asked: Clock, *, by: Actor, at: datetime) -> None:
    """The person hears the working day after `asked` is due."""
    today, calendar = local_date(at), calendar_of(inquiry.centre_id)
    workdays = workdays_to_tell(calendar, asked_on=today, due_on=local_date(asked.due_at))
    clocks.relimit(clock=answer_clock(inquiry), workdays=workdays, by=by, at=at)


def tell_by(inquiry: Inquiry, day: date, *, by: Actor, at: datetime) -> None:
    """The person hears on this day. Today needs no agreement: an answer isn't due earlier."""
    workdays = calendar_of(inquiry.centre_id).count(local_date(at), day)
    if workdays > 0:
        clocks.relimit(clock=answer_clock(inquiry), workdays=workdays, by=by, at=at)
