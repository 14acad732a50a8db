"""了结: a clock ends once, and what paused it ends with it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.factories import Town, civil, make_town

from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, ClockState, LimitUnit, PauseKind
from shouwen.clocks.models import Clock, Pause
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
STARTED = civil(2026, 9, 29)
NOW = civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town() -> Town:
    return make_town()


def owe(town: Town, subject: int, *, kind: ClockKind = ClockKind.CASE) -> Clock:
    return clocks.start(
        kind=kind,
        subject_id=subject,
        number=f"办 26-{subject:05d}",
        matter="事",
        responsible_id=town.he.pk,
        unit=LimitUnit.WORKDAY,
        promised_limit=5,
        by=town.actor(town.he),
        at=STARTED,
    )


def pause(town: Town, clock: Clock, *, from_on: date, at: datetime = STARTED) -> None:
    clocks.pause(
        clock=clock,
        kind=PauseKind.SITE_VISIT,
        reason="踏勘",
        planned_workdays=1,
        from_on=from_on,
        by=town.actor(town.he),
        at=at,
    )


def close(clock: Clock) -> None:
    clocks.close(centre_id=clock.centre_id, kind=ClockKind(clock.kind), subject_id=clock.subject_id, at=NOW)


def states() -> list[tuple[str, int, str]]:
    return list(Clock.objects.order_by("kind", "subject_id").values_list("kind", "subject_id", "state"))


def test_only_the_clock_of_this_subject_ends(town: Town) -> None:
    clock = owe(town, 1)
    owe(town, 2)
    owe(town, 1, kind=ClockKind.RULING)

    close(clock)

    assert states() == [("case", 1, "closed"), ("case", 2, "running"), ("ruling", 1, "running")]
    assert Clock.objects.get(state=ClockState.CLOSED).closed_at == NOW


def test_r9_an_open_pause_ends_on_the_day_of_closing(town: Town) -> None:
    clock = owe(town, 1)
    pause(town, clock, from_on=date(2026, 9, 30))

    close(clock)

    assert states() == [("case", 1, "closed")]
    assert list(Pause.objects.values_list("from_on", "to_on", "lapsed")) == [
        (date(2026, 9, 30), date(2026, 10, 9), False)
    ]


def test_r9_a_pause_that_had_not_begun_never_took_effect(town: Town) -> None:
    clock = owe(town, 1)
    pause(town, clock, from_on=date(2026, 10, 10), at=civil(2026, 10, 9))

    close(clock)

    assert list(Pause.objects.values_list("to_on", "lapsed")) == [(None, True)]


def test_a_clock_ends_once(town: Town) -> None:
    clock = owe(town, 1)
    close(clock)

    with pytest.raises(Refused) as refused:
        clocks.close(centre_id=clock.centre_id, kind=ClockKind.CASE, subject_id=1, at=civil(2026, 10, 9, 11))

    assert refused.value.code == "clock_closed"
    assert Clock.objects.get().closed_at == NOW
