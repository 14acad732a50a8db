"""An extension is granted while the job that reckons anew waits for its clock (T3)."""

from __future__ import annotations

from datetime import date
from threading import Thread
from time import monotonic, sleep

import pytest
from django.db import connection, connections, transaction
from tests.clocks.test_recomputation import AT, WEDNESDAY, close_day, due_of, owe
from tests.factories import make_town

from shouwen.clocks import recomputation
from shouwen.clocks.extensions import extend

pytestmark = pytest.mark.django_db(transaction=True)


def _wait_until_blocked(thread: Thread) -> None:
    """SQLite lets one change write at a time, so that the job waits before it reads anything."""
    end = monotonic() + 20
    while connection.vendor == "postgresql" and thread.is_alive() and monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        sleep(0.05)


def test_t3_an_extension_granted_while_the_job_waits_counts() -> None:
    town = make_town()
    clock = owe(town)
    close_day(town, WEDNESDAY)

    def reckon() -> None:
        try:
            recomputation.run_all(centre_id=town.centre.pk, at=AT)
        finally:
            connections.close_all()

    job = Thread(target=reckon)
    with transaction.atomic():
        extend(clock=clock, workdays=3, reason="等回函", category="other", told_at=AT, by=town.actor(town.he), at=AT)
        job.start()
        _wait_until_blocked(job)
    job.join(60)

    # 15 October, a day later for the closed 14th, and three for the extension.
    assert due_of(clock) == date(2026, 10, 21)
