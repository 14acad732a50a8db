"""次数: counted in the database, so several servers share one limit; the log of calls holds counts alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.api.scene import NOW, Platform, platform_of_a_town
from tests.at_once import at_once

from shouwen import civil_time
from shouwen.systems.counting import count_call, note_refused
from shouwen.systems.jobs import COUNTED_DAYS, forget_old
from shouwen.systems.models import CallCount, RememberedAnswer, System
from shouwen.systems.queries import usage


@pytest.mark.django_db
def test_a_minute_holds_so_many_calls_whatever_they_ask(platform: Platform) -> None:
    platform.system.requests_a_minute = 3
    left = [
        count_call(system=platform.system, operation=operation, at=NOW).left
        for operation in ("GET items", "GET cases", "GET items", "GET items")
    ]
    assert left == [2, 1, 0, -1]
    later = count_call(system=platform.system, operation="GET items", at=NOW + timedelta(seconds=60))
    assert (later.left, later.seconds) == (2, 60)


@pytest.mark.django_db
def test_usage_says_how_often_and_how_often_refused(platform: Platform) -> None:
    for minutes in (0, 1, 1):
        count_call(system=platform.system, operation="GET items", at=NOW + timedelta(minutes=minutes))
    note_refused(system=platform.system, operation="GET items", at=NOW)
    found = usage(platform.town.centre.pk, at=NOW + timedelta(minutes=5))
    assert [(one.operation, one.calls, one.refused) for one in found] == [("GET items", 3, 1)]
    assert found[0].last_at == NOW + timedelta(minutes=1)
    assert System.objects.get(pk=platform.system.pk).last_used_at == NOW + timedelta(minutes=1)


@pytest.mark.django_db(transaction=True)
def test_of_calls_at_once_each_is_counted() -> None:
    platform = platform_of_a_town()

    def five() -> None:
        for _ in range(5):
            count_call(system=platform.system, operation="GET items", at=NOW)

    assert at_once(five, five, five, five) == ["done"] * 4
    assert CallCount.objects.get().calls == 20


@pytest.mark.django_db
def test_old_answers_and_counts_are_forgotten(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    count_call(system=platform.system, operation="GET items", at=NOW)
    for days, key in ((8, "old"), (6, "new")):
        RememberedAnswer.objects.create(
            system=platform.system, key=key, fingerprint="f", status=201, at=NOW - timedelta(days=days)
        )
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    assert forget_old() == 1
    assert [one.key for one in RememberedAnswer.objects.all()] == ["new"]
    monkeypatch.setattr(civil_time, "now", lambda: NOW + timedelta(days=COUNTED_DAYS + 1))
    assert forget_old() == 2
    assert not CallCount.objects.exists()
