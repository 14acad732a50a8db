"""The job that gives back what nobody accepted, and its place in the worker's table."""

from __future__ import annotations

from datetime import datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django_q.models import Schedule
from tests.factories import civil, make_inquiry, make_town

from shouwen.inquiries import handovers
from shouwen.inquiries.jobs import return_unaccepted
from shouwen.inquiries.models import Handover

pytestmark = pytest.mark.django_db
PATH = "shouwen.inquiries.jobs.return_unaccepted"


def test_f6_the_job_gives_back_in_every_centre_and_may_run_twice() -> None:
    sent = civil(2026, 10, 9, 10)
    for town in (make_town(), make_town("elsewhere", town="别处镇")):
        handovers.hand_over(
            inquiry=make_inquiry(town.actor(town.he), at=sent),
            to_window=town.civil_affairs,
            to_staff_id=town.deng.pk,
            words="请过去",
            by=town.actor(town.he),
            at=sent,
        )

    with time_machine.travel(civil(2026, 10, 9, 10, 29), tick=False):
        assert return_unaccepted() == 0
    with time_machine.travel(civil(2026, 10, 9, 10, 31), tick=False):
        assert (return_unaccepted(), return_unaccepted()) == (2, 0)

    assert list(Handover.objects.values_list("state", flat=True)) == ["returned", "returned"]


def test_f6_a_centre_that_fails_is_logged_and_the_others_do_not_wait(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    here, there = make_town(), make_town("elsewhere", town="别处镇")
    give_back, seen = handovers.return_unaccepted, []

    def fails_here(*, centre_id: int, at: datetime) -> int:
        seen.append(centre_id)
        if centre_id == here.centre.pk:
            raise ValueError("disk full")
        return give_back(centre_id=centre_id, at=at)

    monkeypatch.setattr(handovers, "return_unaccepted", fails_here)

    assert return_unaccepted() == 0
    assert seen == [here.centre.pk, there.centre.pk]
    assert f"hand-overs of centre {here.centre.pk} not given back" in caplog.text


def test_schedules_are_put_once_and_stale_ones_taken_out() -> None:
    Schedule.objects.create(name="shouwen.gone.jobs.old", func="shouwen.gone.jobs.old", minutes=5)
    Schedule.objects.create(name="of the town", func="somebody.else", minutes=5)

    for _ in range(2):
        call_command("ensure_schedules", stdout=StringIO())

    row = Schedule.objects.get(name=PATH)
    assert (row.func, row.schedule_type, row.minutes, row.repeats) == (PATH, Schedule.MINUTES, 1, -1)
    assert Schedule.objects.filter(name="shouwen.gone.jobs.old").count() == 0
    assert Schedule.objects.filter(name="of the town").count() == 1


def test_the_command_says_what_runs_when() -> None:
    said = StringIO()

    call_command("ensure_schedules", stdout=said)

    assert f"{PATH}：每 1 分钟\n" in said.getvalue()
