"""A code that was cut off or copied wrong: the person is told what to do, and never sees a page of the desk."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories import make_town

pytestmark = pytest.mark.django_db
WRONG = [
    "/p/26-00001/0123/",
    "/p/26-00001/0123456789/",
    "/h/0123/",
    "/q/26-0001/",
    "/ask/nowhere/",
    "/g/",
]


@pytest.mark.parametrize("address", WRONG)
def test_s1_a_wrong_code_leads_to_the_window_and_the_telephone(address: str) -> None:
    town = make_town()
    answer = Client().get(address)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "码可能不全，请重新扫告知书上的码" in page
    assert f"<b>{town.centre.name}</b>" in page
    assert 'href="tel:12345"' in page
    assert ("/find/" in page, "手机后四位" in page) == (False, False)


@pytest.mark.parametrize("address", ["/public/x/y/", "/public/supervision/?month=2020-01"])
def test_p1_a_month_without_figures_is_said_in_its_own_words(address: str) -> None:
    make_town()
    answer = Client().get(address)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "没有那个月、那一年的数" in page
    assert 'href="/public/supervision/"' in page
    assert "告知书上的码" not in page


def test_staff_keep_their_own_page() -> None:
    make_town()
    page = Client().get("/nowhere/").content.decode()
    assert 'action="/find/"' in page
