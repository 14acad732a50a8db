"""Care of the database outside a request. Each job may run twice, or late, with the same result."""

from __future__ import annotations

import sqlite3

from django.db import connection

SCHEDULES = (("shouwen.journal.jobs.renew_statistics", 24 * 60),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""

ROWS_LOOKED_AT = 1000
"""How many rows of an index SQLite looks at: enough to choose between indexes, and done in a moment on a table of any size."""
EVERY_TABLE = "0x10002"
"""PRAGMA optimize: analyse what needs it among all tables, not only among those that this connection has read."""


def renew_statistics() -> None:
    """Let the database count its rows anew, so that it goes on choosing the right index as the years fill the tables.

    SQLite never does so by itself; PostgreSQL does, but may be set not to."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
            return
        cursor.execute(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
        if sqlite3.sqlite_version_info >= (3, 46):
            cursor.execute(f"PRAGMA optimize={EVERY_TABLE}")
        else:  # Before, only what this connection has read was looked at: here, nothing.
            cursor.execute("ANALYZE")
