"""The hourly job: drafts follow the record; running it twice changes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django_q.models import Schedule
from tests.assessment.scene import complaint, end_of_september, eventful_september, on
from tests.factories import make_inquiry, make_town

from shouwen import civil_time
from shouwen.assessment.jobs import refresh_months
from shouwen.assessment.models import Finding, MonthSheet
from shouwen.feedback.enums import Verdict
from shouwen.inquiries.enums import Channel
from shouwen.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_drafts_and_candidates_follow_the_record_and_repeat_harmlessly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", end_of_september)
    town = make_town()
    eventful_september(town)
    asked = on(28, "10:00")
    make_inquiry(town.actor(town.he, at=asked), at=asked, channel=Channel.ONLINE)
    assert [refresh_months() for _ in range(2)] == [4, 0]
    months = MonthSheet.objects.filter(staff=town.he).order_by("month").values_list("month", "business", "discipline")
    assert list(months) == [(date(2026, 9, 1), 5, 7), (date(2026, 10, 1), 0, 0)]
    assert Finding.objects.filter(clause="K1.2").count() == 1
    september = MonthSheet.objects.get(staff=town.he, month=date(2026, 9, 1))
    assert [one["clause"] for one in september.pending] == ["K1.5", "K1.2"]


def test_a_changed_record_is_computed_anew_and_nothing_else_is_journalled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", end_of_september)
    town = make_town()
    eventful_september(town)
    assert refresh_months() == 4
    before = Entry.objects.count()
    monkeypatch.setattr(civil_time, "now", lambda: end_of_september() + timedelta(hours=1))
    assert (refresh_months(), Entry.objects.count()) == (0, before)
    complaint(town, "诉 26-0009", on(25, "11:00"), Verdict.VERIFIED)
    assert refresh_months() == 2
    assert MonthSheet.objects.get(staff=town.he, month=date(2026, 9, 1)).business == 7


def test_k1_3_the_running_month_is_computed_anew_the_next_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", end_of_september)
    make_town()
    assert refresh_months() == 4
    monkeypatch.setattr(civil_time, "now", lambda: end_of_september() + timedelta(days=1))
    assert refresh_months() == 2


def test_one_centre_that_fails_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(civil_time, "now", end_of_september)
    bad, good = make_town(), make_town("other", town="邻镇")
    bad.centre.rulebook = "no-such-rulebook"
    bad.centre.save()
    assert refresh_months() == 4
    assert set(MonthSheet.objects.values_list("centre_id", flat=True)) == {good.centre.pk}
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        f"months of centre {bad.centre.pk} not refreshed"
    ]


def test_the_worker_is_told_of_the_job() -> None:
    from django.core.management import call_command

    call_command("ensure_schedules")
    assert Schedule.objects.get(name="shouwen.assessment.jobs.refresh_months").minutes == 60
