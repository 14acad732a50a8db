"""The same seed makes the same rows; another seed makes another town."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.demo.conftest import say_nothing
from tests.demo.snapshot import differences, rolled_back, snapshot

from shouwen.demo.load import load
from shouwen.demo.plan import Plan, small_plan

pytestmark = pytest.mark.django_db


def made(plan: Plan) -> dict[str, list[dict[str, object]]]:
    with rolled_back():
        load(plan, say=say_nothing)
        return snapshot()


def test_same_seed_same_rows() -> None:
    first, again = made(small_plan()), made(small_plan())
    assert differences(first, again) == []
    assert first == again
    assert len(first["inquiries.Inquiry"]) > 100


def test_another_seed_makes_another_town() -> None:
    one, other = made(small_plan()), made(replace(small_plan(), seed=1))
    assert one["people.Staff"] == other["people.Staff"]
    assert one["inquiries.Inquiry"] != other["inquiries.Inquiry"]
