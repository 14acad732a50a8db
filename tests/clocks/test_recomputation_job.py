"""The job that reckons anew: in chunks, by one worker or several, killed in the middle (T2)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.at_once import at_once
from tests.clocks.many import owe_many, shown
from tests.clocks.test_recomputation import AT, close_day, due_of, owe, reckon
from tests.factories import Town, make_town

from shouwen import civil_time
from shouwen.clocks import actions as clocks
from shouwen.clocks import jobs, moved_dues, recomputation
from shouwen.clocks.enums import RecomputationState
from shouwen.clocks.models import Clock, MovedDue, Recomputation
from shouwen.journal.models import Entry
from shouwen.journal.queries import verify
from shouwen.messages.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def test_t2_a_change_that_comes_before_the_first_chunk_is_taken_along(town: Town) -> None:
    clock = owe(town)
    first = close_day(town)
    second = close_day(town, date(2026, 10, 15), name="停水")
    assert first.pk == second.pk
    reckon(town)
    assert due_of(clock) == date(2026, 10, 19)
    assert Recomputation.objects.get().reason == "2026年10月14日停办：停电检修；2026年10月15日停办：停水"


def test_t2_a_change_while_one_runs_waits_its_turn_and_goes_through_all_again(town: Town) -> None:
    for serial in range(1, 6):
        owe(town, serial)
    first = close_day(town)
    recomputation.reckon_next(recomputation_id=first.pk, at=AT, chunk=2)
    second = close_day(town, date(2026, 10, 15))
    assert recomputation.reckon_next(recomputation_id=second.pk, at=AT, chunk=2) is False  # the older one first
    reckon(town)
    assert {due_of(clock) for clock in Clock.objects.all()} == {date(2026, 10, 19)}
    found = [(row.seen, row.moved, row.state) for row in Recomputation.objects.order_by("pk")]
    assert found == [(5, 5, "done"), (5, 2, "done")]  # the first two moved twice, the others at once to the end


def test_t2_a_chunk_takes_a_constant_number_of_queries(town: Town) -> None:
    def queries(count: int) -> int:
        other = make_town(f"t{count}", town=f"镇{count}")
        owe_many(other, count, first=date(2026, 10, 8), days=1)
        row = close_day(other)
        with CaptureQueriesContext(connection) as found:
            recomputation.reckon_next(recomputation_id=row.pk, at=AT)
        return len(found)

    few, many = queries(60), queries(240)
    assert many - few <= 6  # a few more distinct ends, never one a clock


def test_the_job_lets_changes_of_the_same_moment_settle(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = owe(town)
    close_day(town)
    for seconds, day in ((5, 15), (15, 16)):
        monkeypatch.setattr(civil_time, "now", lambda seconds=seconds: AT + timedelta(seconds=seconds))
        jobs.recompute_open_clocks()
        assert due_of(clock) == date(2026, 10, day)


def test_one_reckoning_for_one_and_for_many(town: Town) -> None:
    owe_many(town, 400, first=date(2026, 9, 1), days=38, seed=7)
    before = shown(town.centre.pk)
    close_day(town)
    reckon(town)
    by_job = shown(town.centre.pk)
    assert before != by_job
    for clock in Clock.objects.all():
        assert clocks.recompute(clock) is False


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_it_once(town: Town) -> None:
    owe_many(town, 120, first=date(2026, 10, 8), days=2)
    row = close_day(town)

    def work() -> None:
        recomputation.run(recomputation_id=row.pk, at=AT, chunk=10)

    assert at_once(work, work, work) == ["done"] * 3
    row.refresh_from_db()
    assert (row.seen, row.moved) == (120, MovedDue.objects.count())


KILLED = """
import os, signal, sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from datetime import datetime, timezone
from shouwen.clocks import recomputation
from shouwen.journal import change
point, chunks, run_id = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
done = 0
def die(*args, **named):
    os.kill(os.getpid(), signal.SIGKILL)
def after(names, real):
    def wrapped(*args, **named):
        result = real(*args, **named)
        if done == chunks:
            die()
        return result
    return wrapped
if point == "updated":
    recomputation.write_ends = after("update", recomputation.write_ends)
elif point == "listed":
    recomputation._note = after("note", recomputation._note)
elif point == "journalled":
    change.write = after("write", change.write)
at = datetime.fromisoformat(sys.argv[5])
while recomputation.reckon_next(recomputation_id=run_id, at=at, chunk=25):
    done += 1
    if point == "committed" and done == chunks:
        die()
"""


@pytest.mark.django_db(transaction=True)
def test_t2_kill_9_in_the_middle_loses_no_moved_date_and_doubles_none() -> None:
    killed, whole = make_town(), make_town("qingshi", town="青石镇")
    for town in (killed, whole):
        owe_many(town, 300, first=date(2026, 10, 8), days=2, seed=3)
    run, other = close_day(killed), close_day(whole)
    recomputation.run(recomputation_id=other.pk, at=AT, chunk=25)
    connection.close()

    for point, chunks in (("updated", 0), ("committed", 3), ("listed", 1), ("journalled", 2), ("", 0)):
        name = str(connection.settings_dict["NAME"])
        arguments = [sys.executable, "-c", KILLED, name, point, str(chunks), str(run.pk), AT.isoformat()]
        ended = subprocess.run(arguments, env=_environment(), capture_output=True, text=True, timeout=120)
        assert ended.returncode == (-signal.SIGKILL if point else 0), ended.stderr
        if point:
            assert Recomputation.objects.get(pk=run.pk).state != RecomputationState.DONE

    assert [row[1:] for row in shown(killed.centre.pk)] == [row[1:] for row in shown(whole.centre.pk)]
    lists = [
        [(one.clock.number, one.before, one.after, one.must_tell) for one in moved_dues.moves_of(row)]
        for row in (run, other)
    ]
    assert lists[0] == lists[1] and len(lists[0]) > 100
    runs = [Recomputation.objects.get(pk=row.pk) for row in (run, other)]
    assert (runs[0].seen, runs[0].moved) == (runs[1].seen, runs[1].moved) == (300, len(lists[0]))
    told = [Entry.objects.filter(action="clocks.recompute", subject_id=str(row.pk)).count() for row in runs]
    assert told[0] == told[1]
    notices = [Message.objects.filter(subject_kind="recomputation", subject_id=row.pk).count() for row in runs]
    assert notices == [2, 2]
    assert verify(killed.centre.pk).breaks == []


def _environment() -> dict[str, str]:
    folder = Path(__file__).parents[2] / "src"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "shouwen.config.settings", "PYTHONPATH": str(folder)}
