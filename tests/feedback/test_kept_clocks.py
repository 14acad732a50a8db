"""回避 in warnings: of a complaint that comes to its time whom it is about hears nothing, by whatever way; the others hear (P2, T1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import civil
from tests.feedback.scene import AT, answered, in_hand, received
from tests.supervision.scene import Scene, make_scene

from shouwen.feedback.actions import assign
from shouwen.feedback.answering import merge
from shouwen.feedback.enums import AnswerWish, Verdict
from shouwen.feedback.kept_clocks import kept_clocks
from shouwen.feedback.models import Complaint
from shouwen.people.models import Staff

pytestmark = pytest.mark.django_db
LEFT_2, LEFT_0, OVER_1 = (civil(2026, 10, day, 9, 5) for day in (13, 15, 16))
"""A complaint of the 9th is to be answered on the 15th."""


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def _warned(scene: Scene) -> list[tuple[str, str, str]]:
    """Number, mark, who, after the job ran at each mark, twice; the second time it finds nobody."""
    for at in (LEFT_2, LEFT_0, OVER_1):
        scene.warn(at)
        assert scene.warn(at + timedelta(minutes=3)) == 0
    return sorted((number, mark, who) for number, mark, _, who, _ in scene.warned())


def _of(number: str, **marks: tuple[str, ...]) -> list[tuple[str, str, str]]:
    return sorted((number, mark.replace("_", "-"), who) for mark, names in marks.items() for who in names)


def _stands_in(scene: Scene, by: Staff, absent: Staff) -> None:
    scene.cover(absent, by, first=civil(2026, 10, 12), last=civil(2026, 10, 31))


def test_p2_as_a_cover_of_the_handler_the_person_it_is_about_hears_nothing(scene: Scene) -> None:
    _stands_in(scene, scene.town.he, scene.town.deng)
    in_hand(scene.town, staff_id=scene.town.he.pk)
    in_hand(scene.town)
    deng, office, leader, he = "邓白露", "周立夏", "高镇长", "何谷雨"
    about_him = _of("诉 26-0001", left_2=(deng,), left_0=(deng, office), over_1=(deng, office, leader))
    about_nobody = _of("诉 26-0002", left_2=(deng, he), left_0=(deng, he, office), over_1=(deng, he, office, leader))
    assert _warned(scene) == about_him + about_nobody
    assert [words.split(" ")[2:4] for words in scene.notices(scene.town.he)] == [["诉", "26-0002"]] * 3


def test_p2_as_the_office_the_person_it_is_about_hears_nothing(scene: Scene) -> None:
    complaint = received(scene.town, staff_id=scene.town.office.pk)
    assign(complaint=complaint, to_staff_id=scene.town.deng.pk, by=scene.chief, at=AT + timedelta(hours=1))
    assert _warned(scene) == _of("诉 26-0001", left_2=("邓白露",), left_0=("邓白露",), over_1=("邓白露", "高镇长"))
    assert scene.notices(scene.town.office) == []


def test_p2_as_the_leader_the_person_it_is_about_hears_nothing(scene: Scene) -> None:
    in_hand(scene.town, staff_id=scene.leader.pk)
    assert _warned(scene) == _of(
        "诉 26-0001", left_2=("邓白露",), left_0=("邓白露", "周立夏"), over_1=("邓白露", "周立夏")
    )
    assert scene.notices(scene.leader) == []


def test_p2_a_handler_who_comes_to_stand_in_for_whom_it_is_about_hears_no_more_and_the_office_does(
    scene: Scene,
) -> None:
    in_hand(scene.town, staff_id=scene.town.he.pk)
    _stands_in(scene, scene.town.deng, scene.town.he)
    assert _warned(scene) == _of("诉 26-0001", left_2=("周立夏",), left_0=("周立夏",), over_1=("周立夏", "高镇长"))


def test_p2_when_nobody_of_the_office_may_hear_a_leader_does(scene: Scene) -> None:
    complaint = received(scene.town, staff_id=scene.town.office.pk)
    assign(complaint=complaint, to_staff_id=scene.town.deng.pk, by=scene.chief, at=AT + timedelta(hours=1))
    _stands_in(scene, scene.town.deng, scene.town.office)
    assert _warned(scene) == _of("诉 26-0001", left_2=("高镇长",), left_0=("高镇长",), over_1=("高镇长",))


def test_p2_of_the_call_that_tells_the_answer_they_hear_nothing_either(scene: Scene) -> None:
    _stands_in(scene, scene.town.he, scene.town.deng)
    named = {"name": "陈甲木", "phone": "13800000000", "wish": AnswerWish.CALL}
    for about in ({"staff_id": scene.town.he.pk}, {}):
        answered(scene.town, in_hand(scene.town, **named, **about), verdict=Verdict.DISMISSED)
    heard = _warned(scene)
    assert {number for number, _, _ in heard} == {"电 26-0001", "电 26-0002"}
    assert {who for number, _, who in heard if number == "电 26-0001"} == {"邓白露", "周立夏", "高镇长"}
    assert {who for number, _, who in heard if number == "电 26-0002"} == {"邓白露", "周立夏", "高镇长", "何谷雨"}


def test_p2_whom_a_complaint_told_along_is_about_hears_nothing_of_the_one_that_leads(scene: Scene) -> None:
    _stands_in(scene, scene.town.he, scene.town.deng)
    leader = in_hand(scene.town)
    follower = received(scene.town, window_id=scene.town.general.pk, at=AT + timedelta(hours=2))
    Complaint.objects.filter(pk=leader.pk).update(handler=scene.leader)
    merge(complaint=follower, into=Complaint.objects.get(pk=leader.pk), by=scene.office, at=AT + timedelta(hours=3))
    Complaint.objects.filter(pk=leader.pk).update(handler=scene.town.deng)
    assert "何谷雨" not in {who for _, _, who in _warned(scene)}


def test_p2_who_is_kept_off_takes_the_same_queries_for_one_and_for_many(scene: Scene) -> None:
    counts = []
    for many in (1, 12):
        for _ in range(many):
            in_hand(scene.town, window_id=scene.town.general.pk)
        with CaptureQueriesContext(connection) as asked:
            found = {one.clock_id: one.staff for one in kept_clocks(scene.centre_id, LEFT_2)}
        counts.append(len(asked))
    assert counts == [7, 7]
    assert list(found.values()) == [frozenset({scene.town.he.pk})] * 13
