"""督办 on the pages of what comes in and of calls to make, as on the page of a case (T1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings
from tests.factories import Town, client_of, make_town
from tests.telling.scene import NOW, owed_call

from shouwen import civil_time
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries import online
from shouwen.supervision.actions import issue_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW + timedelta(minutes=20))
    settings.SMS_URL, settings.SMTP_URL = "http://127.0.0.1:9/send", ""
    return make_town()


def _ordered(town: Town, kind: ClockKind, address: str) -> tuple[bool, bool]:
    """Whether the page says of the order before it was given, and after."""
    client, words = client_of(town.office), "今天就办，办完告诉我"
    said = words in client.get(address).content.decode()
    at = NOW + timedelta(minutes=15)
    issue_order(clock=Clock.objects.get(kind=kind), words=words, by=town.actor(town.office), at=at)
    page = client.get(address).content.decode()
    return said, words in page and "督 26-0001 督办" in page


def test_t1_a_call_to_make_shows_its_orders(town: Town) -> None:
    owed_call(town)
    assert _ordered(town, ClockKind.CALL, "/calls-to-make/26-0001/") == (False, True)


def test_t1_a_question_that_nobody_has_shows_its_orders(town: Town) -> None:
    online.ask_online(centre_id=town.centre.pk, name="陈甲木", phone="13800000000", matter="老屋想翻建", at=NOW)
    assert _ordered(town, ClockKind.QUESTION, "/questions/26-0001/") == (False, True)
