"""Engine and clock against a slow restatement of the contract, on random files."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rulebook.random_files import clocks, months, times
from tests.rulebook.restated_clock import restated_deadline
from tests.rulebook.restated_month import restated_month

from shouwen.rulebook.contract.deadline_file import answer_deadlines
from shouwen.rulebook.contract.month_answer import answer_month
from shouwen.rulebook.shipped import shipped
from shouwen.workdays.calendar import Calendar

UNHURRIED = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
FIRST, LAST = date(2025, 11, 1), date(2026, 12, 31)


@UNHURRIED
@given(clocks(FIRST, LAST), times(FIRST, date(2027, 2, 1)))
def test_t2_t3_clock_equals_a_walk_day_by_day(case: dict[str, Any], as_of: str) -> None:
    file = json.dumps({"as_of": as_of, "cases": [case]}).encode()
    answer: Any = answer_deadlines(file, shipped(), Calendar.national())["cases"]
    expected = restated_deadline(case, as_of)
    (got,) = answer
    assert got["due"] == expected["due"].isoformat()
    assert got["counted"] == [day.isoformat() for day in expected["counted"]]
    assert got["overdue_days"] == [day.isoformat() for day in expected["overdue_days"]]
    assert got["state"] == expected["state"]
    assert ("extension_error" in got) == (expected["applied"] is False)


@UNHURRIED
@given(months())
def test_k1_k2_month_equals_a_count_fact_by_fact(file: dict[str, Any]) -> None:
    answer: Any = answer_month(json.dumps(file).encode(), shipped(), Calendar.national())
    expected = restated_month(file)
    for person in answer["staff"]:
        mine = expected[person["id"]]
        rows = [(line["at"], line["clause"], line["points"], line["fact"]) for line in person["lines"]]
        assert Counter(rows) == mine["rows"]
        assert [(row[0], row[1], row[3]) for row in rows] == mine["order"]
        assert person["attendance_rate"] == mine["rate"]
        assert person["business"] == sum(row[2] for row in rows if row[1].startswith("K1"))
        assert person["discipline"] == sum(row[2] for row in rows if row[1].startswith("K2"))
        assert person["total"] == person["business"] + person["discipline"]
        assert person["awards_lost"] == any(row[1] == "K2.9" for row in rows)
        assert person["referrals"] == [row[3] for row in rows if row[1] == "K2.6"]
        waiting = Counter(
            (one["clause"], one["fact"], one["reason"]) for one in answer["pending"] if one["staff"] == person["id"]
        )
        assert waiting == mine["pending"]


@UNHURRIED
@given(months(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_lists_changes_nothing(file: dict[str, Any], random: Any) -> None:
    before = answer_month(json.dumps(file).encode(), shipped(), Calendar.national())
    for name, rows in file.items():
        if isinstance(rows, list) and name != "staff":
            random.shuffle(rows)
    assert answer_month(json.dumps(file).encode(), shipped(), Calendar.national()) == before
