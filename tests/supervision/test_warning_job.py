"""The job that warns: two workers at once, killed in the middle, in chunks: each warning once, none forgotten (T1)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django_q.models import Schedule
from tests.at_once import at_once
from tests.factories import civil
from tests.supervision.scene import Scene, make_scene

from shouwen import civil_time
from shouwen.journal.models import Entry
from shouwen.journal.queries import verify
from shouwen.messages.models import Message
from shouwen.supervision import jobs, warning
from shouwen.supervision.models import LimitWarning

AT = civil(2026, 10, 15, 9, 5)


def _shown(scene: Scene) -> list[tuple[str, str, str]]:
    rows = LimitWarning.objects.filter(centre_id=scene.centre_id).select_related("clock", "staff")
    return sorted((row.clock.number, row.mark, row.staff.name) for row in rows)


def _noticed(scene: Scene) -> int:
    """Matters that the notices of the centre speak of, one for each person."""
    rows = Message.objects.filter(centre_id=scene.centre_id, purpose__startswith="warning/")
    return sum(int(row.number.split(" ")[0]) if row.number.endswith(" 件") else 1 for row in rows)


@pytest.mark.django_db(transaction=True)
def test_t1_two_workers_at_once_warn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = make_scene()
    for serial in range(1, 41):
        scene.owe(serial)
    monkeypatch.setattr(warning, "CHUNK", 7)
    assert at_once(*[lambda: scene.warn(AT)] * 3) == ["done"] * 3
    assert len(_shown(scene)) == len(set(_shown(scene))) == _noticed(scene) == 80
    assert verify(scene.centre_id).breaks == []


KILLED = """
import os, signal, sys
from django.conf import settings
import django
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from datetime import datetime
from shouwen.journal import change
from shouwen.supervision import warning
point, chunks = sys.argv[2], int(sys.argv[3])
done = 0
def die_after(real):
    def wrapped(*args, **named):
        global done
        result = real(*args, **named)
        if done == chunks:
            os.kill(os.getpid(), signal.SIGKILL)
        done += 1
        return result
    return wrapped
if point == "rows":
    real_create = warning.LimitWarning.objects.bulk_create
    warning.LimitWarning.objects.bulk_create = die_after(real_create)
elif point == "notices":
    warning.put_on_desks = die_after(warning.put_on_desks)
elif point == "journalled":
    change.write = die_after(change.write)
elif point == "committed":
    warning._warn_some = die_after(warning._warn_some)
warning.CHUNK = 10
warning.warn(centre_id=int(sys.argv[4]), at=datetime.fromisoformat(sys.argv[5]))
"""


@pytest.mark.django_db(transaction=True)
def test_t1_kill_9_in_the_middle_forgets_nobody_and_warns_nobody_twice() -> None:
    killed, whole = make_scene(), make_scene("qingshi", town="青石镇")
    for scene in (killed, whole):
        for serial in range(1, 61):
            scene.owe(serial)
    whole.warn(AT)
    connection.close()
    name = str(connection.settings_dict["NAME"])
    for point, chunks in (("rows", 0), ("committed", 1), ("notices", 1), ("journalled", 0), ("", 0)):
        arguments = [sys.executable, "-c", KILLED, name, point, str(chunks), str(killed.centre_id), AT.isoformat()]
        ended = subprocess.run(arguments, env=_environment(), capture_output=True, text=True, timeout=120)
        assert ended.returncode == (-signal.SIGKILL if point else 0), ended.stderr
        assert len(_shown(killed)) == _noticed(killed)  # both or neither, after every death
    assert _shown(killed) == _shown(whole)
    assert len(_shown(killed)) == 120
    assert Entry.objects.filter(centre_id=killed.centre_id, action="supervision.warn").count() == 6
    assert verify(killed.centre_id).breaks == []


@pytest.mark.django_db
def test_t1_the_database_itself_holds_the_same_warning_once() -> None:
    scene = make_scene()
    scene.owe()
    scene.warn(AT)
    row = LimitWarning.objects.filter(centre_id=scene.centre_id)[0]
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db
def test_the_worker_warns_every_few_minutes_in_every_centre(monkeypatch: pytest.MonkeyPatch) -> None:
    scenes = make_scene(), make_scene("qingshi", town="青石镇")
    for scene in scenes:
        scene.owe()
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    assert jobs.warn_of_limits() == 4
    call_command("ensure_schedules")
    assert Schedule.objects.get(name="shouwen.supervision.jobs.warn_of_limits").minutes == 3


def _environment() -> dict[str, str]:
    folder = Path(__file__).parents[2] / "src"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "shouwen.config.settings", "PYTHONPATH": str(folder)}
