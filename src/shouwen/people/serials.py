"""Numbers without gaps: each series of a centre gives one number at a time, inside the transaction that uses it."""

from __future__ import annotations

from django.db import connection

# One statement, where the ORM needs two and, for a new series, five: begin the series or move it on, and tell where it stands.
# The row is held until the transaction ends.
_TAKE = """
INSERT INTO people_serial (centre_id, series, last) VALUES (%s, %s, %s)
ON CONFLICT (centre_id, series) DO UPDATE SET last = people_serial.last + excluded.last
RETURNING last
"""


def take(centre_id: int, series: str, count: int = 1) -> int:
    """The first of `count` new numbers of the series. Rolled back together with the change that asked for it."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [centre_id, series, count])
        (last,) = cursor.fetchone()
    return int(last) - count + 1
