"""The command bar: a number, a name, initials, the tail of a phone, or the code on a paper."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.factories import Town, civil, client_of, make_case, make_inquiry, make_person, make_town

from shouwen import civil_time
from shouwen.cases.models import Case
from shouwen.inquiries.rulings import ask_ruling

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def case(town: Town) -> Case:
    person = make_person(town.centre, "陈甲木", phone="13812345678")
    return make_case(town.actor(town.he), town.house, at=civil(2026, 9, 21), person=person)


def found(client: Client, words: str) -> list[str]:
    """The addresses found under the bar, in order."""
    html = client.post("/find/", {"q": words}, headers={"hx-request": "true"}).content.decode()
    assert "<!doctype" not in html
    return re.findall(r'role="option" [^>]*href="([^"]+)"', html)


@pytest.mark.parametrize("words", ["陈甲木", "cjm", "5678", "13812345678"])
def test_a_person_is_found_by_name_initials_and_phone(town: Town, case: Case, words: str) -> None:
    assert found(client_of(town.he), words) == ["/cases/26-00001/", "/inquiries/260921-01/"]


@pytest.mark.parametrize("words", ["办 26-00001", "26-00001", "26-1"])
def test_a_case_is_found_by_its_number(town: Town, case: Case, words: str) -> None:
    assert found(client_of(town.he), words) == ["/cases/26-00001/"]


def test_a_single_hit_opens_at_once(town: Town, case: Case) -> None:
    answer = client_of(town.he).post("/find/", {"q": "26-00001"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/cases/26-00001/")


def test_the_code_scanned_from_a_paper_opens_its_case(town: Town, case: Case) -> None:
    answer = client_of(town.he).post("/find/", {"q": "http://127.0.0.1:8000/p/26-00001/0123456789/"})
    assert answer.headers["Location"] == "/cases/26-00001/"


def test_f1_an_inquiry_without_a_case_is_found(town: Town) -> None:
    person = make_person(town.centre, "周乙石")
    make_inquiry(town.actor(town.he), at=civil(2026, 10, 9, 9), person=person, matter="想办残疾证")
    html = client_of(town.he).post("/find/", {"q": "周乙石"}, headers={"hx-request": "true"}).content.decode()
    assert "<b>周*石　想办残疾证</b><small>问 261009-01 · 10月9日登记 · 首问负责人 何谷雨</small>" in html


def test_an_item_is_found_by_its_initials(town: Town) -> None:
    assert found(client_of(town.he), "nczjd") == [f"/guides/{town.house.item.code}/"]


def test_nothing_found_says_what_else_to_try(town: Town) -> None:
    client = client_of(town.he)
    assert (
        "没有查到“czm”。姓名要写全"
        in client.post("/find/", {"q": "czm"}, headers={"hx-request": "true"}).content.decode()
    )
    assert (
        '<a class="b sm" href="/inquiries/new/">登记首问 <kbd>F2</kbd></a>'
        in client.post("/find/", {"q": "czm"}, follow=True).content.decode()
    )


def test_another_centre_finds_nothing(case: Case) -> None:
    other = make_town("other", town="三坪镇")
    assert found(client_of(other.he), "陈甲木") == []


def test_full_names_and_numbers_never_leave_the_server(town: Town, case: Case) -> None:
    html = client_of(town.he).post("/find/", {"q": "5678"}, follow=True).content.decode()
    assert "陈*木" in html
    assert "陈甲木" not in html
    assert "13812345678" not in html


def test_f7_a_ruling_is_found_by_its_number_however_it_is_typed(town: Town) -> None:
    inquiry = make_inquiry(town.actor(town.he), at=civil(2026, 10, 9, 9), matter="老屋能不能在原址翻建")
    ask_ruling(
        inquiry=inquiry,
        question="原址翻建要不要先拆",
        words="问清楚了给您回话",
        by=town.actor(town.he),
        at=civil(2026, 10, 9, 9, 30),
    )
    for typed in ("请 26-0001", "请26-1"):
        assert found(client_of(town.he), typed) == ["/rulings/26-0001/"]
    assert found(client_of(make_town("other", town="三坪镇").he), "请 26-0001") == []
