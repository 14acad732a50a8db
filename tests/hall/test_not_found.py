"""A wrong or cut-off address of the people served answers in their words, whichever of their pages it was."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.factories import make_town

from shouwen.hall import urls
from shouwen.hall.not_found import PUBLIC

MACHINES = {"heartbeat"}
"""Asked by devices: no page."""


def test_every_page_of_the_people_served_is_known_by_its_first_step() -> None:
    steps = {re.split(r"[/(<]", str(one.pattern).lstrip("^"))[0] for one in urls.urlpatterns}
    assert {f"/{step}/" for step in steps - MACHINES} <= set(PUBLIC)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/help-call/123/", "/v/0/", "/p/26-00001/x/", "/my/a/1/"])
def test_a_cut_off_address_leads_to_a_telephone_and_not_to_the_log_in(path: str) -> None:
    town = make_town()
    answer = Client().get(path)
    assert answer.status_code == 404
    assert f'href="tel:{town.centre.phone}"' in answer.content.decode()
