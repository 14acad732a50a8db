"""The database by one setting: SQLite in the data folder, or `postgres://user:password@host:port/name`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"


def settings_for(address: str, data: Path, *, pooled: bool) -> dict[str, Any]:
    """Django's DATABASES entry. An empty address means SQLite."""
    if not address:
        return {
            "ENGINE": "shouwen.config.queued_sqlite3",
            "NAME": data / "shouwen.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"SHOUWEN_DATABASE 要写成 postgres://用户:口令@主机:端口/库名，现在是 {parts.scheme}://…")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        # The pool must not be shared with forked workers: they run with a connection of their own.
        "CONN_MAX_AGE": 0 if pooled else None,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}} if pooled else {},
    }
