"""The job that makes inspections: two workers at once, killed in the middle: each once, none forgotten (S3)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django_q.models import Schedule
from tests.at_once import at_once
from tests.devices.scene import BEGAN, LINES, make_scene
from tests.factories import civil

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.devices import actions, inspecting
from shouwen.devices.enums import DeviceKind
from shouwen.devices.models import Inspection
from shouwen.journal.queries import verify


@pytest.mark.django_db(transaction=True)
def test_s3_jobs_at_once_make_an_inspection_once() -> None:
    scene = make_scene()
    scene.plan()
    at = civil(2026, 10, 12, 9)
    assert at_once(*[lambda: scene.make_due(at)] * 4) == ["done"] * 4
    assert Inspection.objects.filter(device=scene.kiosk).count() == 1
    assert Clock.objects.filter(kind=ClockKind.INSPECTION).count() == 1
    assert verify(scene.centre_id).breaks == []


KILLED = """
import os, signal, sys
from django.conf import settings
import django
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from datetime import datetime
from shouwen.devices import inspecting
real, made = inspecting.clocks.start, 0
def start(**given):
    global made
    made += 1
    clock = real(**given)
    if made == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return clock
inspecting.clocks.start = start
inspecting.make_due(centre_id=int(sys.argv[2]), at=datetime.fromisoformat(sys.argv[3]))
"""


@pytest.mark.django_db(transaction=True)
def test_s3_killed_in_the_middle_none_is_lost_and_none_is_there_twice() -> None:
    scene, at = make_scene(), civil(2026, 10, 12, 9)
    scene.plan()
    second = actions.register(
        kind=DeviceKind.PRINTER, name="打印机", place="2号窗口", keeper_id=scene.keeper.pk, by=scene.qin, at=BEGAN
    )
    inspecting.set_plan(
        device=second, every_workdays=5, checklist=LINES, first_due_on=date(2026, 10, 13), by=scene.qin, at=BEGAN
    )
    connection.close()
    name = str(connection.settings_dict["NAME"])
    arguments = [sys.executable, "-c", KILLED, name, str(scene.centre_id), at.isoformat()]
    ended = subprocess.run(arguments, env=_environment(), capture_output=True, text=True, timeout=120)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert Inspection.objects.count() == Clock.objects.filter(kind=ClockKind.INSPECTION).count() == 1
    assert [scene.make_due(at), scene.make_due(at)] == [1, 0]
    assert sorted(Inspection.objects.values_list("device__serial", "number")) == [(1, "检 26-0001"), (2, "检 26-0002")]
    assert verify(scene.centre_id).breaks == []


@pytest.mark.django_db
def test_s3_the_worker_looks_every_ten_minutes() -> None:
    call_command("ensure_schedules", verbosity=0)
    assert Schedule.objects.get(func="shouwen.devices.jobs.make_inspections").minutes == 10


def _environment() -> dict[str, str]:
    folder = Path(__file__).parents[2] / "src"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "shouwen.config.settings", "PYTHONPATH": str(folder)}
