"""自助终端 (S3, S4, S5): who gets its pages, what else its browser may open, once only, and what is left when a visit ends."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from tests.agency.scene import authorised
from tests.devices.scene import Scene, make_scene
from tests.factories import civil, client_of, make_case, make_inquiry, make_item, make_person

from shouwen import civil_time
from shouwen.applications.models import Application, PersonSession
from shouwen.cases.progress import progress_path
from shouwen.devices import actions, pairing, queries
from shouwen.devices.enums import DeviceKind, DeviceState
from shouwen.devices.models import Device, KioskVisit
from shouwen.inquiries.models import OnlineQuestion

NOW = civil(2026, 10, 9, 10, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture(name="scene")
def _scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    cache.clear()
    return make_scene()


def _kiosk(scene: Scene) -> Client:
    """The browser of the kiosk, paired by the pages."""
    answer = client_of(scene.keeper).post(f"/devices/{scene.kiosk.serial}/pairing/")
    code = re.search(r"<code>(\d{4}) (\d{4})</code>", answer.content.decode())
    assert code is not None
    client = Client()
    assert client.post("/kiosk/pair/", {"code": code[1] + code[2]}).headers["Location"] == "/kiosk/"
    return client


def _visit(client: Client) -> dict[str, str]:
    return {"HTTP_X_VISIT": client.post("/kiosk/begin/").json()["visit"]}


def _text(client: Client, path: str, **more: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", client.get(path, **more).content.decode()))


def test_s3_a_browser_without_pairing_gets_the_entry_and_no_page(scene: Scene) -> None:
    client = Client()
    assert "这台机器还没有配对" in _text(client, "/kiosk/")
    for path in ("/kiosk/find/", "/kiosk/ask/", "/kiosk/progress/"):
        assert client.get(path, HTTP_X_VISIT="x").headers["Location"] == "/kiosk/"
    assert client.post("/kiosk/begin/").status_code == 409
    wrong = client.post("/kiosk/pair/", {"code": "12345678"})
    assert wrong.status_code == 422
    assert "配对码不对" in wrong.content.decode()


def test_s3_the_cookie_of_a_kiosk_is_closed_to_scripts_and_lasts(scene: Scene) -> None:
    cookie = _kiosk(scene).cookies["shouwen_kiosk"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert cookie["max-age"] > 9 * 365 * 86400


def test_s3_a_kiosk_can_do_only_kiosk_things(scene: Scene) -> None:
    client = _kiosk(scene)
    client.force_login(scene.town.he)
    for path in ("/", "/login/", "/cases/", "/hall/", "/hall/erping/", "/apply/?c=erping", "/api/v1/items", "/public/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/kiosk/")
    for path in ("/login/", "/api/v1/cases", "/heartbeat/"):
        assert client.post(path, {"username": "x"}).status_code == 403


def test_s3_pairing_logs_out_whoever_was_logged_in(scene: Scene) -> None:
    code = pairing.make_code(device=scene.kiosk, by=scene.qin, at=NOW)
    client = client_of(scene.keeper)
    answer = client.post("/kiosk/pair/", {"code": code})
    assert answer.cookies["sessionid"].value == ""


def test_s3_taking_the_pairing_back_takes_the_cookie(scene: Scene) -> None:
    client = _kiosk(scene)
    visit = _visit(client)
    client_of(scene.keeper).post(f"/devices/{scene.kiosk.serial}/unpair/")
    assert client.get("/kiosk/find/", **visit).headers["Location"] == "/kiosk/"
    assert "还没有配对" in _text(client, "/kiosk/")
    assert client.cookies["shouwen_kiosk"].value == ""


def test_s4_every_first_page_names_the_maintainer_and_is_not_stored(scene: Scene) -> None:
    actions.set_area(
        name="自助服务区", place="大厅", maintainer_name="刘维护", maintainer_phone="023-00000071", by=scene.qin, at=NOW
    )
    client = _kiosk(scene)
    answer = client.get("/kiosk/")
    assert "刘维护" in answer.content.decode()
    assert "023-00000071" in answer.content.decode()
    assert answer.headers["Cache-Control"].startswith("no-store")
    assert _text(client, "/kiosk/").count("您好，想办什么事？") == 2  # shown, and kept for a wipe without a line


@pytest.mark.parametrize(
    ("at", "words"),
    [(civil(2026, 10, 9, 19), "现在不办公，明天 9:00 开门"), (civil(2026, 10, 9, 10), "您好，想办什么事？")],
)
def test_s3_outside_office_hours_it_says_so(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, at: datetime, words: str
) -> None:
    client = _kiosk(scene)
    monkeypatch.setattr(civil_time, "now", lambda: at)
    text = _text(client, "/kiosk/")
    assert words in text
    assert ("网上申报" in text) == (words == "您好，想办什么事？")


def test_s4_out_of_order_it_says_who_mends_and_where_another_stands(scene: Scene) -> None:
    actions.register(
        kind=DeviceKind.KIOSK,
        name="大厅二号终端",
        place="楼梯口",
        keeper_id=scene.keeper.pk,
        maintainer_name="刘维护",
        maintainer_phone="023-00000071",
        by=scene.qin,
        at=NOW,
    )
    client = _kiosk(scene)
    scene.report()
    assert Device.objects.get(pk=scene.kiosk.pk).state == DeviceState.OUT_OF_ORDER
    text = _text(client, "/kiosk/")
    assert "这台机器坏了，正在修" in text
    assert "大厅二号终端" in text
    assert "网上申报" not in text
    assert [one.name for one in queries.other_kiosks(scene.kiosk)] == ["大厅二号终端"]


def test_s5_a_page_needs_the_visit_of_this_very_page(scene: Scene) -> None:
    client = _kiosk(scene)
    assert client.get("/kiosk/find/").headers["Location"] == "/kiosk/"
    visit = _visit(client)
    assert "查办事指南" in _text(client, "/kiosk/find/", **visit)
    _visit(client)
    assert client.get("/kiosk/find/", **visit).status_code == 409


def test_s5_the_guide_answers_and_prints(scene: Scene) -> None:
    make_item(scene.town.general, "高龄津贴申领", code="GL01", materials=("身份证", "银行卡"))
    client = _kiosk(scene)
    visit = _visit(client)
    assert "/kiosk/item/GL01/" in client.get("/kiosk/find/?q=高龄补贴", **visit).content.decode()
    assert "带这 2 样" in _text(client, "/kiosk/item/GL01/", **visit)
    sheet = client.get("/kiosk/item/GL01/bring.pdf", **visit)
    assert sheet.content[:5] == b"%PDF-"
    assert sheet.headers["Cache-Control"].startswith("no-store")
    assert client.get("/kiosk/item/GL01/bring.pdf").headers["Location"] == "/kiosk/"


def test_s3_what_is_sent_again_after_a_lost_line_is_done_once(scene: Scene) -> None:
    client = _kiosk(scene)
    visit = _visit(client)
    said = {"name": "陈甲木", "phone": "12900001234", "matter": "老屋想翻建，要带什么"}
    first = client.post("/kiosk/ask/", said, **visit, HTTP_X_ONCE="a" * 32)
    again = client.post("/kiosk/ask/", said, **visit, HTTP_X_ONCE="a" * 32)
    assert (first.status_code, again.status_code) == (204, 204)
    assert first.headers["X-Go"] == again.headers["X-Go"]
    assert OnlineQuestion.objects.count() == 1
    assert "收到了，等人接" in _text(client, first.headers["X-Go"], **visit)


def test_s3_a_refused_form_keeps_what_was_typed_and_may_be_sent_again(scene: Scene) -> None:
    client = _kiosk(scene)
    visit = _visit(client)
    answer = client.post("/kiosk/ask/", {"name": "陈甲木"}, **visit, HTTP_X_ONCE="b" * 32)
    assert answer.status_code == 422
    assert 'value="陈甲木"' in answer.content.decode()
    said = {"name": "陈甲木", "phone": "12900001234", "matter": "老屋想翻建"}
    assert client.post("/kiosk/ask/", said, **visit, HTTP_X_ONCE="b" * 32).status_code == 204


def _begun(scene: Scene, client: Client, visit: dict[str, str]) -> str:
    make_item(scene.town.general, "高龄津贴申领", code="GL01", materials=("身份证",))
    answer = client.post("/kiosk/apply/GL01/", {"phone": "12900001234"}, **visit, HTTP_X_ONCE="c" * 32)
    assert answer.status_code == 204
    return answer.headers["X-Go"]


def test_s3_the_session_of_the_applicant_ends_with_the_visit(scene: Scene) -> None:
    client = _kiosk(scene)
    visit = _visit(client)
    fill = _begun(scene, client, visit)
    assert "第一步，填几样" in _text(client, fill, **visit)
    assert set(client.cookies) == {"shouwen_kiosk"}
    client.post("/kiosk/end/", **visit)
    assert not KioskVisit.objects.exists()
    assert not PersonSession.objects.exists()
    assert client.get(fill, **visit).status_code == 409
    assert client.get(fill, **_visit(client)).status_code == 404
    assert Application.objects.count() == 1


def test_s3_a_power_cut_ends_the_visit_too(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    client = _kiosk(scene)
    visit = _visit(client)
    fill = _begun(scene, client, visit)
    later = NOW + timedelta(minutes=4)
    monkeypatch.setattr(civil_time, "now", lambda: later)
    assert client.post("/kiosk/beat/", **visit).json() == {"state": "open", "visit": True}
    monkeypatch.setattr(civil_time, "now", lambda: later + timedelta(minutes=6))
    assert client.get(fill, **visit).status_code == 409
    assert not PersonSession.objects.exists()


def test_s3_another_persons_draft_does_not_open(scene: Scene) -> None:
    client = _kiosk(scene)
    visit = _visit(client)
    fill = _begun(scene, client, visit)
    other = _visit(client)
    client.post("/kiosk/apply/GL01/", {"phone": "12900005678"}, **other, HTTP_X_ONCE="d" * 32)
    assert client.get(fill, **other).status_code == 404


def test_s2_the_kiosk_calls_for_help_without_a_visit_and_once(scene: Scene) -> None:
    client = _kiosk(scene)
    first = client.post("/kiosk/help/", {"mark": "1" * 32}, HTTP_ACCEPT="application/json").json()
    again = client.post("/kiosk/help/", {"mark": "2" * 32}, HTTP_ACCEPT="application/json").json()
    assert (first["ok"], first["mark"]) == (True, "1" * 32)
    assert again["number"] == first["number"]
    assert client.get(f"/kiosk/help/{first['mark']}/").json()["state"] == "waiting"
    assert Client().post("/kiosk/help/").status_code == 409


def test_s3_progress_by_scanned_code_or_by_number_and_tail(scene: Scene) -> None:
    person = make_person(scene.town.centre, phone="12900001234", at=NOW)
    case = make_case(scene.town.actor(scene.town.he), scene.town.house, at=NOW, person=person)
    client = _kiosk(scene)
    visit = _visit(client)
    scanned = client.post("/kiosk/progress/", {"read": f"http://10.0.0.5{progress_path(case)}"}, **visit)
    assert scanned.headers["X-Go"] == f"/kiosk{progress_path(case)}"
    typed = client.post("/kiosk/progress/", {"number": case.number, "tail": "1234"}, **visit)
    assert typed.headers["X-Go"] == scanned.headers["X-Go"]
    assert case.number in _text(client, scanned.headers["X-Go"], **visit)
    wrong = client.post("/kiosk/progress/", {"number": case.number, "tail": "4321"}, **visit)
    assert "编号和手机号对不上" in wrong.content.decode()
    assert "没有找到" in client.post("/kiosk/progress/", {"read": "/p/26-00001/0123456789/"}, **visit).content.decode()


def test_s3_what_was_asked_at_the_window_says_who_answers(scene: Scene) -> None:
    person = make_person(scene.town.centre, phone="12900001234", at=NOW)
    inquiry = make_inquiry(scene.town.actor(scene.town.he), at=NOW, person=person)
    client = _kiosk(scene)
    answer = client.post("/kiosk/progress/", {"number": inquiry.number, "tail": "1234"}, **_visit(client))
    assert f"{inquiry.number}：在办" in answer.content.decode()


def test_s3_for_somebody_else_by_an_authorisation(scene: Scene) -> None:
    made = authorised(scene.town, at=NOW)
    client = _kiosk(scene)
    visit = _visit(client)
    said = {"phone": "12900000002", "for": "other", "authorisation": made.authorisation.number}
    path = f"/kiosk/apply/{scene.town.house.item.code}/"
    wrong = client.post(path, {**said, "authorisation_code": "0" * 12}, **visit, HTTP_X_ONCE="e" * 32)
    assert "委托编号和委托码对不上" in wrong.content.decode()
    begun = client.post(path, {**said, "authorisation_code": made.code}, **visit, HTTP_X_ONCE="e" * 32)
    assert begun.status_code == 204
    assert Application.objects.get().authorisation == made.authorisation
