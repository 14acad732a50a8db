"""Short ways to write a file of the contract, and to ask for its answer without a process of its own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shouwen.rulebook.contract.deadline_file import answer_deadlines
from shouwen.rulebook.contract.month_answer import answer_month
from shouwen.rulebook.errors import FactsError
from shouwen.rulebook.rules import Rulebook
from shouwen.rulebook.shipped import shipped
from shouwen.workdays.calendar import Calendar

Row = tuple[str, str, int, str]


def read_with(settings: dict[str, str]) -> Rulebook:
    """The shipped rulebook with some readings set differently."""
    rulebook = shipped()
    for reading, setting in settings.items():
        rulebook = rulebook.with_reading(reading, setting)
    return rulebook


def case(accepted: str, **keys: Any) -> dict[str, Any]:
    """A limited case of five working days, unless said otherwise."""
    return {"id": "c1", "kind": "limited", "accepted": accepted, "workdays": 5, **keys}


def instant(accepted: str, **keys: Any) -> dict[str, Any]:
    """An instant case."""
    return {"id": "c1", "kind": "instant", "accepted": accepted, **keys}


def deadline(one: dict[str, Any], as_of: str, **settings: str) -> dict[str, Any]:
    """The answer for one case."""
    file = json.dumps({"as_of": as_of, "cases": [one]}).encode()
    answers: Any = answer_deadlines(file, read_with(settings), Calendar.national())["cases"]
    found: dict[str, Any] = answers[0]
    return found


def month_file(month: str = "2026-03", as_of: str | None = None, **lists: Any) -> dict[str, Any]:
    """A file of one person, w1, unless `staff` is given. `as_of` is long after the month."""
    return {"month": month, "as_of": as_of or "2026-12-31T18:00", "staff": [{"id": "w1", "name": "王芳"}], **lists}


def answer(file: Any, **settings: str) -> dict[str, Any]:
    """The whole answer for a month, as JSON gives it back."""
    return answer_of(json.dumps(file).encode(), **settings)


def answer_of(data: bytes, **settings: str) -> dict[str, Any]:
    """The whole answer for the bytes of a file."""
    result: dict[str, Any] = json.loads(json.dumps(answer_month(data, read_with(settings), Calendar.national())))
    return result


def assessed(file: dict[str, Any], **settings: str) -> dict[str, Any]:
    """The first person of a month's answer."""
    person: dict[str, Any] = answer(file, **settings)["staff"][0]
    return person


def rows(file: dict[str, Any], **settings: str) -> list[Row]:
    """The first person's lines as (clause, at, points, fact)."""
    return [(one["clause"], one["at"], one["points"], one["fact"]) for one in assessed(file, **settings)["lines"]]


def pending(file: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """What waits, as (staff, clause, fact, reason)."""
    return [(one["staff"], one["clause"], one["fact"], one["reason"]) for one in answer(file)["pending"]]


def refusals(file: Any, command: str = "assess") -> list[str]:
    """The lines with which a file is refused. Fails if it isn't."""
    data = file if isinstance(file, bytes) else json.dumps(file).encode()
    ask = answer_month if command == "assess" else answer_deadlines
    with pytest.raises(FactsError) as refused:
        ask(data, shipped(), Calendar.national())
    return refused.value.lines()
