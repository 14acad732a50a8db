"""Rows that never change, held by the database itself: the statements that make SQLite and PostgreSQL refuse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import migrations

MESSAGE = "this row never changes"


def frozen(
    name: str, table: str, *, columns: Sequence[str] = (), deletable: bool = False, when: str = ""
) -> migrations.RunPython:
    """A migration step: refuse updates of a table (of the given columns, or of all) and, unless `deletable`, deletes.

    `when` is an SQL condition on the row OLD; rows that don't meet it may change. Both databases must understand it."""
    return migrations.RunPython(
        _run(_create, name, table, columns, deletable, when), _run(_drop, name, table, columns, deletable, when)
    )


def thawed(
    name: str, table: str, *, columns: Sequence[str] = (), deletable: bool = False, when: str = ""
) -> migrations.RunPython:
    """A migration step: lift what `frozen` with the same words put on. SQLite makes a table anew when a constraint changes,
    and its triggers would be gone unseen: a migration that alters a frozen table thaws it first and freezes it afterwards."""
    return migrations.RunPython(
        _run(_drop, name, table, columns, deletable, when), _run(_create, name, table, columns, deletable, when)
    )


def _run(make: Callable[..., list[str]], *details: Any) -> Callable[[Any, Any], None]:
    def step(_apps: Any, schema_editor: Any) -> None:
        for statement in make(schema_editor.connection.vendor, *details):
            schema_editor.execute(statement)

    return step


def _create(vendor: str, name: str, table: str, columns: Sequence[str], deletable: bool, when: str) -> list[str]:
    of = f" OF {', '.join(columns)}" if columns else ""
    events = [("update", f"UPDATE{of}")] + ([] if deletable else [("delete", "DELETE")])
    if vendor == "sqlite":
        only = f" WHEN {when}" if when else ""
        return [
            f"CREATE TRIGGER {name}_{event} BEFORE {clause} ON {table}{only} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            for event, clause in events
        ]
    # The condition stands in the function: WHEN of PostgreSQL takes no subquery.
    refusal = f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation';"
    go_on = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
    body = f"IF {when} THEN {refusal} END IF; {go_on}" if when else refusal
    function = f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    return [function] + [
        f"CREATE TRIGGER {name}_{event} BEFORE {clause} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        for event, clause in events
    ]


def _drop(vendor: str, name: str, table: str, columns: Sequence[str], deletable: bool, when: str) -> list[str]:
    events = ["update"] + ([] if deletable else ["delete"])
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}_{event}" for event in events]
    return [f"DROP TRIGGER {name}_{event} ON {table}" for event in events] + [f"DROP FUNCTION {name}()"]
