"""What a body may be: not too big, nothing said twice, moments and keys that are wrong told in words."""

from __future__ import annotations

from typing import Any

import pytest
from tests.api.conftest import Clock
from tests.api.scene import Platform

from shouwen.inquiries.models import Inquiry
from shouwen.people.queries import work_number_of

pytestmark = pytest.mark.django_db


def call(platform: Platform, **changes: Any) -> dict[str, Any]:
    caller = {"name": "陈甲木", "phone": "13812345678"}
    number = work_number_of(platform.town.deng.pk)
    return {"channel": "phone", "caller": caller, "matter": "老屋想翻建", "work_number": number, **changes}


def test_a_body_that_is_too_big_is_refused_in_json(platform: Platform) -> None:
    answer = platform.post("inquiries", call(platform, matter="长" * 1_000_000))

    assert (answer.status_code, answer["Content-Type"]) == (413, "application/json; charset=utf-8")
    assert answer.json()["message"] == "内容太大，一次最多 2.5 MB"


@pytest.mark.parametrize(
    ("received_at", "status", "message"),
    [
        ("2026-10-09T10:53:00+08:00", 409, "收到的时间还没有到"),
        ("2026-10-09T10:52:00+08:00", 201, None),
        ("0001-01-01T00:00:00+08:00", 422, "received_at：不能小于 2000-01-01"),
    ],
)
def test_f2_nothing_was_received_at_a_moment_that_has_not_come(
    platform: Platform, clock: Clock, received_at: str, status: int, message: str | None
) -> None:
    answer = platform.post("inquiries", call(platform, received_at=received_at))

    assert (answer.status_code, answer.json().get("message")) == (status, message)
    assert Inquiry.objects.count() == (status == 201)


def test_times_are_given_to_the_second(platform: Platform, clock: Clock) -> None:
    clock.at = clock.at.replace(second=7, microsecond=123_456)

    assert platform.post("inquiries", call(platform)).json()["received_at"] == "2026-10-09T10:47:07+08:00"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("ratings", {"case": "26-00001", "level": True}, "level"),
        ("ratings", {"case": "26-00001", "level": False}, "level"),
        ("cases/26-00001/extension-request", {"workdays": True, "reason": "等回函", "category": "other"}, "workdays"),
        ("tasks", {"superior": "区里", "their_number": "1", "title": "灯", "words": "灯", "workdays": True}, "workdays"),
        ("calls", {"calls": [{"called_at": "2026-10-09T09:00:00+08:00", "phone": "13912345678", "was_answered": True,
                              "seconds": True}]}, "calls.0.seconds"),
    ],
)  # fmt: skip
def test_true_is_no_number(platform: Platform, path: str, body: dict[str, Any], field: str) -> None:
    answer = platform.post(path, body)

    assert (answer.status_code, answer.json()["fields"]) == (422, [{"path": field, "message": "要写整数"}])


def test_a_key_that_is_written_twice_is_refused(platform: Platform) -> None:
    answer = platform.post("inquiries", '{"channel": "phone", "matter": "甲", "matter": "乙"}')

    assert (answer.status_code, answer.json()["code"]) == (400, "key_twice")
    assert answer.json()["message"] == "“matter”写了两次，只写一次"


def test_a_key_that_is_too_short_is_told_how_to_look(platform: Platform) -> None:
    answer = platform.post("inquiries", call(platform), key="k1")

    assert answer.status_code == 422
    assert [one["message"] for one in answer.json()["fields"]] == ["要 8 到 80 个字符，只用英文字母、数字和 _ . : -"]
