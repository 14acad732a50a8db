"""请人帮忙 over HTTP (一体机进驻服务 第四条): the form, the caller's page, the desk's line and its record."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from tests.assistance.scene import NOW, Hall, make_hall
from tests.factories import civil, client_of, make_town

from shouwen import civil_time
from shouwen.assistance.models import HelpCall
from shouwen.hall.help_calls import help_wanted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    now = [NOW]
    monkeypatch.setattr(civil_time, "now", lambda: now[0])
    return now  # type: ignore[return-value]


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_s2_the_form_names_the_windows_the_kiosk_and_the_telephone(hall: Hall) -> None:
    html = Client().get("/hall/erping/help/").content.decode()

    assert re.findall(r"<option>(.*?)</option>", html) == [
        "1号 综合受理窗口",
        "4号 民政残联窗口",
        "大厅一号终端（一楼大厅）",
    ]
    assert 'href="tel:023-45670000"' in html
    assert 'href="/hall/erping/help/"' in Client().get("/hall/erping/").content.decode()


def test_s2_called_seen_taken_and_recorded(hall: Hall, clock: list[object]) -> None:
    caller, helper, second = Client(), client_of(hall.tang), client_of(hall.ran)
    answer = caller.post("/hall/erping/help/", {"wish": "come", "spot": "4号 民政残联窗口", "about": "form"})
    page = answer.headers["Location"]
    assert re.fullmatch(r"/help-call/[0-9a-f]{32}/", page)
    assert caller.get(f"{page}state/").json() == {
        "number": "帮 26-0001",
        "state": "waiting",
        "title": "已经叫人了，请在原地等一下",
        "words": "工作人员的桌上正在响。",
        "is_open": True,
        "may_cancel": True,
    }

    rings = helper.get("/help-calls/now/")
    assert rings.headers["X-Next"] == "1000"
    assert "有人请帮忙 4号 民政残联窗口 不会填表" in text(rings.content.decode())
    clock[0] = NOW + timedelta(seconds=12)
    taken = helper.post("/help-calls/26-0001/take/", headers={"HX-Request": "true"})
    assert (taken.status_code, "你去帮 4号 民政残联窗口" in text(taken.content.decode())) == (200, True)
    late = second.post("/help-calls/26-0001/take/", headers={"HX-Request": "true"})
    assert (late.status_code, "帮 26-0001 唐芒种已经去了，你不用去" in text(late.content.decode())) == (409, True)
    assert second.get("/help-calls/now/").status_code == 204
    assert "唐师傅正在过来" in caller.get(page).content.decode()

    clock[0] = NOW + timedelta(seconds=200)
    wrong = helper.post("/help-calls/26-0001/end/", {"minutes": "3", "words": "带去4号窗口"})
    assert (wrong.status_code, 'value="带去4号窗口"' in wrong.content.decode()) == (422, True)
    helper.post("/help-calls/26-0001/end/", {"done": ["brought", "filled"], "minutes": "4"})
    shown = text(helper.get("/help-calls/26-0001/").content.decode())
    assert "帮着填了表、带到了窗口 4 分钟" in shown
    assert "接了，等了 12 秒" in shown
    assert "帮完了：帮着填了表、带到了窗口，4 分钟" in shown
    assert caller.get(f"{page}state/").json()["title"] == "帮完了"
    book = text(client_of(hall.town.office).get("/registers/help-calls/").content.decode())
    assert "帮着填了表、带到了窗口" in book
    assert "帮办台账" in text(client_of(hall.town.office).get("/registers/").content.decode())


def test_s2_the_caller_takes_it_back(hall: Hall) -> None:
    page = Client().post("/hall/erping/help/", {"place": "大门口"}).headers["Location"]
    Client().post(f"{page}cancel/")

    assert Client().get(f"{page}state/").json()["state"] == "cancelled"
    assert client_of(hall.tang).get("/help-calls/now/").status_code == 204


def test_s2_what_was_typed_stays_when_something_is_missing(hall: Hall) -> None:
    answer = Client().post("/hall/erping/help/", {"wish": "call_back", "phone": "138", "about": "form"})
    html = answer.content.decode()

    assert (answer.status_code, 'value="138"' in html, "手机号应是 11 位" in html) == (422, True, True)
    assert '<option value="form" selected>' in html


def test_s2_closed_says_hours_and_phone_and_takes_no_call(hall: Hall, clock: list[object]) -> None:
    clock[0] = civil(2026, 10, 11, 10)
    html = Client().get("/hall/erping/help/").content.decode()
    assert "现在不办公，明天 9:00 开门，现在叫不到人" in html
    assert "工作日 9:00—12:00、13:30—17:30。电话 023-45670000" in html
    assert 'name="spot"' not in html

    assert Client().post("/hall/erping/help/", {"place": "大门口"}).status_code == 422
    assert not HelpCall.objects.exists()


def test_s2_a_kiosk_calls_with_one_touch_and_is_answered_in_json(hall: Hall) -> None:
    request = RequestFactory().post("/hall/erping/help/", headers={"Accept": "application/json"})
    request.kiosk_device = hall.kiosk  # type: ignore[attr-defined]
    answer = help_wanted(request, "erping")

    call = HelpCall.objects.get()
    assert (call.device_id, call.place) == (hall.kiosk.pk, "大厅一号终端（一楼大厅）")
    assert f'"state": "/help-call/{call.mark}/state/"' in answer.content.decode()
    other = make_town("sanping", town="三坪镇")
    request = RequestFactory().post("/hall/sanping/help/", {"place": "大门口"})
    request.kiosk_device = hall.kiosk  # type: ignore[attr-defined]
    help_wanted(request, "sanping")
    assert HelpCall.objects.get(centre=other.centre).device is None


def test_s2_a_guessed_mark_shows_nothing_and_another_centres_desk_neither(hall: Hall) -> None:
    Client().post("/hall/erping/help/", {"place": "大门口"})
    other = make_town("sanping", town="三坪镇")

    assert Client().get(f"/help-call/{'0' * 32}/").status_code == 404
    assert Client().post(f"/help-call/{'0' * 32}/cancel/").status_code == 404
    assert client_of(other.office).get("/help-calls/26-0001/").status_code == 404
    assert client_of(other.office).get("/help-calls/now/").status_code == 204


def test_s2_who_isnt_rung_asks_seldom_and_who_isnt_logged_in_is_sent_away(hall: Hall) -> None:
    clerk = client_of(hall.town.he).get("/help-calls/now/")
    assert (clerk.status_code, clerk.headers["X-Next"]) == (204, "10000")
    assert Client().get("/help-calls/now/", headers={"HX-Request": "true"}).status_code == 401


def test_s2_the_number_to_ring_is_shown_to_who_went_only(hall: Hall) -> None:
    Client().post("/hall/erping/help/", {"wish": "call_back", "phone": "13800000001"})
    helper = client_of(hall.tang)
    assert "13800000001" not in helper.get("/help-calls/26-0001/").content.decode()
    helper.post("/help-calls/26-0001/take/")

    assert "13800000001" in helper.get("/help-calls/26-0001/").content.decode()
    assert "13800000001" not in client_of(hall.ran).get("/help-calls/26-0001/").content.decode()


def test_s2_every_desk_page_of_who_may_be_called_listens(hall: Hall) -> None:
    assert 'data-rings="/help-calls/now/"' in client_of(hall.tang).get("/").content.decode()
    assert 'data-rings="/help-calls/now/"' in client_of(hall.leader).get("/notices/").content.decode()


def test_s2_asking_whether_somebody_calls_costs_four_queries(
    hall: Hall, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    helper = client_of(hall.tang)
    helper.get("/help-calls/now/")
    with django_assert_num_queries(4):  # type: ignore[operator]
        helper.get("/help-calls/now/")
