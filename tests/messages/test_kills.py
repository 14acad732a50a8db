"""`kill -9` at any moment: no message is lost, and none reaches a phone twice through a gateway that honours the key."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from tests.factories import Town
from tests.messages.kills import MOMENTS, NEW_EACH_TIME, Told, kill_senders


def holds(told: Told) -> None:
    """Each text that was written went out, and none of them twice."""
    assert told.written == told.kills * NEW_EACH_TIME
    assert told.states == Counter(sent=told.written)
    assert set(told.passed_on) == told.wanted
    assert set(told.passed_on.values()) == {1}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_n2_t3_senders_killed_at_any_moment_lose_no_message_and_send_none_twice(
    town: Town, settings: Any, kills: int
) -> None:
    told = kill_senders(town, settings, kills=kills)
    holds(told)
    # It was put to the proof: senders died in the middle of a request, and texts were asked for again.
    assert sum(told.caught[moment] for moment in MOMENTS) >= kills // 5
    assert told.repeated >= kills // 20
    assert sum(count for tries, count in told.tries.items() if tries > 1) >= kills // 10
