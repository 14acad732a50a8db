from __future__ import annotations

import pytest
from tests.api.scene import NOW, Platform, platform_of_a_town

from shouwen import civil_time


class Clock:
    """The time of the server."""

    def __init__(self) -> None:
        self.at = NOW


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(civil_time, "now", lambda: clock.at)
    return clock


@pytest.fixture
def platform(clock: Clock) -> Platform:
    return platform_of_a_town()
