"""Writers of the embedded database stand in a queue: nobody sleeps before a free place, nobody keeps it after the change."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError, transaction
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


HOLDER = """
import fcntl, sys
file = open(sys.argv[1], "a")
fcntl.flock(file, fcntl.LOCK_EX)
print("mine", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def another_process(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that is in the place and stays there until it is told to go, or dies."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "shouwen.sqlite3-queue")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "mine\n"
        yield holder
        holder.kill()


def leave(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def waits_at_most(handler: ConnectionHandler, seconds: float) -> None:
    handler["default"].settings_dict["OPTIONS"]["timeout"] = seconds


def count_one_more(handler: ConnectionHandler) -> None:
    with transaction.atomic(), handler["default"].cursor() as cursor:
        cursor.execute("UPDATE tally SET count = count + 1")


def counted(handler: ConnectionHandler) -> int:
    with handler["default"].cursor() as cursor:
        cursor.execute("SELECT count FROM tally")
        return int(cursor.fetchone()[0])


def test_who_waits_too_long_is_told_that_the_database_is_locked(
    handler: ConnectionHandler, another_process: subprocess.Popen[str]
) -> None:
    waits_at_most(handler, 0.4)
    began = time.monotonic()
    with pytest.raises(OperationalError, match=r"database is locked: waited 0\.4 s in the queue of the writers"):
        count_one_more(handler)
    assert 0.4 <= time.monotonic() - began < 2
    assert counted(handler) == 0


def test_after_a_wait_in_vain_the_same_connection_writes_again_and_leaves_no_one_behind(
    handler: ConnectionHandler, another_process: subprocess.Popen[str], tmp_path: Path
) -> None:
    waits_at_most(handler, 0.2)
    for _ in range(3):
        with pytest.raises(OperationalError):
            count_one_more(handler)
    leave(another_process)
    waits_at_most(handler, 10)
    count_one_more(handler)
    assert counted(handler) == 1
    # The three who gave up close their files when their turn comes, and hold nothing.
    deadline = time.monotonic() + 5
    while threads_in_the_queue() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threads_in_the_queue() == 0
    assert place_is_free(tmp_path)


def threads_in_the_queue() -> int:
    return sum(thread.name == "queue of the writers" for thread in threading.enumerate())


def test_who_waits_gets_the_place_as_soon_as_it_is_left(
    handler: ConnectionHandler, another_process: subprocess.Popen[str]
) -> None:
    waits_at_most(handler, 10)
    threading.Timer(0.3, leave, [another_process]).start()
    began = time.monotonic()
    count_one_more(handler)
    assert 0.2 < time.monotonic() - began < 3
    assert counted(handler) == 1


def test_a_process_that_dies_in_the_place_keeps_nobody_waiting(
    handler: ConnectionHandler, another_process: subprocess.Popen[str]
) -> None:
    waits_at_most(handler, 10)
    threading.Timer(0.3, another_process.kill).start()
    count_one_more(handler)
    assert counted(handler) == 1


WRITER = """
import sys
from pathlib import Path
from django.conf import settings
from shouwen.config.database import settings_for
settings.configure(DATABASES={"default": settings_for("", Path(sys.argv[1]), pooled=False)})
from django.db import connection, transaction
for _ in range(100):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count FROM tally")
        (count,) = cursor.fetchone()
        cursor.execute("UPDATE tally SET count = %s", [count + 1])
"""


def test_four_processes_at_once_lose_no_change(handler: ConnectionHandler, tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)]) for _ in range(4)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0, 0]
    assert counted(handler) == 400
    assert place_is_free(tmp_path)
