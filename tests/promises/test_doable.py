"""归自己管、能办的，及时办 (服务承诺制度 第三条): answered the same day or accepted with a limit, each on a clock."""

from __future__ import annotations

import pytest
from tests.factories import civil, make_inquiry, make_person, make_town

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries.enums import Outcome, ToldBy
from shouwen.promises.models import Promise
from shouwen.reception.actions import settle
from shouwen.reception.step import NextStep, Told

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


def test_p3a_what_can_be_done_is_done_in_time_and_needs_no_promise() -> None:
    town = make_town()
    by = town.actor(town.he)
    inquiry = make_inquiry(by, at=AT)
    assert local_date(Clock.objects.get().due_at) == local_date(AT)
    told = Told("照这张单子来就行", ToldBy.IN_PERSON)
    settle(inquiry=inquiry, outcome=Outcome.ANSWERED, told=told, step=NextStep(), by=by, at=civil(2026, 10, 9, 10, 5))
    clock = Clock.objects.get()
    assert (clock.closed_at, clock.closed_at <= clock.due_at) == (civil(2026, 10, 9, 10, 5), True)
    assert Promise.objects.count() == 0


def test_p3a_what_takes_longer_is_accepted_and_owed_within_its_limit() -> None:
    town = make_town()
    by = town.actor(town.he)
    inquiry = make_inquiry(by, at=AT, person=make_person(town.centre, at=AT))
    told, step = Told("今天受理了，8个工作日内办好", ToldBy.IN_PERSON), NextStep(item_id=town.house.item_id)
    settle(inquiry=inquiry, outcome=Outcome.TO_CASE, told=told, step=step, by=by, at=AT)
    case = Clock.objects.get(kind=ClockKind.CASE)
    assert (case.promised_limit, case.closed_at, local_date(case.due_at).isoformat()) == (8, None, "2026-10-20")
    assert Promise.objects.count() == 0
