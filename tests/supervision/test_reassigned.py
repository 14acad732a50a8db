"""A matter that changes hands after a warning: who answers for it now hears too (限时办结制度 第二条), and nobody hears twice."""

from __future__ import annotations

import pytest
from tests.factories import civil
from tests.supervision.scene import Scene, make_scene

from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.people.models import Staff
from shouwen.supervision.models import LimitWarning

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def _hand_to(scene: Scene, clock: Clock, staff: Staff, day: int) -> None:
    clocks.reassign(clock=clock, to_staff_id=staff.pk, by=scene.office, at=civil(2026, 10, day, 10))


def test_t1_who_takes_a_matter_over_after_its_warning_is_warned_too_and_nobody_twice(scene: Scene) -> None:
    clock, other = scene.owe(1), scene.owe(2)
    assert scene.warn(civil(2026, 10, 15, 9)) == 4
    _hand_to(scene, clock, scene.town.deng, 15)
    assert [scene.warn(civil(2026, 10, 15, 10, minute)) for minute in (3, 6, 9)] == [1, 0, 0]
    assert scene.notices(scene.town.deng) == ["10-15 10:03 办 26-00001 今天到期，办件：农村宅基地建房审批（陈*木）"]
    _hand_to(scene, clock, scene.town.he, 15)  # and back: both were told
    assert scene.warn(civil(2026, 10, 15, 10, 30)) == 0
    assert len(scene.notices(scene.town.office)) == 1
    _hand_to(scene, other, scene.town.office, 15)  # who heard of it as the office
    assert scene.warn(civil(2026, 10, 15, 10, 33)) == 0


def test_t1_who_takes_an_overdue_matter_over_between_two_marks_hears_at_once(scene: Scene) -> None:
    clock = scene.owe()
    assert scene.warn(civil(2026, 10, 16, 9)) == 3
    _hand_to(scene, clock, scene.town.deng, 20)
    assert [scene.warn(civil(2026, 10, 20, 11)), scene.warn(civil(2026, 10, 21, 11))] == [1, 0]
    assert scene.notices(scene.town.deng)[0].startswith("10-20 11:00 办 26-00001 已超期 3 个工作日，")


def test_t1_who_begins_to_stand_in_after_the_warning_hears_of_it(scene: Scene) -> None:
    town = scene.town
    scene.owe()
    scene.owe(2, kind=ClockKind.RECTIFY)  # of which a stand-in hears nothing (第四条)
    assert scene.warn(civil(2026, 10, 13, 9)) == 2
    scene.cover(town.he, town.deng, first=civil(2026, 10, 13, 13), last=civil(2026, 10, 13, 18))
    assert [scene.warn(civil(2026, 10, 13, 14)), scene.warn(civil(2026, 10, 13, 14, 3))] == [1, 0]
    row = LimitWarning.objects.get(staff=town.deng)
    assert (row.receiver, row.mark, row.clock.kind) == ("cover", "left-2", "case")
