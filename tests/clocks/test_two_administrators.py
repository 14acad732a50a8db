"""Two administrators in the same moment: one is refused in words (T2)."""

from __future__ import annotations

from datetime import date

import pytest
from tests.at_once import at_once
from tests.clocks.test_recomputation import AT
from tests.factories import make_town

from shouwen.clocks import calendar_policies, local_days
from shouwen.clocks.enums import LocalDayKind
from shouwen.clocks.models import LocalDay
from shouwen.people.actor import Actor

pytestmark = pytest.mark.django_db(transaction=True)


def test_t2_of_two_who_set_the_same_day_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both read the calendar before the other wrote."""
    office = Actor.system(make_town().centre.pk)
    monkeypatch.setattr(calendar_policies, "local_day_fits", lambda *day, **more: None)

    def close() -> object:
        return local_days.set_local_day(
            day=date(2026, 10, 14), kind=LocalDayKind.CLOSED, name="停电", basis="通知", by=office, at=AT
        )

    assert at_once(close, close) == ["done", "local_day_set"]
    assert LocalDay.objects.count() == 1
