"""A file between its dry run and its import: sealed on the disk, only for who uploaded it, gone after two hours."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from tests.factories import civil

from shouwen.office_files import jobs, waiting
from shouwen.people.actor import Actor
from shouwen.refusals import Refused

AT = civil(2026, 10, 9, 10)
HE, DENG = (Actor(centre_id=1, staff_id=staff_id, name="何谷雨") for staff_id in (7, 8))


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "waiting"


def test_what_was_kept_comes_back_and_lies_sealed(folder: Path) -> None:
    token = waiting.keep("号码,13800000000".encode(), name="十月 话单.csv", purpose="calls", by=HE, at=AT)
    assert waiting.kept(token, purpose="calls", by=HE, at=AT) == ("十月 话单.csv", "号码,13800000000".encode())
    (path,) = folder.iterdir()
    assert b"13800000000" not in path.read_bytes()
    waiting.let_go(token, purpose="calls", by=HE)
    assert list(folder.iterdir()) == []


def test_nobody_else_gets_it_nor_by_another_token() -> None:
    token = waiting.keep(b"x", name="x", purpose="calls", by=HE, at=AT)
    for wrong in ((token, "calls", DENG), (token, "items", HE), ("../" + token, "calls", HE), ("0" * 32, "calls", HE)):
        with pytest.raises(Refused, match="已经过期"):
            waiting.kept(wrong[0], purpose=wrong[1], by=wrong[2], at=AT)


def test_the_next_upload_takes_the_place_and_old_ones_go(folder: Path) -> None:
    first = waiting.keep(b"1", name="1", purpose="calls", by=HE, at=AT)
    second = waiting.keep(b"2", name="2", purpose="calls", by=HE, at=AT)
    other = waiting.keep(b"3", name="3", purpose="calls", by=DENG, at=AT + timedelta(hours=1))
    assert waiting.kept(second, purpose="calls", by=HE, at=AT)[1] == b"2"
    with pytest.raises(Refused):
        waiting.kept(first, purpose="calls", by=HE, at=AT)
    waiting.keep(b"4", name="4", purpose="items", by=DENG, at=AT + timedelta(hours=2, seconds=1))
    with pytest.raises(Refused):
        waiting.kept(second, purpose="calls", by=HE, at=AT)
    assert waiting.kept(other, purpose="calls", by=DENG, at=AT)[1] == b"3"
    assert len(list(folder.iterdir())) == 2


def test_after_two_hours_nobody_gets_it_and_the_job_takes_it_away(folder: Path) -> None:
    token = waiting.keep(b"1", name="1", purpose="calls", by=HE, at=AT)
    last, after = AT + timedelta(hours=2), AT + timedelta(hours=2, seconds=1)
    assert waiting.kept(token, purpose="calls", by=HE, at=last)[1] == b"1"
    with pytest.raises(Refused, match="已经过期"):
        waiting.kept(token, purpose="calls", by=HE, at=after)
    left = []
    for at in (last, after, after):
        with time_machine.travel(at, tick=False):
            left.append((jobs.remove_expired(), len(list(folder.iterdir()))))
    assert left == [(0, 1), (1, 0), (0, 0)]
    assert ("shouwen.office_files.jobs.remove_expired", 30) in jobs.SCHEDULES
