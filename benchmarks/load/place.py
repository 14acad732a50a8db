"""A place of its own for a benchmark: a temporary data folder, a database that is gone afterwards, the demo's date.

Nothing of Django may be imported before `own_place()` was entered: the settings read the environment once."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
PRESENT = datetime(2026, 11, 20, 2, 47, tzinfo=UTC)
"""The moment at which the demo town lives: 20 November 2026, 10:47 in China."""


@contextmanager
def own_place() -> Iterator[Path]:
    """Set the environment, migrate, give the data folder. With SHOUWEN_DATABASE a database of its own on that server."""
    with tempfile.TemporaryDirectory(prefix="shouwen-bench-") as name:
        data = Path(name)
        (data / "clock-offset").write_text(str(PRESENT.timestamp() - time.time()))
        os.environ |= {"SHOUWEN_DATA": name, "DJANGO_SETTINGS_MODULE": "shouwen.config.settings"}
        for word in ("SHOUWEN_DEBUG", "SHOUWEN_PLAIN_STATIC", "SHOUWEN_WORKER"):
            os.environ.pop(word, None)
        server = os.environ.get("SHOUWEN_DATABASE", "")
        if not server:
            _prepare()
            yield data
            return
        with _own_database(server) as address:
            os.environ["SHOUWEN_DATABASE"] = address
            _prepare()
            yield data
            _disconnect()


@contextmanager
def _own_database(server: str) -> Iterator[str]:
    import psycopg
    from psycopg import sql

    name = f"shouwen_bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def _disconnect() -> None:
    from django.db import connection

    connection.close()
    close_pool = getattr(connection, "close_pool", None)
    if close_pool is not None:
        close_pool()
