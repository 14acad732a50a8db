"""事项和指南 over the API: what is offered, each version of a guide, the materials of one situation (N1, N2)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.api.scene import Platform, problem
from tests.factories import civil, make_item

from shouwen.catalogue.models import ItemVersion, Material, ServiceItem

pytestmark = pytest.mark.django_db


def test_n2_an_item_carries_the_limits_of_its_guide_in_force(platform: Platform) -> None:
    house = platform.town.house
    assert platform.get("items").json() == {
        "data": [
            {
                "code": house.item.code,
                "name": "农村宅基地建房审批",
                "domain": "民生",
                "window": "1号 综合受理窗口",
                "is_offered": True,
                "kind": "promised",
                "promised_limit": 8,
                "promised_unit": "workday",
                "legal_limit": 20,
                "legal_unit": "workday",
                "guide_version": 1,
                "guide_from": "2026-01-01",
            }
        ],
        "next": None,
    }


def test_an_item_without_a_guide_in_force_isnt_offered(platform: Platform) -> None:
    later = make_item(platform.town.general, "新事项", code="ZZ9", effective_from=date(2026, 12, 1))
    found = platform.get("items").json()["data"][-1]
    assert (found["code"], found["is_offered"], found["promised_limit"]) == ("ZZ9", False, None)
    assert problem(platform.get("items/ZZ9/guide")) == (404, "guide_unknown")
    assert platform.get("items/ZZ9/guide", version=1).json()["effective_from"] == "2026-12-01"
    assert later.number == 1


def test_n1_old_guides_stay_readable(platform: Platform) -> None:
    house = platform.town.house
    new = ItemVersion.objects.get(pk=house.pk)
    new.pk, new.number, new.effective_from, new.promised_limit = None, 2, date(2026, 9, 1), 6
    new.published_at = civil(2026, 8, 30)
    new.save(force_insert=True)
    code = house.item.code
    assert platform.get(f"items/{code}/versions").json()["data"] == [
        {"version": 2, "effective_from": "2026-09-01", "is_in_force": True},
        {"version": 1, "effective_from": "2026-01-01", "is_in_force": False},
    ]
    assert platform.get(f"items/{code}/guide").json()["promised_limit"] == 6
    old = platform.get(f"items/{code}/guide", version=1).json()
    assert (old["promised_limit"], old["is_in_force"]) == (8, False)
    assert problem(platform.get(f"items/{code}/guide", version=3)) == (404, "guide_unknown")


def test_n2_a_situation_leaves_out_what_it_doesnt_need(platform: Platform) -> None:
    version = make_item(platform.town.general, "低保", code="MZ01", situations=["本人办理", "他人代办"])
    agent = version.situations.get(name="他人代办")
    Material.objects.filter(version=version, name="申请表").update(situation=agent)

    def names(**query: object) -> list[str]:
        return [one["name"] for one in platform.get("items/MZ01/guide", **query).json()["materials"]]

    assert names() == ["身份证", "户口簿", "申请表"]
    assert names(situation="本人办理") == ["身份证", "户口簿"]
    assert names(situation="他人代办") == ["身份证", "户口簿", "申请表"]
    answer = platform.get("items/MZ01/guide", situation="别人")
    assert problem(answer) == (404, "situation_unknown")
    assert answer.json()["message"] == "没有“别人”这种情形，有：本人办理、他人代办"


def test_pages_go_on_from_where_they_stopped_whatever_comes_in(platform: Platform) -> None:
    ServiceItem.objects.all().update(code="B0")
    for code in ("A1", "C1", "D1", "E1"):
        make_item(platform.town.general, code, code=code)
    first = platform.get("items", limit=2).json()
    make_item(platform.town.general, "更早的", code="A0")
    second = platform.get("items", limit=2, cursor=first["next"]).json()
    third = platform.get("items", limit=2, cursor=second["next"]).json()
    codes = [[one["code"] for one in page["data"]] for page in (first, second, third)]
    assert codes == [["A1", "B0"], ["C1", "D1"], ["E1"]]
    assert third["next"] is None


@pytest.mark.parametrize("cursor", ["x", "====", "AAAA", "a" * 61])
def test_a_cursor_that_isnt_ours_is_refused(platform: Platform, cursor: str) -> None:
    answer = platform.get("cases", cursor=cursor)
    assert problem(answer) == (422, "not_valid")
    assert [one["path"] for one in answer.json()["fields"]] == ["cursor"]


def test_a_list_costs_the_same_queries_for_one_and_for_many(platform: Platform) -> None:
    def cost(shown: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = platform.get("items")
        assert (answer.status_code, len(answer.json()["data"])) == (200, shown)
        return len(queries)

    platform.get("items")
    one = cost(1)
    for number in range(30):
        make_item(platform.town.general, f"事项{number}", code=f"Q{number:02d}")
    assert cost(31) == one
