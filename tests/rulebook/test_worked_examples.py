"""The worked examples of the shipped rulebook: each is one test, and a few go through the real command.

The expected values were reckoned by hand from the contract's words and the official calendar; when an example fails, one of
the three is wrong, and the example's `because` says which article decides.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from tests.rulebook.worked_examples import Example, differences, read_examples

from shouwen.rulebook.contract.deadline_file import answer_deadlines
from shouwen.rulebook.contract.json_text import written
from shouwen.rulebook.contract.month_answer import answer_month
from shouwen.rulebook.readings import SETTINGS
from shouwen.rulebook.shipped import shipped
from shouwen.workdays.calendar import Calendar

EXAMPLES = read_examples()
# One example of each kind of fact, through a process of its own.
THROUGH_THE_COMMAND = [
    "calendar-contract-sample",
    "extension-sixth-day",
    "calendar-unpublished-year",
    "overdue-handed-over-midway",
    "attendance-two-absences-one-day",
    "cap-same-time-rating-first",
    "level-raised-next-month",
    "consultation-not-verified",
]


def answer(example: Example) -> dict[str, Any]:
    rulebook = shipped()
    for reading, setting in example.settings.items():
        rulebook = rulebook.with_reading(reading, setting)
    compute = answer_deadlines if example.command == "deadline" else answer_month
    facts = json.dumps(example.given, ensure_ascii=False).encode()
    result: dict[str, Any] = json.loads(written(compute(facts, rulebook, Calendar.national())))
    return result


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_worked_example(example: Example) -> None:
    assert differences(example.expect, answer(example)) == [], f"{example.title}（{example.because}）"


@pytest.mark.parametrize("name", THROUGH_THE_COMMAND)
def test_worked_example_through_the_command(name: str) -> None:
    example = next(example for example in EXAMPLES if example.id == name)
    assert example.settings == {}
    done = subprocess.run(
        [sys.executable, "-m", "shouwen.config.cli", example.command, "-"],
        input=json.dumps(example.given, ensure_ascii=False).encode(),
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert differences(example.expect, json.loads(done.stdout)) == []


def test_there_are_at_least_eighty_examples_with_names_of_their_own() -> None:
    ids = [example.id for example in EXAMPLES]
    assert sorted({one for one in ids if ids.count(one) > 1}) == []
    assert len(ids) >= 80


def test_titles_and_reasons_are_sentences_of_their_own() -> None:
    titles = [example.title for example in EXAMPLES]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []
    assert [example.id for example in EXAMPLES if len(example.because) < 8 or not example.because.endswith("。")] == []


def test_k1_to_k3_and_t_each_stand_in_an_example() -> None:
    named = {clause for example in EXAMPLES for clause in example.clauses}
    register = {clause.id for clause in shipped().clauses}
    assert named - register == set()
    assert {clause for clause in register if clause.startswith(("K", "T"))} - named == set()


def test_every_reading_stands_in_an_example() -> None:
    named = {reading for example in EXAMPLES for reading in example.readings}
    assert named == set(SETTINGS)


def test_every_setting_of_every_reading_is_worked_through() -> None:
    default = {reading.id: reading.setting for reading in shipped().readings}
    tried = {
        (reading, example.settings.get(reading, default[reading]))
        for example in EXAMPLES
        for reading in {*example.readings, *example.settings}
    }
    assert {(reading, setting) for reading, settings in SETTINGS.items() for setting in settings} - tried == set()


def test_a_difference_is_found_and_told_with_its_place() -> None:
    expected = {"cases": [{"id": "c1", "due": "2026-03-09", "extension_error": False}]}
    assert differences(expected, {"cases": [{"id": "c1", "due": "2026-03-09", "more": 1}]}) == []
    assert differences(expected, {"cases": [{"id": "c1", "due": "2026-03-10", "extension_error": "x"}]}) == [
        "cases[0].due: expected '2026-03-09', got '2026-03-10'",
        "cases[0].extension_error: expected False, got 'x'",
    ]
    assert differences({"total": 1}, {"total": True}) == ["total: expected 1, got True"]
    assert differences({"total": 1}, {}) == ["total: missing"]
    assert differences(expected, {"cases": []})[0].startswith("cases: expected [")
