"""A session that ended: no log-in page inside another page, and back to where one was."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories import client_of, make_centre, make_staff

from shouwen.people.models import Staff

pytestmark = pytest.mark.django_db
PAGE = "http://testserver/cases/26-00001/?all"


def test_a_page_is_asked_for_again_after_logging_in() -> None:
    answer = Client().get("/cases/26-00001/?all")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login/?next=/cases/26-00001/%3Fall")


def test_a_part_of_a_page_sends_the_whole_page_to_the_log_in() -> None:
    answer = Client().post("/cases/26-00001/materials/1/", headers={"HX-Request": "true", "HX-Current-URL": PAGE})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login/?next=/cases/26-00001/%3Fall")
    assert answer.content == b""


def test_a_dialog_without_an_address_of_its_page_uses_where_it_was_opened() -> None:
    answer = Client().get("/cases/26-00001/transfer/", headers={"HX-Request": "true", "Referer": PAGE})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login/?next=/cases/26-00001/%3Fall")


def test_what_was_sent_leads_back_to_the_page_it_was_sent_from() -> None:
    answer = Client().post("/cases/26-00001/all-ok/", headers={"Referer": PAGE})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login/?next=/cases/26-00001/%3Fall")


def test_another_site_is_never_the_way_back() -> None:
    answer = Client().post("/cases/26-00001/all-ok/", headers={"Referer": "https://elsewhere.example/cases/"})
    assert answer.headers["Location"] == "/login/?next=/cases/"
    without = Client().post("/cases/26-00001/all-ok/")
    assert without.headers["Location"] == "/login/?next=/"


def test_an_address_that_only_takes_forms_leads_home_after_logging_in() -> None:
    staff: Staff = make_staff(make_centre(), "何谷雨", login="he")
    staff.set_password("right")
    staff.save()
    entered = {"username": "he", "password": "right"}
    for address, leads in (
        ("/inquiries/new/suggest/", "/"),
        ("/cases/26-00001/all-ok/", "/"),
        ("/cases/?state=open", None),
    ):
        answer = Client().post(f"/login/?next={address}", entered)
        assert (answer.status_code, answer.headers["Location"]) == (302, leads or address)


def test_a_page_that_cannot_be_opened_says_so_and_leads_home() -> None:
    client = client_of(make_staff(make_centre(), "何谷雨"))
    answer = client.get("/inquiries/new/suggest/")
    html = answer.content.decode()
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "<h1>这一页不能直接打开</h1>" in html
    assert '<a class="b pri" href="/">回到今日</a>' in html
    assert "Content-Security-Policy" in answer.headers
    assert client.get("/inquiries/new/suggest/", headers={"HX-Request": "true"}).content == b""
