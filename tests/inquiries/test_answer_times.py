"""改约: while somebody else is asked, the person hears by the time they were told; and what is late stays late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from tests.factories import Town, civil, make_inquiry, make_person, make_town
from tests.inquiries.scene import department

from shouwen.civil_time import local
from shouwen.clocks.actions import recompute
from shouwen.clocks.models import Clock
from shouwen.inquiries import clarifications, declines, handovers, rulings, unresolved
from shouwen.inquiries.enums import Channel, DeclineGround
from shouwen.inquiries.models import Inquiry
from shouwen.inquiries.prospects import prospects
from shouwen.journal.models import Entry
from shouwen.people.models import Centre

pytestmark = pytest.mark.django_db
AT, NEXT, LATE = civil(2026, 10, 9, 10, 47), civil(2026, 10, 10, 9), civil(2026, 10, 12, 9)
Ask = Callable[[Town, Inquiry, datetime], object]


@pytest.fixture
def town() -> Town:
    return make_town()


ASKS: dict[str, Ask] = {
    "ruling": lambda town, inquiry, at: rulings.ask_ruling(
        inquiry=inquiry, question="归谁", words="我去问", by=town.actor(town.he), at=at
    ),
    "decline": lambda town, inquiry, at: declines.propose_decline(
        inquiry=inquiry,
        ground=DeclineGround.NOT_OURS,
        reason="不归镇里",
        basis="《办法》第七条",
        way_out="到区里办",
        words="请同事再看",
        by=town.actor(town.he),
        at=at,
    ),
    "outside": lambda town, inquiry, at: handovers.hand_over_outside(
        inquiry=inquiry, to_department=department(town), words="转区里", by=town.actor(town.he), at=at
    ),
    "clarification": lambda town, inquiry, at: clarifications.ask_clarification(
        inquiry=inquiry,
        question="能不能",
        asked_of="区残联",
        promised_for=date(2026, 10, 15),
        words="15日前告诉您",
        by=town.actor(town.he),
        at=at,
    ),
    "unresolved": lambda town, inquiry, at: unresolved.note_unresolved(
        inquiry=inquiry, obstacle="互相推", words="登记了", by=town.actor(town.he), at=at
    ),
}
HEARS = {
    "ruling": "2026-10-14T17:30:00",
    "decline": "2026-10-14T17:30:00",
    "outside": "2026-10-13T17:30:00",
    "clarification": "2026-10-15T17:30:00",
    "unresolved": "2026-10-16T17:30:00",
}
"""Asked on Saturday 10 October, which is worked; Sunday isn't."""


def clock_of(inquiry: Inquiry) -> Clock:
    return Clock.objects.get(kind="inquiry", subject_id=inquiry.pk)


def online(town: Town) -> Inquiry:
    """Asked online on Friday, due on Saturday."""
    return make_inquiry(town.actor(town.he), at=AT, person=make_person(town.centre), channel=Channel.ONLINE)


@pytest.mark.parametrize("kind", ASKS)
def test_f4_the_person_hears_by_the_time_they_were_told(town: Town, kind: str) -> None:
    inquiry = online(town)

    ASKS[kind](town, inquiry, NEXT)

    clock = clock_of(inquiry)
    assert local(clock.due_at).isoformat() == HEARS[kind]
    assert (clock.started_at, clock.first_responder_id, recompute(clock)) == (AT, town.he.pk, False)


@pytest.mark.parametrize("kind", ASKS)
def test_k1_2_what_is_late_already_stays_late(town: Town, kind: str) -> None:
    inquiry = online(town)

    ASKS[kind](town, inquiry, LATE)

    assert local(clock_of(inquiry).due_at).isoformat() == "2026-10-10T17:30:00"
    assert not Entry.objects.filter(action="clock.relimit").exists()


def test_the_page_foretells_what_the_clocks_will_say(town: Town) -> None:
    ahead = prospects(town.centre.pk, at=NEXT)

    told = {"ruling": ahead.told, "decline": ahead.told, "outside": ahead.department_told, "unresolved": ahead.settled}
    for kind, foretold in told.items():
        inquiry = online(town)
        ASKS[kind](town, inquiry, NEXT)
        assert clock_of(inquiry).due_at == foretold, kind


def test_f7_a_limit_in_opening_minutes_goes_before_the_working_days(town: Town) -> None:
    Centre.objects.filter(pk=town.centre.pk).update(ruling_minutes=120)
    inquiry = online(town)

    ASKS["ruling"](town, inquiry, civil(2026, 10, 10, 11))

    waits = Clock.objects.get(kind="ruling")
    assert (waits.unit, local(waits.due_at).isoformat()) == ("open_minute", "2026-10-10T14:30:00")
    assert local(clock_of(inquiry).due_at).isoformat() == "2026-10-12T17:30:00"
    ahead = prospects(town.centre.pk, at=civil(2026, 10, 10, 11))
    assert (ahead.ruling, ahead.told) == (waits.due_at, clock_of(inquiry).due_at)


def test_f7_minutes_that_end_tomorrow_are_told_the_day_after(town: Town) -> None:
    Centre.objects.filter(pk=town.centre.pk).update(ruling_minutes=120)
    inquiry = online(town)

    ASKS["decline"](town, inquiry, civil(2026, 10, 10, 17))

    waits = Clock.objects.get(kind="decline")
    assert local(waits.due_at).isoformat() == "2026-10-12T10:30:00"
    assert local(clock_of(inquiry).due_at).isoformat() == "2026-10-13T17:30:00"
