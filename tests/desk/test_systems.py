"""设置 · 外部系统: connected by the administrator, its token on one page once; everybody sees which there are and how often they ask."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.api.scene import NOW, Platform, platform_of_a_town
from tests.factories import client_of, make_case, make_person, make_town

from shouwen import civil_time
from shouwen.messages.hooks import announce
from shouwen.messages.models import Message
from shouwen.systems.actions import secret_of
from shouwen.systems.models import System
from shouwen.systems.queries import system_with_token

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'value="(sw_[^"]+)"')


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Platform:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    return platform_of_a_town()


def words(platform: Platform, **changes: Any) -> dict[str, Any]:
    given = {"name": "12345", "acts_as": platform.town.he.pk, "rate": "60", "scopes": ["tasks:write", "items:read"]}
    return {**given, **changes}


def test_a_new_system_shows_its_token_once_and_never_again(platform: Platform) -> None:
    admin = client_of(platform.admin)
    answer = admin.post("/settings/systems/new/", words(platform))
    page = answer.content.decode()
    found = TOKEN.search(page)
    assert found is not None
    assert "no-store" in answer.headers["Cache-Control"]
    system = System.objects.get(name="12345")
    assert system_with_token(found[1]) == system
    assert (system.scopes, system.requests_a_minute) == (["items:read", "tasks:write"], 60)
    for path in ("/settings/systems/", f"/settings/systems/{system.pk}/"):
        assert TOKEN.search(admin.get(path).content.decode()) is None


def test_what_was_typed_stays_when_it_doesnt_fit(platform: Platform) -> None:
    answer = client_of(platform.admin).post("/settings/systems/new/", words(platform, name="区政务平台"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "已经有叫“区政务平台”的系统" in page
    assert 'value="tasks:write" checked' in page
    assert System.objects.count() == 1


def test_the_list_shows_how_often_each_asked(platform: Platform) -> None:
    headers = {"Authorization": f"Bearer {platform.token}"}
    for path in ("items", "items", "cases/26-09999"):
        Client().get(f"/api/v1/{path}", headers=headers)
    page = client_of(platform.town.he).get("/settings/systems/").content.decode()
    assert '<b class="num">3</b> 次' in page
    assert "没办成 1" in page
    one = client_of(platform.town.he).get(f"/settings/systems/{platform.system.pk}/").content.decode()
    assert 'title="GET cases/{serial}">看办件和进度<' in one
    assert 'title="GET items">看事项和指南<' in one and "<code>GET" not in one
    assert "26-09999" not in one


def test_who_isnt_the_administrator_sees_and_changes_nothing(platform: Platform) -> None:
    office = client_of(platform.town.office)
    page = office.get(f"/settings/systems/{platform.system.pk}/").content.decode()
    assert "何谷雨" in page
    assert "<form" not in page.split('class="headline"')[1].split("</main>")[0]
    base = f"/settings/systems/{platform.system.pk}/"
    for path, data in (("", words(platform)), ("renew/", {}), ("switch/", {}), ("hook/", {"url": "https://a.cn/"})):
        answer = office.post(base + path, data)
        assert (answer.status_code, "只由系统管理员管" in answer.content.decode()) == (422, True), path
    assert system_with_token(platform.token) == platform.system
    assert office.get("/settings/systems/new/").status_code == 422


def test_changed_renewed_and_switched_off_by_the_administrator(platform: Platform) -> None:
    admin, base = client_of(platform.admin), f"/settings/systems/{platform.system.pk}/"
    admin.post(base, words(platform, name="区平台", scopes=["items:read"], acts_as=""))
    row = System.objects.get()
    assert (row.name, row.scopes, row.acts_as) == ("区平台", ["items:read"], None)
    found = TOKEN.search(admin.post(f"{base}renew/").content.decode())
    assert found is not None
    assert system_with_token(platform.token) is None
    off = admin.post(f"{base}switch/", {"does": "off"}, follow=True).content.decode()
    assert "停用了，它的令牌马上不能用" in off
    assert Client().get("/api/v1/items", headers={"Authorization": f"Bearer {found[1]}"}).status_code == 401
    admin.post(f"{base}switch/", {"does": "on"})
    assert Client().get("/api/v1/items", headers={"Authorization": f"Bearer {found[1]}"}).status_code == 200


def test_a_key_for_notices_is_shown_once_at_each_new_address(platform: Platform) -> None:
    admin, base = client_of(platform.admin), f"/settings/systems/{platform.system.pk}/"
    hook = {"url": "https://platform.example.cn/told", "events": ["case.accepted"]}
    page = admin.post(f"{base}hook/", hook).content.decode()
    assert f'value="{secret_of(System.objects.get())}"' in page
    again = admin.post(f"{base}hook/", {**hook, "events": ["case.accepted", "case.concluded"]}, follow=True)
    assert "从现在起的事按这个通知" in again.content.decode()
    assert System.objects.get().hook_events == ["case.accepted", "case.concluded"]
    wrong = admin.post(f"{base}hook/", {"url": "ftp://x", "events": ["case.accepted"]})
    assert (wrong.status_code, 'value="ftp://x"' in wrong.content.decode()) == (422, True)
    read = client_of(platform.town.he).get(base).content.decode()
    assert "platform.example.cn" in read
    assert "/told" not in read


def test_notices_that_were_given_up_stand_on_the_page_and_go_out_again_by_one_button(platform: Platform) -> None:
    admin, base = client_of(platform.admin), f"/settings/systems/{platform.system.pk}/"
    admin.post(f"{base}hook/", {"url": "https://platform.example.cn/told", "events": ["case.accepted"]})
    for name in ("陈甲木", "李乙水", "王丙火"):
        make_case(
            platform.town.actor(platform.town.he),
            platform.town.house,
            at=NOW,
            person=make_person(platform.town.centre, name),
        )
    assert announce(centre_id=platform.town.centre.pk, at=NOW) == 3
    told = Message.objects.filter(channel="hook").order_by("pk")
    Message.objects.filter(pk__in=[one.pk for one in told[:2]]).update(
        state="failed", tries=6, fault="对方系统不收（404）"
    )
    page = admin.get(base).content.decode()
    assert "2 条没送到，不会自己再发；最近一条：对方系统不收（404）" in page
    assert "1 条在等着发，最早一条 10-09 10:47 写的" in page
    again = admin.post(f"{base}hook/again/", follow=True).content.decode()
    assert "2 条通知排上了，一分钟内再发" in again
    assert "条没送到" not in again
    assert set(told.values_list("state", "tries")) == {("waiting", 0)}
    assert client_of(platform.town.he).post(f"{base}hook/again/").status_code == 422


def test_another_towns_system_isnt_there(platform: Platform) -> None:
    stranger = client_of(make_town("other", town="别处镇").office)
    assert stranger.get(f"/settings/systems/{platform.system.pk}/").status_code == 404


def test_what_a_system_did_says_so_in_the_history(platform: Platform) -> None:
    headers = {"Authorization": f"Bearer {platform.token}", "Idempotency-Key": "history-1"}
    body = {
        "item_code": platform.town.house.item.code,
        "entry": "accept",
        "applicant": {"name": "陈甲木", "phone": "13812345678"},
        "matter": "老屋翻建",
        "words_told": "平台已经告诉他",
    }
    Client().post("/api/v1/cases", body, content_type="application/json", headers=headers)
    case = client_of(platform.town.he).get("/cases/26-00001/").content.decode()
    assert "何谷雨（经区政务平台）" in case
    inquiry = client_of(platform.town.he).get("/inquiries/261009-01/").content.decode()
    assert "何谷雨（经区政务平台）" in inquiry
