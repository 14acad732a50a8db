"""受理: an inquiry becomes a case with its materials and its clock."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import civil, make_case, make_town

from shouwen.civil_time import local

pytestmark = pytest.mark.django_db


def test_t2_limited_item_is_due_at_close_of_business_of_the_last_working_day() -> None:
    town = make_town()
    at = civil(2026, 9, 15, 9, 40)

    case = make_case(town.actor(town.he), town.house, at=at)

    assert case.number == "办 26-00001"
    assert case.clock is not None
    assert local(case.clock.due_at).isoformat() == "2026-09-24T17:30:00"
    assert case.clock.legal_due_on == date(2026, 10, 19)
    assert [material.name for material in case.materials.all()] == ["身份证", "户口簿", "申请表"]
