"""月度考核表: what the record gives, line by line, and the same as `shouwen assess` on the exported facts."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from tests.assessment.scene import SEPTEMBER, complaint, end_of_september, eventful_september, on
from tests.factories import Town, civil, make_case, make_town

from shouwen import civil_time
from shouwen.assessment.actions import announce_month, compute_month, seal_month
from shouwen.assessment.facts import facts_of_month
from shouwen.assessment.facts.month import Month
from shouwen.assessment.models import MonthSheet
from shouwen.clocks.actions import reassign
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.journal.queries import verify
from shouwen.people.actor import Actor
from shouwen.refusals import Refused
from shouwen.rulebook.shipped import shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    made = make_town()
    eventful_september(made)
    return made


def compute(town: Town) -> dict[str, MonthSheet]:
    sheets = compute_month(first_day=SEPTEMBER, by=town.actor(town.office), at=end_of_september())
    return {sheet.staff.name: sheet for sheet in sheets}


def test_k1_3_k1_5_k2_1_k2_3_k2_9_lines_of_a_month(town: Town) -> None:
    sheet = compute(town)["何谷雨"]
    lines = [(line.clause, line.at.day, line.points) for line in sheet.lines.all()]
    assert lines == [
        ("K2.3", 1, 1),
        ("K2.1", 2, 1),
        ("K2.3", 3, 3),
        ("K1.3", 14, 1),
        ("K1.3", 15, 1),
        ("K1.5", 15, 1),
        ("K1.5", 16, 2),
        ("K2.9", 21, 2),
    ]
    assert (sheet.business, sheet.discipline, sheet.total) == (5, 7, 12)
    assert sheet.awards_lost is True
    assert (sheet.days_due, sheet.days_present, sheet.attendance_rate) == (3, 2, Decimal("0.6667"))
    assert sheet.pending == [
        {"clause": "K1.5", "fact": "complaint:诉 26-0002", "reason": "unverified", "at": "2026-09-17"}
    ]
    assert (sheet.rulebook_id, sheet.rulebook_hash) == ("erping-2023-87", shipped().content_hash)


def test_every_line_opens_to_its_reason(town: Town) -> None:
    late = compute(town)["何谷雨"].lines.get(clause="K2.1")
    assert late.fact == "shift:2026-09-02T09:00"
    assert late.trace["facts"]["late"] == 12
    assert late.trace["counted"] == 1
    for line in compute(town)["何谷雨"].lines.all():
        assert line.trace["arithmetic"]
        assert line.trace["article"].startswith("二坪镇便民服务中心工作人员考核制度")


def test_somebody_without_a_fault_has_an_empty_sheet(town: Town) -> None:
    sheet = compute(town)["邓白露"]
    assert (sheet.total, sheet.lines.count(), sheet.attendance_rate) == (0, 0, Decimal("1.0000"))


def test_the_management_office_is_not_assessed(town: Town) -> None:
    assert sorted(compute(town)) == ["何谷雨", "邓白露"]


def test_a_stored_sheet_equals_the_command_on_the_exported_facts(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(civil_time, "now", end_of_september)
    out = StringIO()
    call_command("facts", "2026-09", stdout=out)
    file = tmp_path / "facts.json"
    file.write_text(out.getvalue(), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "shouwen", "assess", str(file)], capture_output=True, text=True, check=True, timeout=60
    )
    answer = {person["name"]: person for person in json.loads(done.stdout)["staff"]}
    stored = compute(town)
    assert sorted(answer) == sorted(stored)
    for name, sheet in stored.items():
        said = answer[name]
        assert (said["business"], said["discipline"], said["awards_lost"]) == (
            sheet.business,
            sheet.discipline,
            sheet.awards_lost,
        )
        assert [
            (line["clause"], line["at"], line["points"], line["fact"], line["trace"]) for line in said["lines"]
        ] == [(line.clause, line.at.isoformat(), line.points, line.fact, line.trace) for line in sheet.lines.all()]


def test_facts_carry_no_personal_data_of_residents(town: Town) -> None:
    facts = facts_of_month(Month.of(town.centre.pk, SEPTEMBER, at=end_of_september()))
    text = json.dumps(facts, ensure_ascii=False)
    assert "陈甲木" not in text
    assert "陈*木" not in text
    assert {person["name"] for person in facts["staff"]} == {"何谷雨", "邓白露"}


def test_a_draft_is_computed_anew_and_a_sealed_month_never_changes(town: Town) -> None:
    office = town.actor(town.office)
    assert compute(town)["何谷雨"].total == 12
    announce_month(first_day=SEPTEMBER, by=office, at=end_of_september())
    seal_month(first_day=SEPTEMBER, by=office, at=end_of_september())
    from shouwen.feedback.enums import Verdict

    complaint(town, "诉 26-0009", on(25, "11:00"), Verdict.VERIFIED)
    assert compute(town) == {}
    assert MonthSheet.objects.get(staff=town.he).business == 5


def test_the_database_holds_a_sealed_sheet_and_its_lines(town: Town) -> None:
    office = town.actor(town.office)
    sheet = compute(town)["何谷雨"]
    announce_month(first_day=SEPTEMBER, by=office, at=end_of_september())
    sheet.lines.filter(position=1).update(points=1)
    seal_month(first_day=SEPTEMBER, by=office, at=end_of_september())
    with connection.cursor() as cursor:
        for statement in (
            "UPDATE assessment_monthsheet SET business = 0",
            "UPDATE assessment_monthsheet SET state = 'draft'",
            "DELETE FROM assessment_monthsheet",
            "UPDATE assessment_sheetline SET points = 0",
            "DELETE FROM assessment_sheetline",
        ):
            with pytest.raises(IntegrityError, match="this row never changes"), transaction.atomic():
                cursor.execute(statement)
    assert (MonthSheet.objects.get(staff=town.he).business, sheet.lines.count()) == (5, 8)


def test_r7_days_of_somebody_not_assessed_do_not_fall_back(tmp_path: Path) -> None:
    town = make_town()
    at, passed_on = civil(2026, 9, 1, 10), civil(2026, 9, 15, 10)
    case = make_case(town.actor(town.he, at=at), town.house, at=at)
    # Eight working days from 1 September: due on Friday the 11th. 14 is 何谷雨's, 15 and 16 are the office's.
    clock = Clock.objects.get(kind=ClockKind.CASE, subject_id=case.pk)
    reassign(clock=clock, to_staff_id=town.office.pk, by=town.actor(town.office), at=passed_on)
    now = civil(2026, 9, 16, 17)
    sheets = compute_month(first_day=SEPTEMBER, by=town.actor(town.office), at=now)
    lines = {sheet.staff.name: [line.at.day for line in sheet.lines.all()] for sheet in sheets}
    assert lines == {"何谷雨": [14], "邓白露": []}
    facts = facts_of_month(Month.of(town.centre.pk, SEPTEMBER, at=now))
    assert [person["name"] for person in facts["staff"]] == ["何谷雨", "邓白露", "周立夏"]
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(facts), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "shouwen", "assess", str(file)], capture_output=True, text=True, check=True, timeout=60
    )
    said = {one["name"]: [line["at"] for line in one["lines"]] for one in json.loads(done.stdout)["staff"]}
    assert said == {"何谷雨": ["2026-09-14"], "邓白露": [], "周立夏": ["2026-09-15", "2026-09-16"]}


def test_k3_a_month_that_has_not_begun_or_is_not_over_is_refused(town: Town) -> None:
    office = town.actor(town.office)
    with pytest.raises(Refused) as early:
        compute_month(first_day=date(2026, 11, 1), by=office, at=end_of_september())
    assert early.value.code == "month_not_begun"
    compute_month(first_day=date(2026, 10, 1), by=office, at=end_of_september())
    with pytest.raises(Refused) as running:
        announce_month(first_day=date(2026, 10, 1), by=office, at=end_of_september())
    assert running.value.code == "month_not_over"


def test_a_clerk_cannot_compute_or_seal(town: Town) -> None:
    clerk = town.actor(town.he)
    for act in (compute_month, announce_month, seal_month):
        with pytest.raises(Refused) as refusal:
            act(first_day=SEPTEMBER, by=clerk, at=end_of_september())
        assert refusal.value.code == "not_the_panel"


def test_r6_each_overdue_day_counts_in_its_own_month() -> None:
    town = make_town()
    from tests.assessment.scene import concluded_case

    concluded_case(town, accepted=civil(2026, 9, 16, 10), closed=civil(2026, 10, 8, 9))
    # Eight working days from 16 September: due Monday the 28th; over on 29 and 30 September and 8 October.
    system = Actor.system(town.centre.pk)
    points = {}
    for month in (SEPTEMBER, date(2026, 10, 1)):
        sheets = compute_month(first_day=month, by=system, at=civil(2026, 11, 2))
        points[month.month] = {sheet.staff.name: sheet.business for sheet in sheets}["何谷雨"]
    assert points == {9: 2, 10: 1}


def test_the_computation_is_journalled(town: Town) -> None:
    compute(town)
    assert verify(town.centre.pk).breaks == []
