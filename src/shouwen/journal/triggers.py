"""Rows that never change, held by the database itself: the statements that make SQLite and PostgreSQL refuse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import migrations

MESSAGE = "this row never changes"


def frozen(name: str, table: str, *, columns: Sequence[str] = (), deletable: bool = False) -> migrations.RunPython:
    """A migration step: refuse updates of a table (of the given columns, or of all) and, unless `deletable`, deletes."""
    return migrations.RunPython(
        _run(_create, name, table, columns, deletable), _run(_drop, name, table, columns, deletable)
    )


def _run(make: Callable[..., list[str]], *details: Any) -> Callable[[Any, Any], None]:
    def step(_apps: Any, schema_editor: Any) -> None:
        for statement in make(schema_editor.connection.vendor, *details):
            schema_editor.execute(statement)

    return step


def _create(vendor: str, name: str, table: str, columns: Sequence[str], deletable: bool) -> list[str]:
    of = f" OF {', '.join(columns)}" if columns else ""
    events = [("update", f"UPDATE{of}")] + ([] if deletable else [("delete", "DELETE")])
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name}_{event} BEFORE {clause} ON {table} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            for event, clause in events
        ]
    function = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation'; END $$"
    )
    return [function] + [
        f"CREATE TRIGGER {name}_{event} BEFORE {clause} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        for event, clause in events
    ]


def _drop(vendor: str, name: str, table: str, columns: Sequence[str], deletable: bool) -> list[str]:
    events = ["update"] + ([] if deletable else ["delete"])
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}_{event}" for event in events]
    return [f"DROP TRIGGER {name}_{event} ON {table}" for event in events] + [f"DROP FUNCTION {name}()"]
