"""次数: each call is counted by system, minute and operation, which is the limit and the log in one. Several server processes
count in the same row of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from shouwen.systems.models import CallCount, System
from shouwen.systems.queries import minute_of

# One statement, where the ORM needs a read and a write and may lose one of two at once.
_COUNT = """
INSERT INTO systems_callcount (system_id, minute, operation, calls, refused) VALUES (%s, %s, %s, 1, 0)
ON CONFLICT (system_id, minute, operation) DO UPDATE SET calls = systems_callcount.calls + 1
"""
_SUM = "SELECT SUM(calls) FROM systems_callcount WHERE system_id = %s AND minute = %s"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of this minute: how many more calls, and in how many seconds the next minute begins."""

    left: int
    seconds: int

    @property
    def is_used_up(self) -> bool:
        return self.left < 0


def count_call(*, system: System, operation: str, at: datetime) -> Allowance:
    """Count one call; what is left is below zero when it is one too many."""
    minute = minute_of(at)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_COUNT, [system.pk, minute, operation])
        cursor.execute(_SUM, [system.pk, minute])
        (taken,) = cursor.fetchone()
        if taken == 1:
            System.objects.filter(pk=system.pk).update(last_used_at=at)
    return Allowance(system.requests_a_minute - int(taken), 60 - int(at.timestamp()) % 60)


def note_refused(*, system: System, operation: str, at: datetime) -> None:
    """This call was answered with a refusal."""
    rows = CallCount.objects.filter(system=system, minute=minute_of(at), operation=operation)
    rows.update(refused=F("refused") + 1)
