from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings
from tests.factories import Town, make_town
from tests.messages.gateway import KEY, Gateway, sms_gateway
from tests.messages.scene import Clock

from shouwen import civil_time


@pytest.fixture
def town(settings: Settings) -> Town:
    """A town whose text messages would go somewhere, without e-mail."""
    settings.SMS_URL, settings.SMTP_URL = "http://127.0.0.1:9/send", ""
    return make_town()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(civil_time, "now", lambda: clock.at)
    return clock


@pytest.fixture
def gateway(settings: Settings, town: Town) -> Iterator[Gateway]:
    with sms_gateway() as gateway:
        settings.SMS_URL, settings.SMS_KEY = gateway.address, KEY
        yield gateway
