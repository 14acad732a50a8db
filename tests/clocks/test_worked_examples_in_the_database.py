"""Every worked example of the rulebook that has a clock, made through the actions: the database says what `shouwen deadline` says."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from tests.clocks.contract_clocks import play
from tests.factories import make_town
from tests.rulebook.worked_examples import Example, read_examples

from shouwen.civil_time import instant, local_date
from shouwen.clocks import rules
from shouwen.clocks.facts import facts_of
from shouwen.clocks.models import Extension
from shouwen.clocks.standing import Stand, standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.rulebook.contract.deadline_file import answer_deadlines
from shouwen.rulebook.deadline import compute
from shouwen.rulebook.rules import Rulebook
from shouwen.rulebook.shipped import shipped
from shouwen.workdays import Calendar

pytestmark = pytest.mark.django_db
WITH_CLOCKS = [example for example in read_examples() if example.given.get("cases")]
LATE = {Stand.OVERDUE, Stand.DONE_LATE}


def _rulebook(example: Example) -> Rulebook:
    rulebook = shipped()
    for reading, setting in example.settings.items():
        rulebook = rulebook.with_reading(reading, setting)
    return rulebook


def _asked(example: Example) -> dict[str, Any]:
    cases = [{key: value for key, value in case.items() if key != "responsible"} for case in example.given["cases"]]
    return {"as_of": example.given["as_of"], "cases": cases}


def test_there_are_examples_of_every_kind() -> None:
    cases = [case for example in WITH_CLOCKS for case in example.given["cases"]]
    assert len(WITH_CLOCKS) >= 40
    assert any(case.get("extension") for case in cases) and any(case.get("pauses") for case in cases)
    assert {case["kind"] for case in cases} == {"instant", "limited"}


@pytest.mark.parametrize("example", WITH_CLOCKS, ids=lambda example: example.id)
def test_t1_t2_t3_an_example_through_the_database(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook, asked = _rulebook(example), _asked(example)
    monkeypatch.setattr(rules, "shipped", lambda _name: rulebook)
    town = make_town()
    said: Any = answer_deadlines(json.dumps(asked).encode(), rulebook, Calendar.national())
    as_of = datetime.fromisoformat(asked["as_of"])
    for number, (case, answer) in enumerate(zip(asked["cases"], said["cases"], strict=True), start=1):
        clock, refusal = play(town, case, subject=number)

        by, facts = Yardstick.of(town.centre.pk), facts_of(clock)
        result = compute(facts, as_of, by.calendar, rulebook.on(facts.accepted.date()))
        assert local_date(clock.due_at).isoformat() == answer["due"], example.because
        assert result.due.isoformat() == answer["due"]
        assert [day.isoformat() for day in result.counted] == answer["counted"]
        assert [day.isoformat() for day in result.overdue_days] == answer["overdue_days"]
        assert result.state == answer["state"]
        assert clock.provisional <= bool(answer.get("provisional"))
        stand = standing_of(clock, at=instant(as_of), by=by)
        assert (stand.stand in LATE, stand.days if stand.stand in LATE else 0) == (
            bool(answer["overdue_days"]),
            len(answer["overdue_days"]),
        )
        _same_extension(case, answer, refusal, clock_id=clock.pk)


def _same_extension(case: dict[str, Any], answer: dict[str, Any], refusal: Any, *, clock_id: int) -> None:
    """Refused by both, in the same words; or given by both."""
    is_given = Extension.objects.filter(clock_id=clock_id).exists()
    assert is_given == bool(case.get("extension") and "extension_error" not in answer)
    if refusal is not None:
        assert f"{refusal.message}（{refusal.clause}）" == answer["extension_error"]
    elif case.get("extension") and not is_given:
        assert case["extension"]["told"] is None
        assert answer["extension_error"].startswith("没有把延期告诉办事人")
