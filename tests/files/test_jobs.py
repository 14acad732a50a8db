"""What no row names is removed from the files folder after a day; what a row names never."""

from __future__ import annotations

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_q.models import Schedule
from tests.factories import Town, civil, make_town
from tests.files.samples import picture, stored

from shouwen.files import shelf
from shouwen.files.actions import open_file
from shouwen.files.jobs import AT_A_TIME, remove_unnamed
from shouwen.files.models import StoredFile

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 9, 41)
HOUR = 3600


class RolledBackError(Exception):
    """Ends a change that had stored a file."""


def lying() -> set[str]:
    return {path.name for path in Path(settings.FILES_FOLDER).rglob("*") if path.is_file()}


def grow_old(path: Path, hours: float) -> None:
    then = time.time() - hours * HOUR
    os.utime(path, (then, then))


def kept(town: Town) -> StoredFile:
    """A file that a row names, a year old."""
    file = stored(name="身份证.png", data=picture(), by=town.actor(town.he), at=AT)
    grow_old(shelf.path_of(file.key), 24 * 365)
    return file


def rolled_back(town: Town, *, hours: float) -> Path:
    """The file that an upload left whose change was rolled back."""
    with pytest.raises(RolledBackError), transaction.atomic():
        path = shelf.path_of(stored(name="申请表.png", data=picture(), by=town.actor(town.he), at=AT).key)
        raise RolledBackError
    grow_old(path, hours)
    return path


def unfinished(key: str, *, hours: float) -> Path:
    path = shelf.path_of(key).with_name(f".{key}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half")
    grow_old(path, hours)
    return path


def test_what_no_row_names_goes_after_a_day_and_what_a_row_names_stays(caplog: pytest.LogCaptureFixture) -> None:
    town = make_town()
    file = kept(town)
    left, cut = rolled_back(town, hours=24.1), unfinished("ab" * 32, hours=25)
    assert lying() == {file.key, left.name, cut.name}

    assert remove_unnamed() == 2

    assert lying() == {file.key}
    assert open_file(file) == picture()
    assert [record.getMessage() for record in caplog.records if record.name == "shouwen.files.jobs"] == [
        "2 files that no row names removed from the files folder"
    ]
    assert remove_unnamed() == 0


def test_what_was_just_written_stays_for_its_row_may_still_come() -> None:
    town = make_town()
    file = kept(town)
    young, now = rolled_back(town, hours=23.9), rolled_back(town, hours=0)
    writing = unfinished("cd" * 32, hours=0)

    assert remove_unnamed() == 0

    assert lying() == {file.key, young.name, now.name, writing.name}


def test_the_unfinished_twin_of_a_named_file_goes_and_the_file_stays() -> None:
    file = kept(make_town())
    unfinished(file.key, hours=48)
    assert remove_unnamed() == 1
    assert lying() == {file.key}


def test_what_is_not_a_file_of_the_shelf_is_left_alone() -> None:
    file = kept(make_town())
    root = Path(settings.FILES_FOLDER)
    for path in (root / "说明.txt", root / "ab" / "说明.txt", root / "ab" / ("cd" * 32), root / "ab" / "ab"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"by hand")
        grow_old(path, 48)
    assert remove_unnamed() == 0
    assert lying() == {file.key, "说明.txt", "cd" * 32, "ab"}


def test_a_folder_of_another_database_is_not_emptied(caplog: pytest.LogCaptureFixture) -> None:
    town = make_town()
    left = [rolled_back(town, hours=48).name for _ in range(3)]

    assert remove_unnamed() == 0

    assert lying() == set(left)
    assert "no row names any of 3 files in the files folder, is it another database's? None removed" in caplog.text
    assert not any(name in caplog.text for name in left)


def test_without_a_folder_there_is_nothing_to_do() -> None:
    assert not Path(settings.FILES_FOLDER).exists()
    assert remove_unnamed() == 0


def test_many_files_are_asked_for_in_few_queries() -> None:
    file = kept(make_town())
    for number in range(AT_A_TIME):
        unfinished(f"{number:064x}", hours=48)
    with CaptureQueriesContext(connection) as caught:
        assert remove_unnamed() == AT_A_TIME
    assert (len(caught), lying()) == (2, {file.key})


def test_the_job_runs_once_a_day() -> None:
    call_command("ensure_schedules", stdout=StringIO())
    row = Schedule.objects.get(name="shouwen.files.jobs.remove_unnamed")
    assert (row.func, row.schedule_type, row.minutes, row.repeats) == (row.name, Schedule.MINUTES, 1440, -1)
