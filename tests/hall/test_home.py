"""首页 and 查办事指南 over HTTP (自助办理制度 第三条): what anybody can do here without log-in, and the way to it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.factories import Town, civil, client_of, make_centre, make_item, make_town, make_window

from shouwen import civil_time
from shouwen.catalogue.models import ServiceItem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 10, 9, 10, 47))


@pytest.fixture
def town() -> Town:
    town = make_town()
    make_item(town.civil_affairs, "高龄津贴认定", code="MZ04", promised_limit=0, legal_limit=5)
    ServiceItem.objects.filter(code="MZ04").update(domain="民政")
    return town


def read(path: str, **headers: str) -> str:
    return Client(headers=headers or None).get(path).content.decode()


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_s1_who_isnt_logged_in_comes_from_the_address_of_the_centre_to_the_front_page(town: Town) -> None:
    answer = Client().get("/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/hall/")
    assert 'href="/login/">工作人员登录' in read("/hall/")


def test_s1_staff_come_to_their_day_and_on_their_computer_to_the_log_in_page(town: Town) -> None:
    assert "今日" in text(client_of(town.he).get("/").content.decode())
    town.he.set_password("shouwen-2026")
    town.he.save()
    client = Client()
    client.post("/login/", {"username": town.he.login, "password": "shouwen-2026"})
    client.post("/logout/")
    assert client.get("/").headers["Location"] == "/login/?next=/"
    assert Client().get("/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/login/?next=/"


def test_s1_the_front_page_leads_to_everything_that_is_there(town: Town) -> None:
    html = read("/hall/erping/")

    links = set(re.findall(r'href="(/[^"?]*)', html)) - {"/static/"}
    pages = {link for link in links if not link.startswith("/static/")}
    assert pages >= {
        "/hall/erping/find/", "/ask/erping/", "/complain/erping/", "/c/", "/public/erping/supervision/",
        "/public/erping/regimes/", "/login/", "/apply/", "/my/",
    }  # fmt: skip
    assert {path: Client().get(path).status_code for path in pages} == dict.fromkeys(pages, 200)
    for words in ("现在开门，到 12:00", "二坪镇新街1号", "023-45670000", "监督电话"):
        assert words in text(html)


def test_s1_only_life_events_for_which_something_is_offered_are_shown(town: Town) -> None:
    assert re.findall(r"\?for=(\w+)", read("/hall/")) == ["old_age", "house"]


def test_s1_several_centres_are_chosen_from_and_an_unknown_one_is_said(town: Town) -> None:
    other = make_centre("other", town="别处镇")
    make_item(make_window(other), "残疾人证办理受理", code="CL01")

    assert re.findall(r'href="/hall/(\w+)/"', read("/hall/")) == ["erping", "other"]
    assert Client().get("/hall/find/").headers["Location"] == "/hall/"
    assert 'href="/g/CL01/?c=other"' in read("/hall/other/find/?q=残疾证")
    assert "CL01" not in read("/hall/erping/find/?q=残疾证")
    assert 'href="/apply/?c=other"' in read("/hall/other/")
    gone = Client().get("/hall/nowhere/")
    assert gone.status_code == 404
    assert "没有找到这一页" in gone.content.decode()


def test_s1_an_item_is_found_by_words_by_what_happened_and_by_domain(town: Town) -> None:
    for asked in ("q=高龄补贴", "q=gljt", "for=old_age", "by=民政"):
        assert re.findall(r'href="(/g/[^"]+)"', read(f"/hall/find/?{asked}")) == ["/g/MZ04/"], asked
    assert "当场办好，不收费" in text(read("/hall/find/?q=高龄补贴"))
    assert "<mark>高龄津贴</mark>" in read("/hall/find/?q=高龄补贴")


def test_s1_without_words_all_ways_to_look_stand_there(town: Town) -> None:
    page = text(read("/hall/find/"))

    assert "遇到了什么事 养老 建房住房 按部门 民政 1 项 民生 1 项" in page


def test_s1_nothing_found_offers_the_nearest_a_call_and_a_question(town: Town) -> None:
    html = read("/hall/find/?q=认领小狗")

    assert "没找到“认领小狗”" in text(html)
    assert 'href="tel:023-45670000"' in html
    assert 'href="/ask/erping/"' in html
    assert re.findall(r'href="(/g/[^"]+)"', html) == ["/g/MZ04/"]


def test_s1_numbers_of_people_are_taken_out_of_the_address(town: Town) -> None:
    answer = Client().get("/hall/find/", {"q": "高龄补贴 500199196203150017"})

    assert answer.headers["Location"] == "/hall/find/?q=%E9%AB%98%E9%BE%84%E8%A1%A5%E8%B4%B4"
    assert Client().get("/hall/find/", {"q": "138 0000 0000"}).headers["Location"] == "/hall/find/"


def test_s1_words_typed_are_shown_as_words(town: Town) -> None:
    assert "<script>" not in read("/hall/find/?q=<script>alert(1)</script>").split("<main>")[1]
    assert Client().get("/hall/find/?for=nothing&by=nothing").status_code == 200


def test_s1_large_type_keeps_what_was_searched(town: Town) -> None:
    client = Client()
    answer = client.get("/hall/find/?q=低保&type=big")

    assert answer.headers["Location"] == "/hall/find/?q=%E4%BD%8E%E4%BF%9D"
    assert 'data-size="elder"' in client.get(answer.headers["Location"]).content.decode()
