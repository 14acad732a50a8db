"""K1.5: a complaint found true is a fact of the month of whom it is about; nothing else is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.factories import Town, make_town
from tests.feedback.scene import AT, answered, heard, in_hand, received

from shouwen.assessment.facts.month import Month
from shouwen.assessment.facts.verified import complaints
from shouwen.feedback.answering import merge
from shouwen.feedback.enums import Verdict
from shouwen.feedback.models import Complaint
from shouwen.indicators.facts.complaints import complaints as figures
from shouwen.indicators.periods import Span
from shouwen.people.models import Centre

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def facts(town: Town) -> list[tuple[str, bool]]:
    month = Month.of(town.centre.pk, date(2026, 10, 1), at=AT + timedelta(days=8))
    return [(one["id"], one["verified"]) for one in complaints(month, {town.he.pk: "何谷雨", town.deng.pk: "邓白露"})]


@pytest.mark.parametrize(
    ("verdict", "cleared", "expected"),
    [
        (Verdict.VERIFIED, False, [("诉 26-0001", True)]),
        (Verdict.PARTLY, False, [("诉 26-0001", True)]),
        (Verdict.DISMISSED, False, []),
        (Verdict.VERIFIED, True, []),
    ],
)
def test_k1_5_by_verdict_and_whose_doing_it_was(
    town: Town, verdict: Verdict, cleared: bool, expected: list[tuple[str, bool]]
) -> None:
    complaint = in_hand(town, staff_id=town.he.pk)
    assert facts(town) == [("诉 26-0001", False)]
    heard(town, complaint)
    answered(town, complaint, verdict, staff_cleared=cleared)
    assert facts(town) == expected


def test_k1_5_one_about_nobody_or_told_twice_is_no_fact(town: Town) -> None:
    leader = in_hand(town, staff_id=town.he.pk)
    follower = received(town, staff_id=town.he.pk)
    received(town, window_id=town.general.pk)
    merge(complaint=follower, into=leader, by=town.actor(town.office), at=AT)
    assert facts(town) == [(leader.number, False)]


def test_p2_figures_count_received_upheld_and_in_time_by_promise(town: Town) -> None:
    done = in_hand(town, promise=1)
    answered(town, done, Verdict.PARTLY)
    late = in_hand(town, promise=1, at=AT + timedelta(minutes=1))
    answered(town, late, Verdict.DISMISSED, at=AT + timedelta(days=6))
    merged = received(town, promise=2, at=AT + timedelta(minutes=2))
    merge(
        complaint=merged,
        into=in_hand(town, at=AT + timedelta(minutes=3)),
        by=town.actor(town.office),
        at=AT + timedelta(hours=2),
    )
    until = AT + timedelta(days=20)
    # What was promised then counts, not what the centre promises now.
    Centre.objects.update(complaint_workdays=10)
    # Due on the 15th: one answered on the 10th, one on the 16th, one still open; the merged one is nobody's.
    said = figures(Span(town.centre.pk, date(2026, 10, 1), until))
    assert said["complaints"] == {"n": 4, "by": {"1": 2, "2": 1, "0": 1}}
    assert said["complaints_upheld"] == {"n": 1, "of": 4, "by": {"1": 1, "2": 0, "0": 0}}
    assert (said["complaints_in_time"], said["complaints_late"]) == ({"n": 1, "of": 3}, {"n": 2})
    assert Complaint.objects.count() == 4
