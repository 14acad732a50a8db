"""延期 over the API (T3): once, five days, told before the due date; refused with the article as on page and command line."""

from __future__ import annotations

from typing import Any

import pytest
from tests.api.conftest import Clock
from tests.api.scene import Platform, problem
from tests.factories import civil, make_case

from shouwen.cases.models import Case
from shouwen.clocks.models import Extension, ExtensionRequest
from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(platform: Platform) -> Case:
    return make_case(platform.town.actor(platform.town.he), platform.town.house, at=civil(2026, 10, 9, 9))


def extend(platform: Platform, case: Case, workdays: int, **changes: Any) -> Any:
    body = {"workdays": workdays, "reason": "等区里现场核验", "category": "site_visit", "means": "phone", **changes}
    return platform.post(f"cases/{case.number.removeprefix('办 ')}/extension", body)


def test_t3_five_working_days_move_the_due_date(platform: Platform, case: Case) -> None:
    answer = extend(platform, case, 5)
    assert (answer.status_code, answer.json()["due_at"]) == (200, "2026-10-27T17:30:00+08:00")
    assert Extension.objects.get().workdays == 5
    steps = platform.get("cases/26-00001").json()["steps"]
    assert [one["words"] for one in steps] == ["受理", "延期"]


def test_t3_a_sixth_day_is_refused_with_the_article(platform: Platform, case: Case) -> None:
    answer = extend(platform, case, 6)
    assert problem(answer) == (409, "extension_too_long")
    assert answer.json()["article"] == "限时办结制度 第三、五条"
    assert "5个工作日" in answer.json()["message"]
    assert not Extension.objects.exists()


def test_t3_a_second_extension_is_refused(platform: Platform, case: Case) -> None:
    extend(platform, case, 1)
    assert problem(extend(platform, case, 1)) == (409, "extension_used")


def test_t3_after_the_due_date_it_is_too_late(platform: Platform, case: Case, clock: Clock) -> None:
    clock.at = civil(2026, 10, 21, 9)
    status, code = problem(extend(platform, case, 1))
    assert (status, code.startswith("extension_")) == (409, True)
    assert not Extension.objects.exists()


def test_t3_without_its_category_it_is_refused_in_both_ways_of_asking(platform: Platform, case: Case) -> None:
    for answer in (
        extend(platform, case, 1, category=None),
        platform.post("cases/26-00001/extension-request", {"workdays": 1, "reason": "等区里核验"}),
    ):
        assert answer.status_code == 422
        assert [one["path"] for one in answer.json()["fields"]] == ["category"]
    assert not Extension.objects.exists()


def test_t3_without_a_reason_it_isnt_even_asked(platform: Platform, case: Case) -> None:
    answer = extend(platform, case, 1, reason=" ")
    assert answer.json()["fields"] == [{"path": "reason", "message": "不能空着"}]


def test_t3_where_somebody_approves_it_is_asked_first(platform: Platform, case: Case) -> None:
    platform.town.centre.extension_approver = Role.MANAGEMENT_OFFICE
    platform.town.centre.save()
    assert problem(extend(platform, case, 2)) == (409, "extension_needs_approval")
    body = {"workdays": 2, "reason": "等区里现场核验", "category": "site_visit"}
    answer = platform.post("cases/26-00001/extension-request", body)
    assert (answer.status_code, answer.json()["due_at"]) == (200, "2026-10-20T17:30:00+08:00")
    assert [(one.workdays, one.state) for one in ExtensionRequest.objects.all()] == [(2, "asked")]


def test_t3_when_the_person_was_told_is_now_and_not_what_the_other_system_says(platform: Platform, case: Case) -> None:
    answer = extend(platform, case, 1, told_at="2026-10-12T09:00:00+08:00")
    assert [field["path"] for field in answer.json()["fields"]] == ["told_at"]
    extend(platform, case, 1)
    row = Extension.objects.get()
    assert row.told_at == row.asked_at
