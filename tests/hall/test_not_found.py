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
    "/public/x/y/",
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


def test_staff_keep_their_own_page() -> None:
    make_town()
    page = Client().get("/nowhere/").content.decode()
    assert 'action="/find/"' in page
