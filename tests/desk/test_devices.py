"""设备 on the desk (S3): what each page shows and does, for whom, and in how many queries."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.devices.scene import Scene, make_scene, picture
from tests.factories import civil, client_of

from shouwen import civil_time
from shouwen.devices import actions
from shouwen.devices.enums import DeviceKind
from shouwen.devices.models import Attendance, Device, Fault, Inspection, Supply

NOW = civil(2026, 10, 13, 10)
pytestmark = pytest.mark.django_db


@pytest.fixture(name="scene")
def _scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    cache.clear()
    return make_scene()


def _text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main))


def _inspection(scene: Scene) -> Inspection:
    scene.plan(first=date(2026, 10, 13))
    scene.make_due(NOW)
    return scene.due()


def test_s3_the_list_shows_each_device_with_its_lights(scene: Scene) -> None:
    _inspection(scene)
    scene.report()
    text = _text(client_of(scene.town.he), "/devices/")
    for words in ("机-001", "大厅一号终端", "停用待修", "今天", "10月13日", "巡检", "秦大雪", "还没有写自助服务区"):
        assert words in text
    assert "登记设备" not in text
    assert "登记设备" in _text(client_of(scene.keeper), "/devices/")


def test_s3_the_list_costs_the_same_for_one_device_and_for_nine(
    scene: Scene,
) -> None:
    client = client_of(scene.keeper)
    counts = []
    for more in (0, 8):
        for number in range(more):
            actions.register(
                kind=DeviceKind.OTHER,
                name=f"设备{number}",
                place="大厅",
                keeper_id=scene.keeper.pk,
                by=scene.qin,
                at=NOW,
            )
        client.get("/devices/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/devices/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_s3_the_office_registers_and_a_clerk_cannot(scene: Scene) -> None:
    sent = {
        "kind": "printer",
        "name": "打印机",
        "place": "1号窗口",
        "keeper": scene.keeper.pk,
        "maintainer_name": "刘工",
    }
    client = client_of(scene.keeper)
    refused = client.post("/devices/new/", sent)
    assert refused.status_code == 422
    assert "还没有写维护人电话" in refused.content.decode()
    assert 'value="打印机"' in refused.content.decode()
    answer = client.post("/devices/new/", {**sent, "maintainer_phone": "13900000001"})
    assert answer.headers["Location"] == "/devices/2/"
    assert "刘工" in _text(client, "/devices/2/")
    assert client_of(scene.town.he).post("/devices/new/", sent).status_code == 422
    assert Device.objects.count() == 2


def test_s3_a_plan_a_state_and_a_token_from_the_page(scene: Scene) -> None:
    client = client_of(scene.keeper)
    plan = {"every": "5", "first": "2026-10-14", "checklist": "触摸屏\n\n热敏纸\n"}
    assert client.post("/devices/1/plan/", plan).status_code == 302
    assert "每 5 个工作日一次" in _text(client, "/devices/1/")
    wrong = client.post("/devices/1/plan/", {**plan, "first": "2026-10-01"})
    assert (wrong.status_code, "今天以后" in wrong.content.decode()) == (422, True)
    token = client.post("/devices/1/token/")
    found = re.search(r"<code>([\w-]{43})</code>", token.content.decode())
    assert found is not None
    assert found[1] not in client.get("/devices/1/").content.decode()
    heard = Client().post("/heartbeat/", headers={"Authorization": f"Bearer {found[1]}"})
    assert (heard.status_code, heard.content) == (204, b"")
    assert "连着" in _text(client, "/devices/")
    assert client.post("/devices/1/state/", {"to": "out_of_order", "reason": "换地方"}).status_code == 302
    assert "停用待修" in _text(client, "/devices/1/")


def test_s3_wrong_tokens_are_stopped_after_some(scene: Scene) -> None:
    tries = [
        Client().post("/heartbeat/", headers={"Authorization": "Bearer x"}, REMOTE_ADDR="203.0.113.9").status_code
        for _ in range(22)
    ]
    assert tries == [401] * 20 + [429] * 2
    assert Client().get("/heartbeat/").status_code == 405


def test_s3_a_clerk_reports_with_a_photo_and_the_keeper_takes_and_fixes(scene: Scene) -> None:
    clerk, keeper = client_of(scene.town.he), client_of(scene.keeper)
    photo = SimpleUploadedFile("卡纸.jpg", picture(), content_type="image/jpeg")
    answer = clerk.post("/devices/1/report/", {"title": "打印机卡纸", "stops_use": "on", "files": photo})
    assert answer.headers["Location"] == "/devices/faults/26-0001/"
    text = _text(clerk, "/devices/faults/26-0001/")
    assert ("卡纸.jpg" in text, "待接" in text, "接修" in text.replace("待接", "")) == (True, True, False)
    assert "打印机卡纸" in _text(clerk, "/devices/faults/")
    assert keeper.post("/devices/faults/26-0001/take/", {"words": "打了电话"}).status_code == 302
    empty = keeper.post("/devices/faults/26-0001/fix/", {"words": ""})
    assert (empty.status_code, "还没有写修了什么" in empty.content.decode()) == (422, True)
    assert keeper.post("/devices/faults/26-0001/fix/", {"words": "换了搓纸轮"}).status_code == 302
    assert "换了搓纸轮" in _text(clerk, "/devices/faults/26-0001/")
    assert Fault.objects.get().state == "fixed"
    picture_there = clerk.get(
        re.findall(r"/devices/photos/\d+/", str(clerk.get("/devices/faults/26-0001/").content))[0]
    )
    assert (picture_there.content, picture_there["X-Content-Type-Options"]) == (picture(), "nosniff")


def test_s3_an_inspection_stands_in_my_day_and_is_done_line_by_line(scene: Scene) -> None:
    _inspection(scene)
    client = client_of(scene.keeper)
    assert "巡检设备" in _text(client, "/")
    sent = {"result_0": "ok", "result_1": "faulty", "note_1": "", "result_2": "ok"}
    refused = client.post("/devices/inspections/26-0001/", sent)
    assert (refused.status_code, "写一句怎么了" in refused.content.decode()) == (422, True)
    assert 'value="faulty" checked' in refused.content.decode()
    assert client.post("/devices/inspections/26-0001/", {**sent, "note_1": "只剩半卷"}).status_code == 302
    text = _text(client, "/devices/inspections/26-0001/")
    assert ("只剩半卷" in text, "修 26-0001" in text, "已巡检" in text) == (True, True, True)
    assert "巡检设备" not in _text(client, "/")


def test_s3_supplies_and_trainings_from_their_pages(scene: Scene) -> None:
    keeper, clerk = client_of(scene.keeper), client_of(scene.town.he)
    keeper.post("/devices/supplies/", {"name": "热敏纸", "unit": "卷", "low_mark": "4"})
    paper = Supply.objects.get()
    keeper.post(f"/devices/supplies/{paper.pk}/move/", {"kind": "in", "quantity": "3", "device": ""})
    assert "该补了" in _text(clerk, "/devices/supplies/")
    too_many = keeper.post(f"/devices/supplies/{paper.pk}/move/", {"kind": "out", "quantity": "9", "device": "1"})
    assert (too_many.status_code, "热敏纸只有 3 卷" in too_many.content.decode()) == (422, True)
    he, deng = scene.town.he, scene.town.deng
    sent = {"topic": "补纸", "held": "2026-10-12T17:00", "minutes": "30", "trainer": "刘工", f"there_{he.pk}": "on"}
    made = keeper.post("/devices/training/new/", {**sent, f"why_{deng.pk}": "下村"})
    assert made.status_code == 302
    rows = Attendance.objects.order_by("staff_id").values_list("staff_id", "was_there", "why_absent")
    assert sorted(rows) == sorted([(he.pk, True, ""), (deng.pk, False, "下村")])
    assert "邓白露" in _text(keeper, made.headers["Location"])
    assert "邓白露" not in _text(clerk, made.headers["Location"])
    assert "30" in _text(clerk, "/devices/training/mine/")
    assert clerk.get("/devices/training/").headers["Location"] == "/devices/training/mine/"


def test_s3_nothing_of_another_centre_opens(scene: Scene) -> None:
    other = make_scene("sanhe", town="三河镇")
    scene.report()
    client = client_of(other.keeper)
    actions.register(kind=DeviceKind.OTHER, name="二", place="大厅", keeper_id=scene.keeper.pk, by=scene.qin, at=NOW)
    for path in ("/devices/2/", "/devices/faults/26-0001/", "/devices/inspections/26-0001/", "/devices/training/1/"):
        assert client.get(path).status_code == 404
    assert "打印机卡纸" not in _text(client, "/devices/faults/?state=all")


@pytest.mark.parametrize("key", ["devices", "faults", "inspections"])
def test_s3_the_books_stand_on_a_page_and_in_files(scene: Scene, key: str) -> None:
    _inspection(scene)
    scene.report()
    client = client_of(scene.town.office)
    assert "大厅一号终端" in _text(client, f"/registers/{key}/")
    for form, start in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        answer = client.get(f"/registers/{key}/file.{form}")
        assert b"".join(answer.streaming_content if answer.streaming else [answer.content]).startswith(start)
