"""K1.4（考核制度 三（一）（4））: a task from above not submitted by its day is a candidate; it costs a point once verified, on whoever
was responsible on the due day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from tests.assessment.scene import SEPTEMBER, end_of_september, on, panel
from tests.factories import Town, make_town
from tests.tasks.scene import assigned

from shouwen.assessment.actions import compute_month
from shouwen.assessment.behind import behind
from shouwen.assessment.candidates import find_candidates
from shouwen.assessment.enums import FindingState
from shouwen.assessment.facts import facts_of_month
from shouwen.assessment.facts.month import Month
from shouwen.assessment.findings import move_finding, respond
from shouwen.assessment.models import Finding
from shouwen.tasks.actions import assign, withdraw
from shouwen.tasks.models import Task
from shouwen.tasks.queries import Wanted, tasks_wanted
from shouwen.tasks.reporting import submit

pytestmark = pytest.mark.django_db
CAME = on(1, "10:00")


@pytest.fixture
def town() -> Town:
    return make_town()


def due_on_the_tenth(town: Town, **given: Any) -> Task:
    return assigned(town, at=CAME, due_on=date(2026, 9, 10), **given)


def found(town: Town, at: datetime) -> int:
    return find_candidates(centre_id=town.centre.pk, since=CAME, at=at)


def points(town: Town) -> dict[str, list[tuple[str, int, str]]]:
    sheets = compute_month(first_day=SEPTEMBER, by=town.actor(town.office), at=end_of_september())
    return {sheet.staff.name: [(line.clause, line.points, line.fact) for line in sheet.lines.all()] for sheet in sheets}


def verify(town: Town, finding: Finding) -> None:
    office, judge = town.actor(town.office), town.actor(panel(town))
    move_finding(finding=finding, to=FindingState.PUT_TO_PERSON, reason="", by=office, at=on(14, "09:00"))
    respond(finding=finding, words="配件没到", by=town.actor(town.deng), at=on(14, "10:00"))
    move_finding(finding=finding, to=FindingState.VERIFIED, reason="没有申请延期", by=judge, at=on(15, "09:00"))


def facts(town: Town) -> list[dict[str, object]]:
    month = Month.of(town.centre.pk, SEPTEMBER, at=end_of_september())
    return list(facts_of_month(month)["tasks"])


def test_k1_4_candidate_the_day_after_the_due_day_and_only_once(town: Town) -> None:
    due_on_the_tenth(town)
    assert found(town, on(10, "23:00")) == 0
    assert found(town, on(11, "00:10")) == 1
    assert found(town, on(11, "01:10")) == 0
    finding = Finding.objects.get()
    assert (finding.clause, finding.staff_id, finding.state) == ("K1.4", town.deng.pk, FindingState.CANDIDATE)
    assert (finding.evidence_kind, finding.evidence_number) == ("task", "任 26-0001")
    assert finding.at == on(11, "00:00")


def test_k1_4_costs_nothing_before_it_is_verified_and_one_point_then(town: Town) -> None:
    task = due_on_the_tenth(town)
    submit(task=task, result="修好了", by=town.actor(town.deng), at=on(12, "10:00"))
    found(town, on(12, "11:00"))
    assert points(town)["邓白露"] == []
    verify(town, Finding.objects.get())
    assert points(town)["邓白露"] == [("K1.4", 1, "task:任 26-0001")]
    words = behind(town.centre.pk, ["task:任 26-0001"])["task:任 26-0001"]
    assert (words.what, words.number) == ("上级任务：新街路口路灯不亮", "任 26-0001")


def test_k1_4_facts_name_due_and_done_and_whether_it_is_verified(town: Town) -> None:
    task = due_on_the_tenth(town)
    submit(task=task, result="修好了", by=town.actor(town.deng), at=on(12, "10:00"))
    number = town.deng.work_number
    late = {"id": "任 26-0001", "staff": number, "due": "2026-09-10", "done": "2026-09-12", "verified": False}
    assert facts(town) == [late]
    found(town, on(12, "11:00"))
    verify(town, Finding.objects.get())
    assert facts(town) == [late | {"verified": True}]


def test_k1_4_submitted_on_the_due_day_after_hours_is_in_time(town: Town) -> None:
    task = due_on_the_tenth(town)
    submit(task=task, result="修好了", by=town.actor(town.deng), at=on(10, "20:00"))
    assert (found(town, on(12, "11:00")), facts(town)) == (0, [])


def test_k1_4_bears_who_was_responsible_on_the_due_day(town: Town) -> None:
    task = due_on_the_tenth(town)
    at = on(11, "09:00")
    assign(task=task, to_staff_id=town.he.pk, reason="邓白露请假", by=town.actor(town.office), at=at)
    found(town, on(12, "11:00"))
    assert Finding.objects.get().staff_id == town.deng.pk
    assert [one["staff"] for one in facts(town)] == [town.deng.work_number]


def test_k1_4_withdrawn_by_the_superior_is_no_fact(town: Town) -> None:
    task = due_on_the_tenth(town)
    withdraw(task=task, reason="热线办：重复派单", by=town.actor(town.office), at=on(14, "09:00"))
    assert (found(town, on(15, "11:00")), facts(town)) == (0, [])


def test_k1_4_dismissed_is_no_fact(town: Town) -> None:
    due_on_the_tenth(town)
    found(town, on(12, "11:00"))
    finding = Finding.objects.get()
    office, judge = town.actor(town.office), town.actor(panel(town))
    move_finding(finding=finding, to=FindingState.PUT_TO_PERSON, reason="", by=office, at=on(14, "09:00"))
    move_finding(finding=finding, to=FindingState.DISMISSED, reason="派错了部门", by=judge, at=on(22, "09:00"))
    assert facts(town) == []


def test_k1_4_the_list_of_late_tasks_and_the_facts_name_the_same(town: Town) -> None:
    """After hours on the due day is in time; so it is on the list."""
    in_time, late = due_on_the_tenth(town), due_on_the_tenth(town, their_number="SN2")
    for task, at in ((in_time, on(10, "21:40")), (late, on(11, "00:10"))):
        submit(task=task, result="好了", by=town.actor(town.deng), at=at)

    listed = tasks_wanted(town.centre.pk, Wanted(sift="late"))

    assert [row.number for row in listed] == [fact["id"] for fact in facts(town)] == [late.number]
