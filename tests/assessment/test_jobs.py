"""The hourly job: drafts follow the record; running it twice changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django_q.models import Schedule
from tests.assessment.scene import end_of_september, eventful_september, on
from tests.factories import make_inquiry, make_town

from shouwen import civil_time
from shouwen.assessment.jobs import refresh_months
from shouwen.assessment.models import Finding, MonthSheet
from shouwen.inquiries.enums import Channel

pytestmark = pytest.mark.django_db


def test_drafts_and_candidates_follow_the_record_and_repeat_harmlessly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", end_of_september)
    town = make_town()
    eventful_september(town)
    asked = on(28, "10:00")
    make_inquiry(town.actor(town.he, at=asked), at=asked, channel=Channel.ONLINE)
    assert [refresh_months() for _ in range(2)] == [4, 4]
    months = MonthSheet.objects.filter(staff=town.he).order_by("month").values_list("month", "business", "discipline")
    assert list(months) == [(date(2026, 9, 1), 5, 7), (date(2026, 10, 1), 0, 0)]
    assert Finding.objects.filter(clause="K1.2").count() == 1
    september = MonthSheet.objects.get(staff=town.he, month=date(2026, 9, 1))
    assert [one["clause"] for one in september.pending] == ["K1.5", "K1.2"]


def test_the_worker_is_told_of_the_job() -> None:
    from django.core.management import call_command

    call_command("ensure_schedules")
    assert Schedule.objects.get(name="shouwen.assessment.jobs.refresh_months").minutes == 60
