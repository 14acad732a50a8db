"""自助终端的配对 (S3): a code works once, for ten minutes, for a kiosk; guessing is stopped; taking it back ends what is open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.devices.scene import BEGAN, Scene, make_scene

from shouwen.devices import actions, pairing, visits
from shouwen.devices.enums import DeviceKind, DeviceState
from shouwen.devices.models import Device, KioskVisit, PairingTry
from shouwen.devices.silence import Sound, sound_of
from shouwen.journal.models import Entry
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AFTER = BEGAN + timedelta(minutes=1)


@pytest.fixture(name="scene")
def _scene() -> Scene:
    return make_scene()


def _code(scene: Scene) -> str:
    code: str = pairing.make_code(device=scene.kiosk, by=scene.qin, at=BEGAN)
    return code


def _refused(code: str, address: str = "10.0.0.9") -> str:
    with pytest.raises(Refused) as refused:
        pairing.pair(code=code, address=address, at=AFTER)
    return refused.value.refusal.code


def test_s3_a_code_pairs_once_and_only_hashes_are_kept(scene: Scene) -> None:
    code = _code(scene)
    assert len(code) == 8
    assert code.isdecimal()
    device, key = pairing.pair(code=f"{code[:4]} {code[4:]}", address="10.0.0.9", at=AFTER)
    assert device == scene.kiosk
    row = Device.objects.get(pk=device.pk)
    assert pairing.paired_device(key) == row
    assert code not in str(vars(row))
    assert key not in str(vars(row))
    assert (row.pairing_hash, row.kiosk_since, row.last_seen_at) == ("", AFTER, AFTER)
    assert sound_of(row, at=AFTER) == Sound.HEARD
    assert _refused(code) == "code_wrong"
    said = [one.action for one in Entry.objects.filter(subject_kind="device", subject_id=row.pk).order_by("pk")]
    assert said == ["device.register", "kiosk.code", "kiosk.paired"]


def test_s3_a_code_lasts_ten_minutes(scene: Scene) -> None:
    code = _code(scene)
    with pytest.raises(Refused):
        pairing.pair(code=code, address="10.0.0.9", at=BEGAN + timedelta(minutes=10))
    assert Device.objects.get(pk=scene.kiosk.pk).kiosk_hash == ""


def test_s3_five_wrong_codes_close_the_door_for_that_address_alone(scene: Scene) -> None:
    code = _code(scene)
    wrong = "0" * 8 if code != "0" * 8 else "1" * 8
    assert [_refused(wrong) for _ in range(5)] == ["code_wrong"] * 5
    assert _refused(code) == "tried_too_often"
    assert pairing.pair(code=code, address="10.0.0.10", at=AFTER)[0] == scene.kiosk
    assert "10.0.0.9" not in {one.who for one in PairingTry.objects.all()}


def test_s3_pairing_again_ends_the_browser_before(scene: Scene) -> None:
    first = pairing.pair(code=_code(scene), address="10.0.0.9", at=AFTER)[1]
    visits.begin(scene.kiosk, at=AFTER)
    second = pairing.pair(code=_code(scene), address="10.0.0.9", at=AFTER)[1]
    assert pairing.paired_device(first) is None
    assert pairing.paired_device(second) == scene.kiosk
    assert not KioskVisit.objects.exists()


@pytest.mark.parametrize("how", ["taken back", "retired"])
def test_s3_a_pairing_that_ended_opens_nothing(scene: Scene, how: str) -> None:
    key = pairing.pair(code=_code(scene), address="10.0.0.9", at=AFTER)[1]
    open_code = _code(scene)
    device = Device.objects.get(pk=scene.kiosk.pk)
    token = pairing.agent_token(device)
    if how == "retired":
        actions.set_state(device=device, to=DeviceState.RETIRED, reason="太旧", by=scene.qin, at=AFTER)
    else:
        pairing.unpair(device=device, by=scene.qin, at=AFTER)
    assert pairing.paired_device(key) is None
    assert _refused(open_code) == "code_wrong"
    assert len(token) == 40
    assert pairing.agent_token(Device.objects.get(pk=device.pk)) == ""


def test_s3_only_the_offices_pair_and_only_a_kiosk(scene: Scene) -> None:
    with pytest.raises(Refused) as clerk:
        pairing.make_code(device=scene.kiosk, by=scene.he, at=BEGAN)
    printer = actions.register(
        kind=DeviceKind.PRINTER, name="打印机", place="大厅", keeper_id=scene.keeper.pk, by=scene.qin, at=BEGAN
    )
    with pytest.raises(Refused) as thing:
        pairing.make_code(device=printer, by=scene.qin, at=BEGAN)
    assert [one.value.refusal.code for one in (clerk, thing)] == ["not_for_devices", "not_a_kiosk"]


def test_s3_a_visit_is_one_a_device_and_ends_when_it_says_nothing(scene: Scene) -> None:
    first = visits.begin(scene.kiosk, at=BEGAN)
    second = visits.begin(scene.kiosk, at=AFTER)
    assert visits.visit_of(scene.kiosk, first, at=AFTER) is None
    assert visits.visit_of(scene.kiosk, second, at=AFTER + timedelta(minutes=4)) is not None
    assert visits.visit_of(scene.kiosk, second, at=AFTER + timedelta(minutes=5)) is None
    assert not KioskVisit.objects.exists()
