"""公开的数 over the API (P1, P2): what the public page says, and no more."""

from __future__ import annotations

from datetime import date

import pytest
from tests.api.scene import NOW, Platform, problem

from shouwen.indicators import queries
from shouwen.indicators.actions import refresh_month

pytestmark = pytest.mark.django_db


def test_p1_without_figures_there_are_none(platform: Platform) -> None:
    assert platform.get("figures/months").json() == {"data": []}
    assert problem(platform.get("figures")) == (404, "figures_unknown")
    assert problem(platform.get("figures", month="2026-13")) == (422, "not_valid")


@pytest.mark.parametrize("month", ["1999-01", "2026-08", "9999-12"])
def test_p1_a_month_that_isnt_there_is_named(platform: Platform, month: str) -> None:
    refresh_month(centre_id=platform.town.centre.pk, first=date(2026, 9, 1), at=NOW)
    answer = platform.get("figures", month=month)
    assert problem(answer) == (404, "figures_unknown")
    assert answer.json()["message"] == f"没有 {month} 这个月的公开数据"


def test_p2_the_same_figures_as_the_public_page(platform: Platform) -> None:
    centre_id = platform.town.centre.pk
    refresh_month(centre_id=centre_id, first=date(2026, 9, 1), at=NOW)
    assert platform.get("figures/months").json() == {"data": ["2026-09"]}
    found = platform.get("figures", month="2026-09").json()
    assert found == platform.get("figures").json()
    (published,) = queries.published_months(centre_id, first=date(2026, 9, 1), last=date(2026, 9, 1))
    said = [(one["key"], one["words"], one["value"], one["is_met"]) for one in found["figures"]]
    assert said == [
        (key, figure.words, figure.published.value, figure.is_met) for key, figure in published.sheet.figures.items()
    ]
    assert (found["month"], found["sealed_at"], found["definitions"]) == ("2026-09", None, published.definitions)
