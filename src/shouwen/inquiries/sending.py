"""The act of sending a matter on: the row, its clock and its record. Who may do it, and when, stands in `handovers` and `rulings`."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.inquiries import answer_times
from shouwen.inquiries.actions import move, pass_answer_on, record
from shouwen.inquiries.enums import HandoverState, InquiryState, Outcome
from shouwen.inquiries.models import Handover, Inquiry
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.models import Department, Window
from shouwen.refusals import refuse


def is_posted(window: Window, staff_id: int, *, at: datetime) -> bool:
    """Whether somebody is on a window today."""
    day = local_date(at)
    posted = window.postings.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day, staff__is_active=True)
    return posted.filter(staff_id=staff_id).exists()


def send_to_window(
    inquiry: Inquiry, window: Window, *, to_staff_id: int, words: str, by: Actor, at: datetime
) -> Handover:
    """To a window and the person on it, who has the centre's opening minutes to accept."""
    move(inquiry, InquiryState.HANDED_OVER, at=at, outcome=Outcome.HANDED_OVER)
    handover = Handover.objects.create(
        centre_id=inquiry.centre_id,
        inquiry=inquiry,
        from_staff_id=by.member_id,
        to_window=window,
        to_staff_id=to_staff_id,
        words_told=words,
        sent_at=at,
    )
    limit = people.centre(inquiry.centre_id).handover_minutes
    _start_clock(handover, to_staff_id, LimitUnit.OPEN_MINUTE, limit, by=by, at=at)
    record(inquiry, "inquiry.hand_over", by=by, at=at, data={"to": window.label, "words": Words(words)})
    return handover


def send_outside(inquiry: Inquiry, department: Department, *, words: str, by: Actor, at: datetime) -> Handover:
    """To a department, which has the centre's working days to accept. The first responder sees to it that it does."""
    if not department.is_active:
        raise refuse("department_closed", f"{department.name}已经停用，请重新选")
    move(inquiry, InquiryState.HANDED_OVER, at=at, outcome=Outcome.HANDED_OVER)
    handover = Handover.objects.create(
        centre_id=inquiry.centre_id,
        inquiry=inquiry,
        from_staff_id=by.member_id,
        to_department=department,
        words_told=words,
        sent_at=at,
    )
    limit = people.centre(inquiry.centre_id).department_workdays
    clock = _start_clock(handover, inquiry.first_responder_id, LimitUnit.WORKDAY, limit, by=by, at=at)
    answer_times.tell_after(inquiry, clock, by=by, at=at)
    record(inquiry, "inquiry.hand_over_outside", by=by, at=at, data={"to": department.name, "words": Words(words)})
    return handover


def give_by_ruling(
    inquiry: Inquiry, window: Window, *, to_staff_id: int, ruling_number: str, by: Actor, at: datetime
) -> Handover:
    """The office has named who is responsible: accepted by the ruling, there is nothing to refuse. Told to nobody yet."""
    move(inquiry, InquiryState.HANDED_OVER, at=at, outcome=Outcome.HANDED_OVER)
    handover = Handover.objects.create(
        centre_id=inquiry.centre_id,
        inquiry=inquiry,
        from_staff_id=by.member_id,
        to_window=window,
        to_staff_id=to_staff_id,
        sent_at=at,
        state=HandoverState.ACCEPTED,
        settled_at=at,
        settled_by=by.name,
    )
    move(inquiry, InquiryState.WITH_RECEIVER, at=at, holder_id=to_staff_id)
    pass_answer_on(inquiry, to_staff_id=to_staff_id, by=by, at=at)
    data: dict[str, object] = {"to": window.label, "staff": handover.to_staff.name if handover.to_staff else ""}
    record(inquiry, "inquiry.given_by_ruling", by=by, at=at, data={**data, "ruling": ruling_number}, whose=())
    return handover


def _start_clock(
    handover: Handover, responsible_id: int, unit: LimitUnit, limit: int, *, by: Actor, at: datetime
) -> Clock:
    inquiry = handover.inquiry
    return clocks.start(
        kind=ClockKind.HANDOVER,
        subject_id=handover.pk,
        number=inquiry.number,
        matter=inquiry.matter,
        person_masked=inquiry.person.name_masked if inquiry.person else "",
        responsible_id=responsible_id,
        unit=unit,
        promised_limit=limit,
        by=by,
        at=at,
    )
