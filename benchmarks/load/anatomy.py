"""Where the time of a request goes: CPU time by section, each second counted once, in the innermost section that runs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import auth
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.template import Template

from shouwen.desk import middleware
from shouwen.journal import writing
from shouwen.sealing import KeyRing

SECTIONS = ("SQL", "ORM", "template", "session, actor", "crypto", "rest")


class Ledger:
    """Seconds of CPU by section, and the statements sent."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.statements = 0
        self._open = ["rest"]
        self._since = 0.0

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Count what runs inside for this section; session and actor keep what they call but SQL."""
        inner = self._open[-1] if self._open[-1] == "session, actor" and name == "ORM" else name
        self._note()
        self._open.append(inner)
        try:
            yield
        finally:
            self._note()
            self._open.pop()

    def _note(self) -> None:
        now = time.process_time()
        self.seconds[self._open[-1]] += now - self._since
        self._since = now

    def wrapped(self, work: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The same function, its time noted."""

        def noted(*args: Any, **named: Any) -> Any:
            with self.section(name):
                return work(*args, **named)

        return noted

    def statement(self, execute: Callable[..., Any], *args: Any) -> Any:
        """For `connection.execute_wrapper`."""
        self.statements += 1
        with self.section("SQL"):
            return execute(*args)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Put the wrappers in place, and take them out again."""
        places: list[tuple[Any, str, str]] = [
            (Template, "render", "template"),
            (SQLCompiler, "execute_sql", "ORM"),
            (QuerySet, "_fetch_all", "ORM"),
            (QuerySet, "update", "ORM"),
            (QuerySet, "bulk_create", "ORM"),
            (QuerySet, "filter", "ORM"),
            (Model, "save_base", "ORM"),
            (SessionStore, "load", "session, actor"),
            (SessionStore, "save", "session, actor"),
            (middleware, "actor_of", "session, actor"),
            (auth, "get_user", "session, actor"),
            (KeyRing, "seal_bytes", "crypto"),
            (KeyRing, "search_hash", "crypto"),
            (writing, "entry_hash", "crypto"),
            (connection, "_commit", "SQL"),
        ]
        kept = [(owner, name, getattr(owner, name)) for owner, name, _ in places]
        for owner, name, section in places:
            setattr(owner, name, self.wrapped(getattr(owner, name), section))
        self._since = time.process_time()
        try:
            with connection.execute_wrapper(self.statement):
                yield
            self._note()
        finally:
            for owner, name, was in kept:
                setattr(owner, name, was)
