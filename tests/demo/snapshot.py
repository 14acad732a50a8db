"""Every row of the product's tables, in a form in which two loads can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from shouwen.agency.models import Authorisation
from shouwen.applications.models import Application
from shouwen.assistance.models import HelpCall
from shouwen.files.models import StoredFile
from shouwen.journal.models import Entry, SealedWords
from shouwen.journal.queries import events
from shouwen.people.models import Person, Serial
from shouwen.systems.models import System

VOLATILE = {"password", "previous_hash", "hash", "last_hash"}
"""Salted, or chained over people's keys, which are drawn anew each time."""

DRAWN = {
    Application: frozenset({"mark"}),
    Authorisation: frozenset({"link_hash"}),
    HelpCall: frozenset({"mark"}),
    StoredFile: frozenset({"key"}),
    System: frozenset({"token_hash", "token_hint"}),
}
"""The names under which files lie, and tokens, are drawn by chance."""


@contextmanager
def rolled_back() -> Iterator[None]:
    """A change that leaves nothing behind, not even used-up keys."""
    tables = [model for model in apps.get_models() if model._meta.app_label != "contenttypes"]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
    with transaction.atomic():
        if connection.vendor == "sqlite":
            # SQLite remembers the highest key ever given, also by tests that committed and were emptied since.
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM sqlite_sequence")
        yield
        transaction.set_rollback(True)


ORDER = {Person: ("created_at", "name_masked", "phone_masked"), Serial: ("series",)}
"""Tables whose keys say nothing: people's are drawn by chance, series begin at their first number."""


def snapshot() -> dict[str, list[dict[str, Any]]]:
    """All rows by table, without what is drawn anew each time: sealed bytes, salts, and people's keys by their order."""
    people = {str(key): f"person {place}" for place, key in enumerate(_ordered(Person).values_list("pk", flat=True))}
    return {
        model._meta.label: [
            _row(row, people, keyed=model not in ORDER, drawn=DRAWN.get(model, frozenset()))
            for row in _ordered(model).values()
        ]
        for model in apps.get_models()
        if model.__module__.startswith("shouwen.") and model is not SealedWords
    } | {"journal.SealedWords": _words()}


def _words() -> list[dict[str, Any]]:
    """Opened: the bytes differ each time."""
    every = events(Entry.objects.all())
    told = {event.seq: event.data for event in every}
    rows = SealedWords.objects.order_by("entry__seq", "key").values_list("entry__seq", "key")
    return [{"seq": seq, "key": key, "words": told[seq][key]} for seq, key in rows]


def _ordered(model: type[models.Model]) -> models.QuerySet[models.Model, Any]:
    return model._default_manager.order_by(*ORDER.get(model, ("pk",)))


def _row(row: dict[str, Any], people: dict[str, str], *, keyed: bool, drawn: frozenset[str]) -> dict[str, Any]:
    return {
        name: people.get(str(value), value)
        for name, value in row.items()
        if name not in VOLATILE | drawn and not name.endswith("_sealed") and (keyed or name != "id")
    }


def differences(left: dict[str, Any], right: dict[str, Any], *, most: int = 5) -> list[str]:
    """The first rows in which two snapshots differ, for a message that says where to look."""
    found = []
    for table in left:
        if len(left[table]) != len(right[table]):
            found.append(f"{table}: {len(left[table])} rows and {len(right[table])}")
        found += [
            f"{table} {one.get('id')}: { ({k: (v, two[k]) for k, v in one.items() if v != two[k]}) }"
            for one, two in zip(left[table], right[table], strict=False)
            if one != two
        ][:most]
    return found
