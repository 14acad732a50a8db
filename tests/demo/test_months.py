"""The month sheets of the demo: sealed, announced and draft, each equal to what `shouwen assess` says of the facts."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from tests.demo.conftest import say_nothing

from shouwen.assessment.facts import facts_of_month
from shouwen.assessment.facts.month import Month
from shouwen.assessment.models import MonthSheet
from shouwen.civil_time import instant
from shouwen.demo.load import load
from shouwen.demo.plan import Plan
from shouwen.people.models import Centre
from shouwen.rulebook.contract.json_text import written
from shouwen.rulebook.contract.month_answer import answer_month
from shouwen.rulebook.shipped import shipped
from shouwen.workdays import Calendar

pytestmark = pytest.mark.django_db
PRESENT = instant(datetime(2026, 10, 26, 10, 47))
AUTUMN = Plan(first_day=date(2026, 8, 3), present=PRESENT, inquiries_a_day=9, seed=5)
MONTHS = {date(2026, 8, 1): "sealed", date(2026, 9, 1): "announced", date(2026, 10, 1): "draft"}


def test_k3_every_month_equals_what_assess_says_of_its_facts() -> None:
    load(AUTUMN, say=say_nothing)
    centre = Centre.objects.get()
    assert dict(MonthSheet.objects.values_list("month", "state").distinct()) == MONTHS
    lost = 0
    for month in MONTHS:
        facts = facts_of_month(Month.of(centre.pk, month, at=PRESENT))
        answer = json.loads(written(answer_month(json.dumps(facts).encode(), shipped(), Calendar.national())))
        sheets = {sheet.staff.work_number: sheet for sheet in MonthSheet.objects.filter(month=month)}
        assert len(answer["staff"]) == len(sheets) == 7
        for person in answer["staff"]:
            sheet = sheets[person["id"]]
            assert (sheet.business, sheet.discipline) == (person["business"], person["discipline"])
            lines = [(line.clause, line.at.isoformat(), line.points, line.fact) for line in sheet.lines.all()]
            assert lines == [(row["clause"], row["at"], row["points"], row["fact"]) for row in person["lines"]]
            rate = None if sheet.attendance_rate is None else float(sheet.attendance_rate)
            assert (rate, sheet.awards_lost) == (person["attendance_rate"], person["awards_lost"])
            lost += sheet.total
    assert lost > 10
