"""Public pages are kept in the server's memory; a test begins with none, at the moment it wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from tests.oversight.scene import PRESENT

from shouwen import civil_time
from shouwen.oversight import kept


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    kept.forget()
    yield
    kept.forget()


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """It is Friday 9 October 2026, 10:50; a test may set another moment."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(civil_time, "now", lambda: moment)

    set_to(PRESENT)
    return set_to
