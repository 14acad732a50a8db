"""办件 over the API (T1 to T3): the same steps and the same refusals as on the page; progress without anybody's words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.api.conftest import Clock
from tests.api.scene import Platform, problem
from tests.cases.scene import make_received
from tests.factories import civil, make_case, make_person

from shouwen.cases import limits
from shouwen.cases.models import Case, CaseMaterial
from shouwen.civil_time import local_date
from shouwen.clocks.enums import PauseKind
from shouwen.feedback.models import Rating
from shouwen.journal.models import Entry

pytestmark = pytest.mark.django_db


def application(platform: Platform, **changes: Any) -> dict[str, Any]:
    return {
        "item_code": platform.town.house.item.code,
        "applicant": {"name": "陈甲木", "phone": "13812345678"},
        "matter": "老屋翻建",
        "words_told": "平台告诉申请人：收下了",
        **changes,
    }


def all_in_order(serial: str) -> None:
    CaseMaterial.objects.filter(case__number=f"办 {serial}").update(state="ok")


def test_t1_an_accepted_application_has_its_limit(platform: Platform, clock: Clock) -> None:
    answer = platform.post("cases", application(platform, entry="accept"))
    assert (answer.status_code, answer.json()) == (
        201,
        {
            "number": "办 26-00001",
            "serial": "26-00001",
            "inquiry": "问 261009-01",
            "item_code": platform.town.house.item.code,
            "item_name": "农村宅基地建房审批",
            "situation": "",
            "person": "陈*木",
            "state": "accepted",
            "state_words": "办理中",
            "result": None,
            "light": "running",
            "light_words": "剩余 8 个工作日",
            "received_at": "2026-10-09T10:47:00+08:00",
            "accepted_at": "2026-10-09T10:47:00+08:00",
            "due_at": "2026-10-20T17:30:00+08:00",
            "closed_at": None,
            "first_responder": "何谷雨",
            "handler": "何谷雨",
            "window": "1号 综合受理窗口",
        },
    )
    assert Entry.objects.get(action="case.accept").data["via"] == "区政务平台"


def test_t1_what_came_earlier_keeps_its_day_and_its_limit_begins_with_the_acceptance(platform: Platform) -> None:
    answer = platform.post("cases", application(platform, entry="accept", received_at="2026-09-29T09:00:00+08:00"))
    assert answer.status_code == 201
    found = answer.json()
    assert {key: found[key] for key in ("inquiry", "received_at", "accepted_at", "due_at")} == {
        "inquiry": "问 260929-01",
        "received_at": "2026-09-29T09:00:00+08:00",
        "accepted_at": "2026-10-09T10:47:00+08:00",
        "due_at": "2026-10-20T17:30:00+08:00",
    }
    case = Case.objects.get()
    assert {row.received_at for row in case.materials.all()} == {case.received_at}


def test_n4_who_waited_longer_than_the_review_isnt_accepted_as_from_today(platform: Platform) -> None:
    late = application(platform, entry="accept", received_at="2026-09-18T09:00:00+08:00")
    answer = platform.post("cases", late)
    assert problem(answer) == (409, "received_too_long_ago")
    assert answer.json()["message"] == "收到已经超过 5 个工作日，不能从今天起算受理"
    assert not Case.objects.exists()
    received = platform.post("cases", late | {"entry": "receive"}).json()
    assert {key: received[key] for key in ("received_at", "accepted_at", "due_at", "light")} == {
        "received_at": "2026-09-18T09:00:00+08:00",
        "accepted_at": None,
        "due_at": "2026-09-24T17:30:00+08:00",
        "light": "overdue",
    }


def test_received_first_it_is_accepted_when_all_is_in_order_and_concluded(platform: Platform, clock: Clock) -> None:
    received = platform.post("cases", application(platform)).json()
    assert (received["state"], received["accepted_at"], received["due_at"]) == (
        "received",
        None,
        "2026-10-15T17:30:00+08:00",
    )
    serial = received["serial"]
    assert problem(platform.post(f"cases/{serial}/accept"))[0] == 409
    all_in_order(serial)
    clock.at = civil(2026, 10, 12, 9)
    accepted = platform.post(f"cases/{serial}/accept").json()
    assert (accepted["state"], accepted["accepted_at"]) == ("accepted", "2026-10-12T09:00:00+08:00")
    clock.at = civil(2026, 10, 13, 9)
    done = platform.post(f"cases/{serial}/conclude", {"result": "granted", "words_told": "批了，平台已告知"})
    assert (done.status_code, done.json()["state_words"], done.json()["light_words"]) == (200, "已办结", "按时办结")
    progress = platform.get(f"cases/{serial}").json()
    assert progress["result"] == "granted"
    assert progress["steps"] == [
        {"at": "2026-10-09T10:47:00+08:00", "action": "case.receive", "words": "收件"},
        {"at": "2026-10-12T09:00:00+08:00", "action": "case.accept", "words": "受理"},
        {"at": "2026-10-13T09:00:00+08:00", "action": "case.conclude", "words": "办结"},
    ]
    assert "批了" not in platform.get(f"cases/{serial}").content.decode()


def test_n4_what_isnt_reviewed_isnt_granted_in_the_words_of_the_page(platform: Platform) -> None:
    serial = platform.post("cases", application(platform, entry="accept")).json()["serial"]
    answer = platform.post(f"cases/{serial}/conclude", {"result": "granted", "words_told": "批了"})
    case = Case.objects.get()
    from shouwen.cases.policies import may_conclude

    by = platform.town.actor(platform.town.he)
    refusal = may_conclude(case, words="批了", by=by, at=case.received_at)
    assert refusal is not None
    assert answer.status_code == 409
    assert answer.json() == {
        "code": refusal.code,
        "message": refusal.message,
        "article": refusal.clause,
        "way_out": refusal.way_out,
        "fields": [],
    }
    assert Case.objects.get().state == "accepted"


def test_a_case_of_somebody_else_isnt_worked_on(platform: Platform, clock: Clock) -> None:
    other = make_case(platform.town.actor(platform.town.deng), platform.town.house, at=clock.at)
    all_in_order("26-00001")
    answer = platform.post("cases/26-00001/conclude", {"result": "granted", "words_told": "批了"})
    assert problem(answer) == (403, "not_your_case")
    assert answer.json()["way_out"] == "请承办人办，或由他转交给你"
    assert Case.objects.get(pk=other.pk).state == "accepted"


def test_a_step_done_twice_under_two_keys_is_refused_the_second_time(platform: Platform) -> None:
    serial = platform.post("cases", application(platform, entry="accept")).json()["serial"]
    all_in_order(serial)
    body = {"result": "granted", "words_told": "批了"}
    first = platform.post(f"cases/{serial}/conclude", body, key="conclude-1")
    again = platform.post(f"cases/{serial}/conclude", body, key="conclude-1")
    assert (first.status_code, again.content) == (200, first.content)
    assert platform.post(f"cases/{serial}/conclude", body).status_code == 409
    assert problem(platform.post("cases/26-09999/conclude", body)) == (404, "case_unknown")
    assert Entry.objects.filter(action="case.conclude").count() == 1


def test_lists_are_narrowed_and_show_the_light(platform: Platform, clock: Clock) -> None:
    by = platform.town.actor(platform.town.he)
    make_case(by, platform.town.house, at=civil(2026, 9, 1), person=make_person(platform.town.centre))
    make_case(by, platform.town.house, at=clock.at, person=make_person(platform.town.centre, "李火"))
    found = platform.get("cases").json()["data"]
    assert [(one["serial"], one["person"], one["light"], one["light_words"]) for one in found] == [
        ("26-00002", "李*", "running", "剩余 8 个工作日"),
        ("26-00001", "陈*木", "overdue", found[1]["light_words"]),
    ]
    assert found[1]["light_words"].startswith("已超期 ")
    assert platform.get("cases", state="concluded").json() == {"data": [], "next": None}
    assert len(platform.get("cases", since="2026-10-01T00:00:00+08:00").json()["data"]) == 1
    assert platform.get("cases", item_code="NONE").json()["data"] == []


def test_a_list_of_cases_costs_the_same_queries_for_one_and_for_thirty(platform: Platform, clock: Clock) -> None:
    by = platform.town.actor(platform.town.he)

    def cost(shown: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = platform.get("cases")
        assert (answer.status_code, len(answer.json()["data"])) == (200, shown)
        return len(queries)

    make_case(by, platform.town.house, at=clock.at)
    platform.get("cases")
    one = cost(1)
    for number in range(29):
        person = make_person(platform.town.centre, f"甲{number}", phone=f"139000000{number:02d}")
        make_case(by, platform.town.house, at=clock.at, person=person)
    assert cost(30) == one


def test_a_concluded_case_is_rated_once_freely(platform: Platform) -> None:
    serial = platform.post("cases", application(platform, entry="accept")).json()["serial"]
    assert problem(platform.post("ratings", {"case": serial, "level": 5})) == (409, "case_not_concluded")
    all_in_order(serial)
    platform.post(f"cases/{serial}/conclude", {"result": "granted", "words_told": "批了"})
    answer = platform.post("ratings", {"case": serial, "level": 2, "comment": "等了很久"})
    assert (answer.status_code, answer.json()) == (
        201,
        {"case": f"办 {serial}", "level": 2, "at": "2026-10-09T10:47:00+08:00"},
    )
    row = Rating.objects.get()
    assert (row.staff, row.level, row.active, row.comment) == (platform.town.he, 2, True, "等了很久")
    assert "等了很久" not in str(Entry.objects.get(action="rating.give").data)
    assert problem(platform.post("ratings", {"case": serial, "level": 5})) == (409, "already_rated")
    wrong = platform.post("ratings", {"case": serial, "level": 6})
    assert wrong.json()["fields"] == [{"path": "level", "message": "要是其中之一：5、4、3、2、1"}]


def test_a_list_says_of_each_case_what_its_own_address_says(platform: Platform, clock: Clock) -> None:
    """Accepted, paused, extended and only received: the list reads less from the database and says the same."""
    by = platform.town.actor(platform.town.he)
    make_case(by, platform.town.house, at=clock.at)
    make_received(by, platform.town.house, at=clock.at)
    extended = make_case(by, platform.town.house, at=clock.at)
    limits.extend(case=extended, workdays=2, reason="等回函", category="other", told_at=clock.at, by=by, at=clock.at)
    paused = make_case(by, platform.town.house, at=clock.at)
    limits.pause(
        case=paused, kind=PauseKind.SITE_VISIT, reason="看现场", from_on=local_date(clock.at) + timedelta(days=1),
        planned_workdays=2, by=by, at=clock.at,
    )  # fmt: skip
    for row in platform.get("cases").json()["data"]:
        alone = platform.get(f"cases/{row['serial']}").json()
        del alone["steps"]
        assert row == alone
