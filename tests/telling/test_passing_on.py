"""A call that is owed follows its matter: whoever takes it over owes it from that day on, and the history says so."""

from __future__ import annotations

import pytest
from tests.factories import Town, civil, make_case, make_inquiry, make_person
from tests.messages.gateway import Gateway
from tests.messages.scene import Clock as Now
from tests.tasks.scene import assigned
from tests.telling.scene import extended

from shouwen.cases import actions as cases
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock, Responsibility
from shouwen.inquiries import handovers
from shouwen.journal.models import Entry
from shouwen.messages.jobs import send_waiting
from shouwen.tasks import actions as tasks
from shouwen.tasks.reporting import submit, take_back
from shouwen.telling.calls import note_reached
from shouwen.telling.enums import ReachedBy
from shouwen.telling.jobs import owe_calls
from shouwen.telling.models import CallToMake

AT, NEXT = civil(2026, 10, 9, 10, 47), civil(2026, 10, 12, 9)
LANDLINE = "023-45678901"
pytestmark = pytest.mark.django_db


def owes(call: CallToMake) -> int:
    return Clock.objects.get(kind=ClockKind.CALL, subject_id=call.pk).responsible_id


def owed(town: Town, kind: str, subject_id: int, number: str, purpose: str = "a") -> CallToMake:
    person = make_person(town.centre, phone=LANDLINE)
    about = {"subject_kind": kind, "subject_id": subject_id, "number": number, "responsible_id": town.he.pk}
    return CallToMake.objects.get(number=extended(town, person, purpose, at=AT, **about).call_number)


def test_r7_a_transferred_case_takes_its_open_calls_along_and_leaves_those_made(town: Town) -> None:
    he, case = town.actor(town.he), make_case(town.actor(town.he), town.house, at=AT)
    made, waiting = owed(town, "case", case.pk, case.number), owed(town, "case", case.pk, case.number, "b")
    note_reached(call=made, means=ReachedBy.PHONE, words="说了", by=he, at=AT)

    cases.transfer(case=case, to_staff_id=town.deng.pk, to_window_id=town.civil_affairs.pk, by=he, at=NEXT)

    assert (owes(made), owes(waiting)) == (town.he.pk, town.deng.pk)
    clock = Clock.objects.get(kind=ClockKind.CALL, subject_id=waiting.pk)
    days = Responsibility.objects.filter(clock=clock).order_by("from_on").values_list("from_on", "staff_id")
    assert list(days) == [(AT.date(), town.he.pk), (NEXT.date(), town.deng.pk)]
    entry = Entry.objects.get(action="call_to_make.pass_on")
    assert (entry.subject_kind, entry.subject_id) == ("case", str(case.pk))
    assert (entry.data["call"], entry.data["from"], entry.data["receiver"]) == (
        waiting.number,
        town.he.pk,
        "邓白露",
    )


def test_f6_an_inquiry_that_a_window_accepts_takes_its_calls_along(town: Town) -> None:
    he, deng = town.actor(town.he), town.actor(town.deng)
    inquiry = make_inquiry(he, at=AT, person=make_person(town.centre))
    call = owed(town, "inquiry", inquiry.pk, inquiry.number)
    handover = handovers.hand_over(
        inquiry=inquiry, to_window=town.civil_affairs, to_staff_id=town.deng.pk, words="到4号窗口", by=he, at=AT
    )
    assert owes(call) == town.he.pk
    handovers.accept_handover(handover=handover, by=deng, at=AT)
    assert owes(call) == town.deng.pk


def test_t1_a_task_given_to_somebody_else_takes_the_call_of_its_last_submission_along(town: Town) -> None:
    office, deng = town.actor(town.office), town.actor(town.deng)
    task = assigned(town, at=AT, person_name="陈甲木", person_phone=LANDLINE)
    submit(task=task, result="灯已经修好", tell_words="您反映的路灯修好了", by=deng, at=AT)
    call = CallToMake.objects.get()
    assert owes(call) == town.deng.pk
    take_back(task=task, reason="没有修好", workdays=3, by=office, at=NEXT)
    tasks.assign(task=task, to_staff_id=town.he.pk, reason="邓白露请假", by=office, at=NEXT)
    assert owes(call) == town.he.pk


def test_a_message_that_fails_after_the_case_passed_on_is_called_by_who_has_it_now(
    town: Town, gateway: Gateway, clock: Now
) -> None:
    he, case = town.actor(town.he), make_case(town.actor(town.he), town.house, at=AT)
    told = {"subject_kind": "case", "subject_id": case.pk, "number": case.number, "responsible_id": town.he.pk}
    extended(town, case.person, at=AT, **told)
    cases.transfer(case=case, to_staff_id=town.deng.pk, to_window_id=town.civil_affairs.pk, by=he, at=AT)
    gateway.answers = [(400, {"message": "空号"})] * 2
    send_waiting()
    owe_calls()
    assert owes(CallToMake.objects.get()) == town.deng.pk
