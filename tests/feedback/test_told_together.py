"""回避 of what was merged: whom one of the complaints is about is kept from all of them, in every step (服务承诺制度 第二条, P2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.factories import Town, make_staff, make_town
from tests.feedback.scene import AT, answered, in_hand, received

from shouwen.feedback.actions import assign, put_to_them
from shouwen.feedback.answering import answer, merge, not_accept
from shouwen.feedback.enums import ComplaintState, Verdict
from shouwen.feedback.involved import handlers_for, involved_in, not_involving
from shouwen.feedback.models import Complaint
from shouwen.feedback.policies import may_see
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Cover, Staff
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=4)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def sitting(town: Town) -> Staff:
    """Another of the office, who sits beside 何谷雨 at the window."""
    return make_staff(
        town.centre, "冯小寒", roles=[Role.GENERAL_WINDOW_STAFF, Role.MANAGEMENT_OFFICE], window=town.general
    )


@pytest.fixture
def merged(town: Town, sitting: Staff) -> Complaint:
    """The one that leads names nobody; what was told along names the window, where 何谷雨 and 冯小寒 sit."""
    leader = in_hand(town)
    follower = received(town, window_id=town.general.pk, at=AT + timedelta(hours=2))
    merge(complaint=follower, into=leader, by=town.actor(town.office), at=AT + timedelta(hours=3))
    return Complaint.objects.get(pk=leader.pk)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def test_p2_whom_one_of_them_is_about_all_of_them_are_kept_from(town: Town, merged: Complaint, sitting: Staff) -> None:
    follower = Complaint.objects.get(merged_into=merged)
    both = frozenset({town.he.pk, sitting.pk})
    assert (involved_in(merged, at=LATER), involved_in(follower, at=LATER)) == (both, both)
    every = Complaint.objects.all()
    for staff, seen in ((town.he, set()), (sitting, set()), (town.office, {merged.pk, follower.pk})):
        found = not_involving(every, by=town.actor(staff), at=LATER).values_list("pk", flat=True)
        assert set(found) == seen, staff.name
    assert [one.name for one in handlers_for(merged, at=LATER)] == ["周立夏"]
    refusal = may_see(merged, by=town.actor(sitting), at=LATER)
    assert refusal is not None and refusal.code == "complaint_about_you"


def test_p2_neither_given_to_them_nor_led_answered_or_verified_by_them(
    town: Town, merged: Complaint, sitting: Staff
) -> None:
    them, office = town.actor(sitting), town.actor(town.office)
    said = {"reason": "看了监控", "answer": "查过了，没有这回事", "verdict": Verdict.DISMISSED}

    def give(to: Staff, by: Actor) -> Complaint:
        return assign(complaint=merged, to_staff_id=to.pk, reason="换个人查", by=by, at=LATER)

    assert [refused(lambda to=to: give(to, office)) for to in (sitting, town.he)] == ["receiver_involved"] * 2
    assert refused(lambda: give(town.office, them)) == "complaint_about_you"
    assert refused(lambda: answer(complaint=merged, **said, by=them, at=LATER)) == "complaint_about_you"
    assert refused(lambda: put_to_them(complaint=merged, words="有没有", by=them, at=LATER)) == "complaint_about_you"
    elsewhere = {"passed_to": "派出所", "reason": "不归我们", "by": them, "at": LATER}
    assert refused(lambda: not_accept(complaint=merged, **elsewhere)) == "complaint_about_you"
    assert answered(town, merged, Verdict.DISMISSED).state == ComplaintState.TOLD


def test_p2_who_stands_in_for_them_is_kept_off_too(town: Town, merged: Complaint) -> None:
    Cover.objects.create(
        centre=town.centre, absent=town.he, by=town.deng, from_at=LATER, to_at=LATER + timedelta(days=9), reason="休假"
    )
    assert refused(lambda: answered(town, merged, Verdict.DISMISSED)) == "complaint_about_you"


def test_p2_naming_a_window_in_what_was_told_along_keeps_nobody_of_another_matter(
    town: Town, merged: Complaint
) -> None:
    other = in_hand(town, of=town.he, at=AT + timedelta(hours=5))
    assert involved_in(other, at=LATER) == frozenset()
    found = not_involving(Complaint.objects.all(), by=town.actor(town.he), at=LATER)
    assert list(found.values_list("number", flat=True)) == ["诉 26-0003"]
