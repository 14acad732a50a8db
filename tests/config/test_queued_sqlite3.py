"""Writers of the embedded database stand in a queue: nobody sleeps before a free place, nobody keeps it after the change."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from shouwen.config.database import settings_for


@pytest.fixture
def handler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> Iterator[ConnectionHandler]:
    """A database file of its own with one table, where `transaction.atomic` writes; each thread has its own connection."""
    found = ConnectionHandler({"default": settings_for("", tmp_path, pooled=False)})
    monkeypatch.setattr(transaction, "connections", found)
    with django_db_blocker.unblock():
        with found["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE tally (name TEXT PRIMARY KEY, count INTEGER NOT NULL)")
            cursor.execute("INSERT INTO tally VALUES ('clerks', 0)")
        yield found
        found["default"].close()


def place_is_free(folder: Path) -> bool:
    """Whether a newcomer would get the place at once."""
    with (folder / "shouwen.sqlite3-queue").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_a_change_holds_the_place_until_it_is_written(handler: ConnectionHandler, tmp_path: Path) -> None:
    with transaction.atomic():
        assert not place_is_free(tmp_path)
        with transaction.atomic():
            assert not place_is_free(tmp_path)
        assert not place_is_free(tmp_path)
    assert place_is_free(tmp_path)


def test_a_refused_change_gives_the_place_back(handler: ConnectionHandler, tmp_path: Path) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), handler["default"].cursor() as cursor:
        cursor.execute("INSERT INTO tally VALUES ('clerks', 0)")
    assert place_is_free(tmp_path)


def test_a_closed_connection_gives_the_place_back(handler: ConnectionHandler, tmp_path: Path) -> None:
    with transaction.atomic():
        handler["default"].close()
        assert place_is_free(tmp_path)


def test_eight_clerks_at_once_lose_no_change(handler: ConnectionHandler, tmp_path: Path) -> None:

    def work() -> None:
        for _ in range(25):
            with transaction.atomic(), handler["default"].cursor() as cursor:
                cursor.execute("SELECT count FROM tally")
                (count,) = cursor.fetchone()
                cursor.execute("UPDATE tally SET count = %s", [count + 1])
        handler["default"].close()

    clerks = [threading.Thread(target=work) for _ in range(8)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    with handler["default"].cursor() as cursor:
        cursor.execute("SELECT name, count FROM tally")
        assert cursor.fetchall() == [("clerks", 200)]
    assert place_is_free(tmp_path)
