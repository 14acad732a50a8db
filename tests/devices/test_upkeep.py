"""设备 (S3, 一体机进驻服务 第四条): register, inspections with a clock of their own, faults with their three times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.devices.scene import BEGAN, LINES, make_scene, picture
from tests.factories import civil, make_staff

from shouwen.civil_time import local
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.clocks.queries import debts_of
from shouwen.devices import actions, faults, heartbeat, inspecting, photos, queries
from shouwen.devices.enums import CheckResult, DeviceKind, DeviceState, MovementKind
from shouwen.devices.models import Fault, Inspection, Photo, SupplyMovement
from shouwen.devices.silence import Sound, sound_of
from shouwen.devices.supplies import list_supply, move
from shouwen.journal.models import Entry
from shouwen.messages.models import Message
from shouwen.people.enums import Role
from shouwen.refusals import Refused
from shouwen.supervision.warning import warn

OK = [(CheckResult.OK, "")] * len(LINES)


def _code(do: Callable[[], object]) -> str:
    try:
        do()
    except Refused as refused:
        return refused.refusal.code
    return "done"


@pytest.mark.django_db
def test_s3_devices_are_numbered_and_only_the_offices_register() -> None:
    scene = make_scene()
    printer = {"kind": DeviceKind.PRINTER, "name": "1号窗口打印机", "place": "1号窗口", "keeper_id": scene.keeper.pk}
    office = scene.town.actor(scene.town.office)
    made = actions.register(**printer, by=office, at=BEGAN)
    assert (scene.kiosk.number, made.number) == ("机-001", "机-002")
    assert _code(lambda: actions.register(**printer, by=scene.he, at=BEGAN)) == "not_for_devices"
    assert _code(lambda: actions.register(**{**printer, "name": " "}, by=office, at=BEGAN)) == "name_missing"
    wrong = {**printer, "maintainer_name": "刘工"}
    assert _code(lambda: actions.register(**wrong, by=office, at=BEGAN)) == "phone_missing"
    other = make_scene("sanhe", town="三河镇")
    assert other.kiosk.number == "机-001"
    assert _code(lambda: actions.set_state(
        device=scene.kiosk, to=DeviceState.RETIRED, reason="坏了", by=other.qin, at=BEGAN
    )) == "another_centre"  # fmt: skip


@pytest.mark.django_db
def test_s4_the_maintainer_is_the_devices_own_or_the_areas() -> None:
    scene = make_scene()
    assert queries.maintainer_of(scene.kiosk) is None
    area = {"name": "自助服务区", "place": "一楼大厅", "maintainer_name": "刘工", "maintainer_phone": "023-45671234"}
    actions.set_area(**area, by=scene.qin, at=BEGAN)
    assert queries.maintainer_of(scene.kiosk) == queries.Maintainer("刘工", "023-45671234")
    assert queries.maintainer_of(scene.town.centre) == queries.Maintainer("刘工", "023-45671234")
    own = {"name": "一号", "place": "大厅", "keeper_id": scene.keeper.pk, "maintainer_name": "张工"}
    actions.change(device=scene.kiosk, **own, maintainer_phone="13900000001", by=scene.qin, at=BEGAN)
    assert queries.maintainer_of(scene.kiosk) == queries.Maintainer("张工", "13900000001")
    assert (
        _code(lambda: actions.set_area(**{**area, "maintainer_phone": "12"}, by=scene.qin, at=BEGAN)) == "phone_wrong"
    )


@pytest.mark.django_db
def test_s3_an_inspection_comes_two_working_days_before_its_day_and_is_owed_by_the_keeper() -> None:
    scene = make_scene()
    scene.plan(first=date(2026, 10, 16))
    assert scene.make_due(civil(2026, 10, 13, 23, 59)) == 0
    assert [scene.make_due(civil(2026, 10, 14, 0, 5)) for _ in range(3)] == [1, 0, 0]
    inspection = scene.due()
    clock = scene.clock(ClockKind.INSPECTION, inspection.pk)
    assert (inspection.number, inspection.due_on) == ("检 26-0001", date(2026, 10, 16))
    assert (clock.number, clock.responsible_id, clock.is_dated) == ("检 26-0001", scene.keeper.pk, True)
    assert local(clock.due_at).isoformat(timespec="minutes")[:16] == "2026-10-16T17:30"
    owed = debts_of(centre_id=scene.centre_id, staff_ids={scene.keeper.pk})
    assert [one.number for one in owed] == ["检 26-0001"]


@pytest.mark.django_db
def test_s3_overdue_it_is_warned_of_and_done_it_makes_the_next() -> None:
    scene = make_scene()
    scene.plan()
    scene.make_due(civil(2026, 10, 12, 9))
    assert warn(centre_id=scene.centre_id, at=civil(2026, 10, 14, 9, 5)) > 0
    assert Message.objects.filter(staff=scene.keeper, number="检 26-0001").exists()
    done_at = civil(2026, 10, 14, 10)
    assert inspecting.inspect(inspection=scene.due(), results=OK, by=scene.qin, at=done_at) is None
    done = Inspection.objects.get(number="检 26-0001")
    assert (done.state, done.done_by_id, [one["result"] for one in done.results]) == (
        "done",
        scene.keeper.pk,
        ["ok"] * 3,
    )
    assert scene.clock(ClockKind.INSPECTION, done.pk).closed_at == done_at
    # Five working days after 14 October: 15, 16, 19, 20, 21; on the desk from the 19th on.
    assert [scene.make_due(civil(2026, 10, day, 9)) for day in (16, 19, 20)] == [0, 1, 0]
    assert scene.due().due_on == date(2026, 10, 21)
    assert list(queries.inspections_wanted(scene.centre_id, queries.Wanted(sift="late"))) == [done]


@pytest.mark.django_db
def test_s3_what_an_inspection_finds_is_a_fault_at_once() -> None:
    scene = make_scene()
    scene.plan()
    scene.make_due(civil(2026, 10, 12, 9))
    at = civil(2026, 10, 13, 9)
    wrong = [(CheckResult.OK, ""), (CheckResult.FAULTY, ""), (CheckResult.ABSENT, "")]
    assert (
        _code(lambda: inspecting.inspect(inspection=scene.due(), results=wrong, by=scene.qin, at=at)) == "note_missing"
    )
    assert (
        _code(lambda: inspecting.inspect(inspection=scene.due(), results=OK, by=scene.he, at=at)) == "not_your_device"
    )
    assert (
        _code(lambda: inspecting.inspect(inspection=scene.due(), results=OK[:2], by=scene.qin, at=at))
        == "results_missing"
    )
    wrong[1] = (CheckResult.FAULTY, "只剩半卷")
    fault = inspecting.inspect(inspection=scene.due(), results=wrong, stops_use=False, by=scene.qin, at=at)
    assert fault is not None
    assert (fault.title, fault.words, fault.inspection_id) == (
        "巡检发现：热敏纸够用",
        "热敏纸够用：只剩半卷",
        Inspection.objects.get(number="检 26-0001").pk,
    )


@pytest.mark.django_db
def test_s3_a_fault_is_reported_taken_fixed_with_a_clock_of_its_own() -> None:
    scene = make_scene()
    fault = scene.report()
    clock = scene.clock(ClockKind.FAULT, fault.pk)
    scene.kiosk.refresh_from_db()
    assert (fault.number, scene.kiosk.state, clock.responsible_id) == ("修 26-0001", "out_of_order", scene.keeper.pk)
    # Three working days after Friday the 9th: the 10th is made up, then 12 and 13.
    assert local(clock.due_at).date() == date(2026, 10, 13)
    assert Message.objects.filter(staff=scene.keeper, number=fault.number).count() == 1
    assert _code(scene.report) == "reported_already"
    deng = scene.town.actor(scene.town.deng)
    assert _code(lambda: faults.take(fault=fault, by=deng, at=BEGAN)) == "not_your_device"
    assert _code(lambda: faults.fix(fault=fault, words="好了", by=scene.qin, at=BEGAN)) == "fault_moved_on"
    office = scene.town.actor(scene.town.office)
    taken, fixed = civil(2026, 10, 9, 11), civil(2026, 10, 12, 16)
    faults.take(fault=fault, words="打了刘工电话", by=office, at=taken)
    assert scene.clock(ClockKind.FAULT, fault.pk).responsible_id == scene.town.office.pk
    assert _code(lambda: faults.fix(fault=fault, words=" ", by=office, at=fixed)) == "words_missing"
    faults.fix(fault=fault, words="换了搓纸轮", by=office, at=fixed)
    row = Fault.objects.get(pk=fault.pk)
    assert (row.reported_at, row.taken_at, row.fixed_at, row.state) == (BEGAN, taken, fixed, "fixed")
    scene.kiosk.refresh_from_db()
    assert (scene.kiosk.state, scene.clock(ClockKind.FAULT, fault.pk).closed_at) == ("in_use", fixed)
    said = [entry.action for entry in Entry.objects.filter(subject_kind="fault").order_by("pk")]
    assert said == ["fault.report", "clock.reassign", "fault.take", "fault.fixed"]


@pytest.mark.django_db
def test_s3_a_device_is_back_only_when_nothing_stops_it() -> None:
    scene = make_scene()
    first, second = scene.report(), scene.report("屏幕不亮")
    for one in (first, second):
        faults.take(fault=one, by=scene.qin, at=BEGAN)
    faults.fix(fault=first, words="好了", by=scene.qin, at=BEGAN)
    scene.kiosk.refresh_from_db()
    assert scene.kiosk.state == "out_of_order"
    back = {"to": DeviceState.IN_USE, "reason": "试试", "by": scene.qin, "at": BEGAN}
    assert _code(lambda: actions.set_state(device=scene.kiosk, **back)) == "fault_open"
    faults.drop(fault=second, words="没插电", by=scene.qin, at=BEGAN)
    scene.kiosk.refresh_from_db()
    assert scene.kiosk.state == "in_use"


@pytest.mark.django_db
def test_s3_a_retired_device_owes_nothing() -> None:
    scene = make_scene()
    scene.plan()
    scene.make_due(civil(2026, 10, 12, 9))
    scene.report(at=civil(2026, 10, 12, 9))
    retired = {"to": DeviceState.RETIRED, "reason": "换新的", "by": scene.qin, "at": civil(2026, 10, 12, 10)}
    actions.set_state(device=scene.kiosk, **retired)
    assert not Clock.objects.filter(closed_at=None).exists()
    assert scene.make_due(civil(2026, 11, 12, 9)) == 0
    assert _code(scene.report) == "device_retired"
    scene.kiosk.refresh_from_db()
    assert (
        _code(lambda: actions.set_state(device=scene.kiosk, **{**retired, "to": DeviceState.IN_USE}))
        == "device_moved_on"
    )


@pytest.mark.django_db
def test_s3_another_keeper_owes_what_is_open_from_today() -> None:
    scene = make_scene()
    scene.plan()
    scene.make_due(civil(2026, 10, 12, 9))
    li = make_staff(scene.town.centre, "李寒露", roles=[Role.EQUIPMENT])
    fields = {"name": "一号", "place": "大厅", "keeper_id": li.pk}
    actions.change(device=scene.kiosk, **fields, by=scene.qin, at=civil(2026, 10, 12, 10))
    assert scene.clock(ClockKind.INSPECTION, scene.due().pk).responsible_id == li.pk


@pytest.mark.django_db
def test_s3_a_device_that_stops_reporting_is_silent() -> None:
    scene = make_scene()
    assert sound_of(scene.kiosk, at=BEGAN) == Sound.NONE
    token = actions.issue_token(device=scene.kiosk, by=scene.qin, at=BEGAN)
    assert token not in str(list(Entry.objects.values_list("data", flat=True)))
    assert sound_of(scene.kiosk, at=BEGAN) == Sound.NEVER
    heard = heartbeat.heard(token=token, at=BEGAN)
    assert heard is not None
    assert heard.pk == scene.kiosk.pk
    assert heartbeat.heard(token=token + "x", at=BEGAN) is None
    assert heartbeat.heard(token="", at=BEGAN) is None
    scene.kiosk.refresh_from_db()
    assert scene.kiosk.token_hash != token
    stands = [sound_of(scene.kiosk, at=civil(2026, 10, 9, 10, minute)) for minute in (10, 11)]
    assert stands == [Sound.HEARD, Sound.SILENT]
    actions.issue_token(device=scene.kiosk, by=scene.qin, at=BEGAN)
    assert heartbeat.heard(token=token, at=BEGAN) is None


@pytest.mark.django_db
def test_s3_photos_are_sealed_pictures_of_who_reported() -> None:
    scene = make_scene()
    fault = scene.report()
    photo = photos.attach(to=fault, name="卡纸.jpg", data=picture(), by=scene.he, at=BEGAN)
    assert photos.attach(to=fault, name="再.jpg", data=picture(), by=scene.qin, at=BEGAN).pk == photo.pk
    assert photos.open_photo(photo=photo, by=scene.qin, at=BEGAN) == picture()
    deng = scene.town.actor(scene.town.deng)
    assert _code(lambda: photos.attach(to=fault, name="x.jpg", data=picture(), by=deng, at=BEGAN)) == "not_your_device"
    assert _code(lambda: photos.attach(to=fault, name="x.jpg", data=b"MZ not one", by=scene.he, at=BEGAN)) != "done"
    assert Photo.objects.count() == 1


@pytest.mark.django_db
def test_s3_supplies_never_go_below_nothing_and_their_movements_stay() -> None:
    scene = make_scene()
    paper = list_supply(name="80 毫米热敏纸", unit="卷", low_mark=4, by=scene.qin, at=BEGAN)
    move(supply=paper, kind=MovementKind.IN, quantity=10, by=scene.qin, at=BEGAN)
    move(supply=paper, kind=MovementKind.OUT, quantity=7, device=scene.kiosk, by=scene.qin, at=BEGAN)
    assert queries.low_supplies(scene.centre_id) == 1
    assert _code(lambda: move(supply=paper, kind=MovementKind.OUT, quantity=4, by=scene.qin, at=BEGAN)) == "not_enough"
    move(supply=paper, kind=MovementKind.COUNT, quantity=2, by=scene.qin, at=BEGAN)
    rows = list(SupplyMovement.objects.order_by("pk").values_list("kind", "change", "stock"))
    assert rows == [("in", 10, 10), ("out", -7, 3), ("count", -1, 2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        SupplyMovement.objects.update(change=1)
    assert (
        _code(lambda: move(supply=paper, kind=MovementKind.IN, quantity=1, by=scene.he, at=BEGAN)) == "not_for_devices"
    )
