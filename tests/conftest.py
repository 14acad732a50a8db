"""The ground every test stands on: a database file of its own, and tables that refuse DELETE emptied between tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import override_settings
from tests import migrated


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A file, as in real use: in memory SQLite locks tables in another way, so that two clerks at once couldn't be tested."""
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        default["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """What lies where the database is to be made is taken as it is: the copy of a migrated one."""
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings: None, request: pytest.FixtureRequest) -> None:
    """On SQLite from the copy of a migrated database; the first run of a state of the migrations makes it for the others."""
    default = settings.DATABASES["default"]
    if not default["ENGINE"].endswith("sqlite3"):
        request.getfixturevalue("django_db_setup")
        return
    with migrated.one_at_a_time():
        is_there = migrated.template().exists()
        if is_there:
            shutil.copyfile(migrated.template(), default["TEST"]["NAME"])
        request.getfixturevalue("django_db_setup")
        if not is_there:
            connection.close()
            migrated.keep(Path(default["TEST"]["NAME"]))


@pytest.fixture(autouse=True, scope="session")
def static_files_by_their_own_names() -> Iterator[None]:
    """Pages are tested without collecting static files first, so their addresses carry no hash."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(autouse=True)
def stored_files_of_their_own(tmp_path: Path) -> Iterator[None]:
    """What a test takes in lies in a folder of its own."""
    with override_settings(FILES_FOLDER=tmp_path / "files"):
        yield


@pytest.fixture(autouse=True, scope="session")
def frozen_tables_are_emptied() -> Iterator[None]:
    """Journal and papers refuse DELETE by trigger. After a test with real commits SQLite empties tables by DELETE, so the
    triggers step aside for that moment (PostgreSQL truncates, which no row trigger sees)."""
    operations_of_sqlite = DatabaseWrapper.ops_class
    empty = operations_of_sqlite.execute_sql_flush

    def without_triggers(operations: Any, sql_list: list[str]) -> None:
        with operations.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            try:
                empty(operations, sql_list)
            finally:
                for _, sql in triggers:
                    cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations_of_sqlite, "execute_sql_flush", without_triggers)
        yield
