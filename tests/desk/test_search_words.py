"""查找的字: a name or a phone number stands in no address, and a key of another session finds nothing."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.factories import Town, civil, client_of, make_case, make_inquiry, make_person, make_town

from shouwen import civil_time
from shouwen.desk.search_words import MOST_KEPT

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)
NAME, PHONE = "陈甲木", "13812345678"
LISTS = ("/inquiries/", "/cases/", "/rulings/", "/promises/", "/guides/", "/registers/papers/", "/find/")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    town = make_town()
    person = make_person(town.centre, NAME, phone=PHONE)
    make_case(town.actor(town.he), town.house, at=civil(2026, 9, 21), person=person)
    make_inquiry(town.actor(town.he), at=civil(2026, 10, 8), person=make_person(town.centre, "周乙石"), matter="别的事")
    return town


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("words", [NAME, PHONE])
def test_words_searched_stand_in_no_address(town: Town, path: str, words: str) -> None:
    client = client_of(town.he)
    answer = client.post(path, {"q": words, "state": "open", "csrfmiddlewaretoken": "x"})
    address = answer.headers["Location"]
    assert re.fullmatch(re.escape(path) + r"\?state=open&s=[\w-]{8}", address)
    html = client.get(address).content.decode()
    links = re.findall(r'(?:href|action|hx-\w+)="([^"]*)"', html)
    assert [link for link in links if words in link or quote(words) in link] == []
    assert f'value="{words}"' in html or path in ("/find/", "/registers/papers/")


def test_every_form_that_searches_sends_by_post(town: Town) -> None:
    client = client_of(town.he)
    for path in (*LISTS, "/", "/nowhere/"):
        html = client.get(path).content.decode()
        forms = re.findall(r"<form[^>]*>.*?</form>", html, re.DOTALL)
        searching = [form.partition(">")[0] for form in forms if 'type="search"' in form]
        assert searching, path
        assert [form for form in searching if 'method="post"' not in form] == [], path


def test_a_search_finds_by_its_key_and_the_same_words_have_the_same_key(town: Town) -> None:
    client = client_of(town.he)
    first = client.post("/inquiries/", {"q": NAME}).headers["Location"]
    assert client.post("/inquiries/", {"q": NAME}).headers["Location"] == first
    html = client.get(first).content.decode()
    assert (html.count("<tr data-row"), "陈*木" in html, "别的事" in html) == (1, True, False)


def test_a_key_of_another_session_finds_no_words(town: Town) -> None:
    address = client_of(town.he).post("/inquiries/", {"q": NAME}).headers["Location"]
    other = client_of(town.deng).get(address)
    assert (other.status_code, other.headers["Location"]) == (302, "/inquiries/")
    page = client_of(town.deng).get(f"{address}&state=open", follow=True)
    assert page.redirect_chain == [("/inquiries/?state=open", 302)]
    assert "刚才查的字没有留下，请再查一次" in page.content.decode()
    assert NAME not in page.content.decode()


def test_words_of_an_address_are_not_searched(town: Town) -> None:
    html = client_of(town.he).get(f"/inquiries/?q={quote(NAME)}").content.decode()
    assert html.count("<tr data-row") == 2
    assert NAME not in html


def test_the_session_keeps_the_words_sealed_and_only_the_newest(town: Town) -> None:
    client = client_of(town.he)
    oldest = client.post("/inquiries/", {"q": "第一个"}).headers["Location"]
    for number in range(MOST_KEPT):
        client.post("/inquiries/", {"q": f"{NAME}{number}"})
    kept = Session.objects.get(session_key=client.session.session_key).get_decoded()
    assert len(kept["search_words"]) == MOST_KEPT
    assert NAME not in json.dumps(kept, ensure_ascii=False)
    assert client.get(oldest).headers["Location"] == "/inquiries/"


def test_suggestions_under_the_command_bar_leave_the_session_alone(town: Town) -> None:
    client = client_of(town.he)
    answer = client.post("/find/", {"q": NAME}, headers={"hx-request": "true"})
    assert 'href="/cases/26-00001/"' in answer.content.decode()
    assert "search_words" not in client.session


def test_logging_out_forgets_the_words(town: Town) -> None:
    client = client_of(town.he)
    address = client.post("/inquiries/", {"q": NAME}).headers["Location"]
    client.post("/logout/")
    client.force_login(town.he)
    assert client.get(address).headers["Location"] == "/inquiries/"


def test_the_way_back_after_logging_in_and_after_registering_carries_no_words(town: Town) -> None:
    written = f"/inquiries/?q={quote(NAME)}&state=open"
    assert Client().get(written).headers["Location"] == "/login/?next=/inquiries/%3Fstate%3Dopen"
    part = Client().post("/find/", {"q": NAME}, headers={"HX-Request": "true", "HX-Current-URL": f"http://x{written}"})
    assert part.headers["HX-Redirect"] == "/login/?next=/inquiries/%3Fstate%3Dopen"
    html = client_of(town.he).get("/inquiries/new/", headers={"Referer": f"http://x{written}"}).content.decode()
    assert '<input type="hidden" name="back" value="/inquiries/?state=open">' in html
