"""The job that counts silence as acceptance: one case or one centre that fails stops no other."""

from __future__ import annotations

import pytest
import time_machine
from tests.cases.scene import fresh, make_received
from tests.factories import Town, civil, make_town

from shouwen.cases import intake
from shouwen.cases.enums import CaseState
from shouwen.cases.jobs import deem_accepted
from shouwen.cases.models import Case
from shouwen.catalogue.models import ItemVersion
from shouwen.clocks.models import Clock

pytestmark = pytest.mark.django_db
RECEIVED, TOO_LATE = civil(2026, 9, 15, 9, 40), civil(2026, 9, 23, 0, 5)


def _received(town: Town) -> Case:
    ItemVersion.objects.filter(pk=town.house.pk).update(deemed_acceptance=True)
    return make_received(town.actor(town.he), ItemVersion.objects.get(pk=town.house.pk), at=RECEIVED)


def test_n4_a_case_that_fails_is_logged_and_the_others_are_accepted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    here, there = make_town(), make_town("elsewhere", town="别处镇")
    broken, sound, elsewhere = _received(here), _received(here), _received(there)
    begin = intake.begin

    def fails_once(case: Case, **named: object) -> Clock:
        if case.pk == broken.pk:
            raise ValueError("no calendar for this year")
        return begin(case, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "begin", fails_once)
    with time_machine.travel(TOO_LATE, tick=False):
        done = deem_accepted()

    states = [fresh(case).state for case in (broken, sound, elsewhere)]
    assert (done, states) == (2, [CaseState.RECEIVED, CaseState.ACCEPTED, CaseState.ACCEPTED])
    assert broken.review_rounds.get().ended_at is None
    assert f"silence on case {broken.pk} not counted as acceptance" in caplog.text


def test_n4_a_centre_that_fails_is_logged_and_the_others_do_not_wait(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    here, there = make_town(), make_town("elsewhere", town="别处镇")
    elsewhere, deem = _received(there), intake.deem_accepted

    def fails_here(*, centre_id: int, at: object) -> int:
        if centre_id == here.centre.pk:
            raise ValueError("disk full")
        return deem(centre_id=centre_id, at=at)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "deem_accepted", fails_here)
    with time_machine.travel(TOO_LATE, tick=False):
        done = deem_accepted()

    assert (done, fresh(elsewhere).state) == (1, CaseState.ACCEPTED)
    assert f"silence on permits of centre {here.centre.pk} not counted" in caplog.text
