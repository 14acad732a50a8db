"""令牌: whose it is, what it may do, how often; nothing is read before that is clear."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.api.conftest import Clock
from tests.api.scene import Platform, connect, problem
from tests.factories import make_town

from shouwen.systems.actions import renew_token, switch_off
from shouwen.systems.models import CallCount, System

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer sw_nobody"}, {"Authorization": "Basic eDp5"}])
def test_without_a_known_token_nothing_is_told(platform: Platform, header: dict[str, str]) -> None:
    answer = Client().get("/api/v1/items", headers=header)
    assert problem(answer) == (401, "token_wrong")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert not CallCount.objects.exists()


def test_an_old_or_switched_off_token_is_no_token(platform: Platform, clock: Clock) -> None:
    by = platform.town.actor(platform.admin)
    shown = renew_token(system=platform.system, by=by, at=clock.at)
    assert problem(platform.get("items")) == (401, "token_wrong")
    known = platform.get("items", token=shown.secret)
    assert (known.status_code, [one["name"] for one in known.json()["data"]]) == (200, ["农村宅基地建房审批"])
    switch_off(system=platform.system, by=by, at=clock.at)
    assert problem(platform.get("items", token=shown.secret)) == (401, "token_wrong")


def test_each_operation_asks_for_its_scope(clock: Clock) -> None:
    platform = connect(make_town(), scopes=["items:read"])
    assert platform.get("items").json()["next"] is None
    for path in ("inquiries", "inquiries/261009-01", "cases", "cases/26-00001"):
        assert problem(platform.get(path)) == (403, "scope_missing")
    for path in ("inquiries", "questions", "calls", "cases", "cases/26-00001/accept", "ratings"):
        assert problem(platform.post(path, {})) == (403, "scope_missing")
    said = platform.post("ratings", {}).json()
    assert said["message"] == "这个令牌没有“送来评价”的权限（ratings:write）"
    assert said["way_out"] == "系统管理员在“设置 · 外部系统”里改"


def test_the_call_after_the_last_of_a_minute_waits_for_the_next(clock: Clock) -> None:
    platform = connect(make_town(), a_minute=2)
    clock.at += timedelta(seconds=13)
    assert [platform.get("items").status_code for _ in range(2)] == [200, 200]
    answer = platform.get("cases")
    assert problem(answer) == (429, "too_many_calls")
    assert answer.headers["Retry-After"] == "47"
    assert answer.json()["message"] == "一分钟最多 2 次，47 秒以后再来"
    clock.at += timedelta(seconds=47)
    again = platform.get("items")
    assert (again.status_code, again.json()["next"], len(again.json()["data"])) == (200, None, 1)


def test_calls_are_counted_by_operation_with_those_refused(platform: Platform) -> None:
    platform.get("items")
    platform.get("cases/26-99999")
    platform.get("cases/26-99998")
    platform.post("ratings", {"case": "26-99999", "level": 9})
    found = CallCount.objects.order_by("operation").values_list("operation", "calls", "refused")
    assert list(found) == [("GET cases/{serial}", 2, 2), ("GET items", 1, 0), ("POST ratings", 1, 1)]
    assert System.objects.get(pk=platform.system.pk).last_used_at is not None


def test_another_towns_things_are_not_there(platform: Platform, clock: Clock) -> None:
    other = connect(make_town("other", town="别处镇"), name="别处的平台")
    code = other.get("items").json()["data"][0]["code"]
    assert problem(platform.get(f"items/{code}/guide")) == (404, "item_unknown")
    assert platform.get("items").json()["data"][0]["code"] != code


def test_an_address_or_a_way_that_isnt_offered_says_so_in_json(platform: Platform) -> None:
    assert problem(platform.get("nothing/here")) == (404, "no_such_address")
    answer = Client().delete("/api/v1/items")
    assert problem(answer) == (405, "not_this_way")
    assert answer.headers["Allow"] == "GET"
    assert problem(Client().post("/api/v1/nothing")) == (404, "no_such_address")


def test_a_log_in_of_the_desk_is_no_token(platform: Platform) -> None:
    client = Client()
    client.force_login(platform.admin)
    assert problem(client.get("/api/v1/items")) == (401, "token_wrong")
