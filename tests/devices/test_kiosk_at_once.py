"""Two at the same moment (S3), with real threads: one code pairs one browser, one key does one thing, one device has one visit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.at_once import at_once
from tests.devices.scene import BEGAN, make_scene

from shouwen.devices import pairing, visits
from shouwen.devices.models import KioskSend, KioskVisit
from shouwen.inquiries import online
from shouwen.inquiries.models import OnlineQuestion

pytestmark = pytest.mark.django_db(transaction=True)
AFTER = BEGAN + timedelta(minutes=1)


def test_s3_a_code_typed_twice_at_once_pairs_one_browser() -> None:
    scene = make_scene()
    code = pairing.make_code(device=scene.kiosk, by=scene.qin, at=BEGAN)
    keys: list[str] = []

    def step(address: str) -> None:
        keys.append(pairing.pair(code=code, address=address, at=AFTER)[1])

    assert at_once(lambda: step("10.0.0.1"), lambda: step("10.0.0.2")) == ["code_wrong", "done"]
    assert [pairing.paired_device(key) for key in keys] == [scene.kiosk]


def test_s3_the_same_thing_sent_twice_at_once_is_done_once() -> None:
    scene = make_scene()
    key = visits.begin(scene.kiosk, at=BEGAN)
    paths: list[str] = []

    def do() -> str:
        question = online.ask_online(
            centre_id=scene.centre_id,
            name="陈甲木",
            phone="12900001234",
            matter="老屋想翻建",
            item_id=None,
            address="10.0.0.9",
            at=AFTER,
        )
        return f"/kiosk/{question.pk}/"

    def step() -> None:
        visit = visits.visit_of(scene.kiosk, key, at=AFTER)
        assert visit is not None
        paths.append(visits.send_once(visit, "a" * 32, do))

    assert at_once(step, step, step) == ["done"] * 3
    assert OnlineQuestion.objects.count() == 1
    assert len(set(paths)) == 1
    assert KioskSend.objects.count() == 1


def test_s3_two_pages_that_begin_at_once_leave_one_visit() -> None:
    scene = make_scene()
    keys: list[str] = []

    def step() -> None:
        keys.append(visits.begin(scene.kiosk, at=AFTER))

    assert at_once(step, step, step) == ["done"] * 3
    assert KioskVisit.objects.count() == 1
    assert sum(visits.visit_of(scene.kiosk, key, at=AFTER) is not None for key in keys) == 1
