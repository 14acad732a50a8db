"""The frame around every page, the way in, and the pages that say no."""

from __future__ import annotations

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from tests.factories import Town, civil, client_of, make_person, make_town

from shouwen import civil_time
from shouwen.journal.models import Entry
from shouwen.journal.queries import events
from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


def test_top_bar_says_where_who_and_when(town: Town) -> None:
    html = client_of(town.he).get("/help/").content.decode()
    assert '<span class="where">二坪镇便民服务中心<small>1号 综合受理窗口</small></span>' in html
    assert "<b>何谷雨</b><small>综合窗口人员</small>" in html
    assert 'data-clock="2026-10-09T02:47:00+00:00"' in html or 'data-clock="2026-10-09T10:47:00+08:00"' in html
    assert '<span data-day>10月9日 周五</span> <b class="num" data-time>10:47</b>' in html


def test_rail_marks_the_page_one_is_on(town: Town) -> None:
    html = client_of(town.he).get("/help/").content.decode()
    rail = html[html.index('<nav class="rail"') : html.index("</nav>")]
    assert re.findall(r"<span>(\w+)</span>", rail) == [
        "首问",
        "今日",
        "首问",
        "办件",
        "指南",
        "台账",
        "考核",
        "设置",
        "帮助",
    ]
    assert rail.count('aria-current="page"') == 1
    assert re.search(r'href="/help/" aria-current="page"', rail)


@pytest.mark.parametrize(
    ("url", "word"), [("/", "今日"), ("/rulings/", "首问"), ("/cases/", "办件"), ("/calendar/", "台账")]
)
def test_rail_marks_the_word_a_page_belongs_to(town: Town, url: str, word: str) -> None:
    html = client_of(town.office).get(url).content.decode()
    rail = html[html.index('<nav class="rail"') : html.index("</nav>")]
    marked = re.findall(r'aria-current="page">.*?<span>(\w+)</span>', rail)
    assert marked == [word]


@pytest.mark.parametrize("url", ["/", "/help/", "/find/", "/login/"])
def test_pages_carry_the_policy_and_nothing_inline(town: Town, url: str) -> None:
    answer = client_of(town.he).get(url) if url != "/login/" else Client().get(url)
    html = answer.content.decode()
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert " style=" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son\w+=", html)


def test_htmx_may_not_evaluate_or_keep_pages(town: Town) -> None:
    html = client_of(town.he).get("/help/").content.decode()
    assert '"includeIndicatorStyles":false,"allowEval":false,"historyCacheSize":0' in html


def test_login_refuses_in_words_and_keeps_the_name(town: Town) -> None:
    answer = Client().post("/login/", {"username": "he", "password": "wrong"})
    html = answer.content.decode()
    assert "登录名或密码不对。看一下大写锁定，再试一次。" in html
    assert 'name="username" value="he"' in html


def test_login_leads_to_my_day_and_logout_back(town: Town) -> None:
    town.he.set_password("shouwen-2026")
    town.he.save()
    client = Client()
    answer = client.post("/login/", {"username": town.he.login, "password": "shouwen-2026"})
    assert answer.headers["Location"] == "/"
    assert client.post("/logout/").headers["Location"] == "/login/"
    assert client.get("/").headers["Location"] == "/login/?next=/"


def test_unknown_page_is_said_in_chinese_with_a_way_on(town: Town) -> None:
    answer = client_of(town.he).get("/nowhere/")
    assert answer.status_code == 404
    assert "<h1>没找到</h1>" in answer.content.decode()
    assert 'action="/find/"' in answer.content.decode()


def _breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


def _forbids(request: HttpRequest) -> HttpResponse:
    from django.core.exceptions import PermissionDenied

    raise PermissionDenied


urlpatterns = [path("breaks/", _breaks), path("forbids/", _forbids), path("", include("shouwen.desk.urls"))]
handler403 = "shouwen.desk.views.errors.forbidden"
handler500 = "shouwen.desk.views.errors.failed"


def test_a_fault_is_said_with_its_time_and_without_a_frame() -> None:
    with override_settings(ROOT_URLCONF=__name__):
        answer = Client(raise_request_exception=False).get("/breaks/")
    assert answer.status_code == 500
    assert "<h1>系统出错了</h1>" in answer.content.decode()
    assert "10月9日 10:47" in answer.content.decode()


def test_a_page_of_another_post_is_refused_in_words() -> None:
    with override_settings(ROOT_URLCONF=__name__):
        answer = Client().get("/forbids/")
    assert answer.status_code == 403
    assert "这一页不归你的岗位看" in answer.content.decode()


def test_clause_opens_its_words_and_reading(town: Town) -> None:
    html = client_of(town.he).get("/clauses/K1.3/", headers={"hx-request": "true"}).content.decode()
    assert "<b>二坪镇便民服务中心工作人员考核制度 三（一）（3）</b>" in html
    assert "本条对应的读法：只算工作日，因为时限本身按工作日定（R1）" in html
    assert "这是大意，原文还没读入" in html


def test_clause_cited_in_words_by_a_refusal_opens_too(town: Town) -> None:
    html = client_of(town.he).get("/clauses/首问负责制度 第五条（四）/").content.decode()
    assert "<h1>首问负责制度 第五条（四）</h1>" in html
    assert client_of(town.he).get("/clauses/没有这个制度 第一条/").status_code == 404


def test_full_data_of_a_person_needs_a_reason_and_is_journalled(town: Town) -> None:
    person = make_person(town.centre, "陈甲木", phone="13812345678")
    client, url = client_of(town.he), f"/people/{person.pk}/open/"
    assert "为什么要看" in client.get(url, headers={"hx-request": "true"}).content.decode()
    refused = client.post(url, {"reason": ""}, headers={"hx-request": "true"})
    assert refused.status_code == 422
    assert "请写明为什么要看完整信息" in refused.content.decode()
    assert not Entry.objects.filter(action="person.open").exists()
    answer = client.post(url, {"reason": "核对证件"}, headers={"hx-request": "true"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'data-shown-for="60"><b>陈甲木</b>' in answer.content.decode()
    assert "13812345678" in answer.content.decode()
    (event,) = events(Entry.objects.filter(action="person.open"))
    assert event.data == {"reason": "核对证件"}


def test_full_data_stays_closed_for_a_post_that_meets_nobody(town: Town) -> None:
    from tests.factories import make_staff

    leader = make_staff(town.centre, "冉春分", roles=[Role.LEADER])
    person = make_person(town.centre)
    answer = client_of(leader).post(f"/people/{person.pk}/open/", {"reason": "想看看"}, headers={"hx-request": "true"})
    assert answer.status_code == 422
    assert "不接待群众" in answer.content.decode()
    assert "陈甲木" not in answer.content.decode()


@pytest.mark.django_db
def test_a_form_from_an_old_page_is_refused_in_the_centres_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/login/", {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert "这一页放得太久了，没有办成" in answer.content.decode()
