"""The daily care of the database: afterwards the planner knows how many rows there are."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django_q.models import Schedule
from tests.factories import civil

from shouwen.journal.actions import record
from shouwen.journal.jobs import renew_statistics
from shouwen.people.actor import Actor

AT = civil(2026, 10, 9, 10, 47)
CLERK = Actor(centre_id=7, staff_id=3, name="何谷雨")


def rows_known_to_the_planner() -> int:
    """How many entries of the journal the planner reckons with; 0 if it knows nothing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT reltuples::int FROM pg_class WHERE relname = 'journal_entry'")
            return max(cursor.fetchone()[0], 0)
        cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone() is None:
            return 0
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'journal_entry' AND idx = 'journal_by_subject'")
        row = cursor.fetchone()
        return int(row[0].split()[0]) if row else 0


@pytest.mark.django_db(transaction=True)
def test_after_the_job_the_planner_knows_the_rows() -> None:
    with transaction.atomic():
        for number in range(300):
            record(by=CLERK, at=AT, action="x", subject_kind="inquiry", subject_id=number)
    assert rows_known_to_the_planner() != 300

    renew_statistics()
    assert rows_known_to_the_planner() == 300

    renew_statistics()
    assert rows_known_to_the_planner() == 300


@pytest.mark.django_db
def test_the_job_runs_once_a_day() -> None:
    call_command("ensure_schedules", stdout=StringIO())
    row = Schedule.objects.get(name="shouwen.journal.jobs.renew_statistics")
    assert (row.schedule_type, row.minutes, row.repeats) == (Schedule.MINUTES, 1440, -1)
