"""投诉撤回以后: what was merged into the withdrawn complaint isn't dropped with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings
from tests.factories import Town, civil, make_town
from tests.feedback.scene import AT, answered, clock_of, in_hand

from shouwen.civil_time import local
from shouwen.feedback.actions import assign
from shouwen.feedback.answering import merge
from shouwen.feedback.by_complainant import withdraw
from shouwen.feedback.enums import AnswerWish, ComplaintState
from shouwen.feedback.models import Complaint
from shouwen.journal.queries import of_subject
from shouwen.people.actor import Actor
from shouwen.telling.models import Telling

pytestmark = pytest.mark.django_db
LATER = civil(2026, 10, 14, 10)


@pytest.fixture
def town() -> Town:
    return make_town()


def merged(town: Town, leader: Complaint, **given: object) -> Complaint:
    complaint = in_hand(town, **given)
    return merge(complaint=complaint, into=leader, by=town.actor(town.office), at=AT + timedelta(hours=4))


def test_p2_of_three_followers_the_oldest_leads_when_the_leader_is_withdrawn(town: Town) -> None:
    leader = in_hand(town, staff_id=town.he.pk)
    first, second, third = (merged(town, leader, at=AT + timedelta(minutes=minute)) for minute in (1, 2, 3))

    withdraw(complaint=leader, by=Actor.system(town.centre.pk), at=LATER)

    now = {row.pk: row for row in Complaint.objects.all()}
    assert now[leader.pk].state == ComplaintState.WITHDRAWN
    lead = now[first.pk]
    assert (lead.state, lead.merged_into_id, lead.settled_at, lead.handler_id) == (
        ComplaintState.RECEIVED,
        None,
        None,
        None,
    )
    assert [(now[one.pk].state, now[one.pk].merged_into_id) for one in (second, third)] == [
        (ComplaintState.MERGED, first.pk),
        (ComplaintState.MERGED, first.pk),
    ]
    clock = clock_of(first)
    assert (clock.closed_at, clock.started_at, clock.responsible_id) == (None, LATER, town.office.pk)
    # Its whole limit of five working days, from Wednesday 14 on.
    assert local(clock.due_at).date().isoformat() == "2026-10-21"
    assert [clock_of(one).closed_at is None for one in (leader, second, third)] == [False, False, False]
    assert "complaint.promote" in [one.action for one in of_subject(town.centre.pk, "complaint", first.pk)]

    assign(complaint=lead, to_staff_id=town.deng.pk, by=town.actor(town.office), at=LATER)
    answered(town, lead, at=LATER)
    assert {row.told_means for row in Complaint.objects.filter(pk__in=[first.pk, second.pk, third.pk])} == {"page"}


def test_p2_one_that_names_somebody_else_than_the_new_leader_leads_by_itself(town: Town) -> None:
    leader = in_hand(town, staff_id=town.he.pk)
    nobody_named, names_him = merged(town, leader), merged(town, leader, staff_id=town.he.pk)
    withdraw(complaint=leader, by=Actor.system(town.centre.pk), at=LATER)
    rows = Complaint.objects.filter(pk__in=[nobody_named.pk, names_him.pk])
    assert [(row.state, row.merged_into_id) for row in rows] == [(ComplaintState.RECEIVED, None)] * 2


@pytest.mark.parametrize(("merged_on", "due", "told_anew"), [(14, "2026-10-27", 1), (19, "2026-10-15", 0)])
def test_p2_one_that_was_late_when_it_was_merged_is_late_still_and_no_new_day_is_told(
    town: Town, settings: Settings, merged_on: int, due: str, told_anew: int
) -> None:
    settings.SMS_URL, settings.SMS_KEY = "http://127.0.0.1:9/send", "k" * 32
    told = {"name": "陈甲木", "phone": "13800000000", "wish": AnswerWish.MESSAGE}
    leader, late = in_hand(town), in_hand(town, **told)
    merge(complaint=late, into=leader, by=town.actor(town.office), at=civil(2026, 10, merged_on, 9))
    withdraw(complaint=leader, by=Actor.system(town.centre.pk), at=civil(2026, 10, 20, 10))
    clock = clock_of(late)
    assert (clock.closed_at, local(clock.due_at).date().isoformat()) == (None, due)
    purposes = list(Telling.objects.filter(subject_id=late.pk).values_list("purpose", flat=True))
    assert [one for one in purposes if "/received" in one] == [f"complaint/{late.pk}/received"]
    assert sum("begun_anew" in one for one in purposes) == told_anew
