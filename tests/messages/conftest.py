from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings
from tests.factories import Town, make_town
from tests.messages.gateway import KEY, Gateway, sms_gateway
from tests.messages.scene import Clock

from shouwen import civil_time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(civil_time, "now", lambda: clock.at)
    return clock


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    with sms_gateway() as gateway:
        settings.SMS_URL, settings.SMS_KEY, settings.SMS_TEMPLATE = gateway.address, KEY, "T1"
        yield gateway


@pytest.fixture
def town() -> Town:
    return make_town()
