"""上级任务 over the API (T1): in without typing, once by the superior's number, on the same clock."""

from __future__ import annotations

from typing import Any

import pytest
from tests.api.conftest import Clock
from tests.api.scene import Platform, connect, problem
from tests.at_once import at_once
from tests.factories import make_town

from shouwen.clocks.models import Clock as ClockRow
from shouwen.journal.models import Entry
from shouwen.tasks.actions import assign
from shouwen.tasks.models import Task

pytestmark = pytest.mark.django_db


def ticket(**changes: Any) -> dict[str, Any]:
    return {
        "superior": "12345热线",
        "their_number": "20261009008817",
        "title": "三组路灯不亮",
        "words": "来电人陈甲木反映路灯不亮，电话 13812345678。",
        "workdays": 5,
        "person": {"name": "陈甲木", "phone": "13812345678"},
        **changes,
    }


def test_t1_a_ticket_comes_in_on_the_same_clock(platform: Platform) -> None:
    answer = platform.post("tasks", ticket())
    assert (answer.status_code, answer.json()) == (
        201,
        {
            "number": "任 26-0001",
            "serial": "26-0001",
            "their_number": "20261009008817",
            "superior": "12345热线",
            "state": "received",
            "state_words": "待交办",
            "assignee": "",
            "window": "",
            "received_at": "2026-10-09T10:47:00+08:00",
            "due_at": "2026-10-15T17:30:00+08:00",
            "submitted_at": None,
            "rounds": 1,
        },
    )
    row = Task.objects.get()
    assert (row.source, row.person.name_masked if row.person else "") == ("system", "陈*木")
    assert ClockRow.objects.get(kind="task").number == "任 26-0001"
    assert Entry.objects.get(action="task.take_in").data["via"] == "区政务平台"


def test_t1_the_same_number_again_is_the_known_task(platform: Platform, clock: Clock) -> None:
    platform.post("tasks", ticket())
    assign(
        task=Task.objects.get(),
        to_staff_id=platform.town.deng.pk,
        by=platform.town.actor(platform.town.office),
        at=clock.at,
    )
    again = platform.post("tasks", ticket(title="换了个说法"))
    assert (again.status_code, again.json()["number"], again.json()["assignee"]) == (200, "任 26-0001", "邓白露")
    other = platform.post("tasks", ticket(superior="区农业农村委"))
    assert (other.status_code, other.json()["number"]) == (201, "任 26-0002")
    assert platform.get("tasks/26-0001").json() == again.json()
    assert "路灯" not in platform.get("tasks/26-0001").content.decode()
    assert problem(platform.get("tasks/26-0009")) == (404, "task_unknown")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"workdays": None}, 409, "limit_missing"),
        ({"due_on": "2026-10-20"}, 409, "limit_missing"),
        ({"workdays": None, "due_on": "2026-10-08"}, 409, "due_before_received"),
        ({"workdays": 0}, 422, "not_valid"),
        ({"due_on": "20.10.2026"}, 422, "not_valid"),
        ({"their_number": " "}, 422, "not_valid"),
    ],
)
def test_a_ticket_without_a_limit_that_makes_sense_is_refused(
    platform: Platform, changes: dict[str, Any], status: int, code: str
) -> None:
    assert problem(platform.post("tasks", ticket(**changes))) == (status, code)
    assert not Task.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_ticket_sent_by_two_at_once_under_two_keys_is_one_task(clock: Clock) -> None:
    platform = connect(make_town())
    came: list[int] = []

    def send() -> None:
        came.append(platform.post("tasks", ticket()).status_code)

    assert at_once(send, send, send) == ["done"] * 3
    assert sorted(came) == [200, 200, 201]
    assert Task.objects.count() == 1
