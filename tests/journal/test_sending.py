"""一次提交: a change and its mark are there together or not at all, and the mark is there once."""

from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError, connection, transaction
from tests.at_once import at_once
from tests.factories import civil

from shouwen.journal.actions import record
from shouwen.journal.change import one_change
from shouwen.journal.models import Entry, SentMark
from shouwen.journal.sending import sent_once, was_sent
from shouwen.people.actor import Actor
from shouwen.refusals import Refused, refuse

pytestmark = pytest.mark.django_db(transaction=True)

AT = civil(2026, 10, 9, 10, 47)
CLERK = Actor(centre_id=7, staff_id=3, name="何谷雨")
MARK = "0f" * 16


@one_change
def change(name: str = "done") -> str:
    record(by=CLERK, at=AT, action=name, subject_kind="inquiry", subject_id=1)
    if name == "refused":
        raise refuse("no", "不行")
    if name == "crashed":
        raise RuntimeError
    return name


@one_change
def whole() -> list[str]:
    return [change("a"), change("b")]


def actions() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


def test_sent_twice_is_done_once() -> None:
    with sent_once(centre_id=7, mark=MARK, at=AT) as first:
        change()
    with sent_once(centre_id=7, mark=MARK, at=AT) as second, pytest.raises(Refused) as refused:
        change()
    assert (refused.value.code, refused.value.message) == ("already_sent", "这件刚才已经送到了，没有再办一次")
    assert (first.is_done, first.came_again) == (True, False)
    assert (second.is_done, second.came_again) == (False, True)
    assert actions() == ["done"]
    assert was_sent(7, MARK) is True
    assert was_sent(8, MARK) is False


def test_the_same_mark_of_another_centre_is_another_thing() -> None:
    for centre_id in (7, 8):
        with sent_once(centre_id=centre_id, mark=MARK, at=AT):
            change()
    assert actions() == ["done", "done"]


@pytest.mark.parametrize("fails", ["refused", "crashed"])
def test_what_failed_leaves_no_mark_and_may_be_sent_again(fails: str) -> None:
    with sent_once(centre_id=7, mark=MARK, at=AT), pytest.raises((Refused, RuntimeError)):
        change(fails)
    assert not was_sent(7, MARK)
    with sent_once(centre_id=7, mark=MARK, at=AT):
        change()
    assert actions() == ["done"]


def test_joined_actions_carry_one_mark() -> None:
    with sent_once(centre_id=7, mark=MARK, at=AT):
        assert whole() == ["a", "b"]
        change("afterwards")
    assert actions() == ["a", "b", "afterwards"]
    assert SentMark.objects.count() == 1


def test_without_a_sending_nothing_is_marked() -> None:
    change()
    assert not SentMark.objects.exists()


def test_of_two_that_arrive_at_once_one_is_done() -> None:
    both = threading.Barrier(2)

    def send() -> str:
        with sent_once(centre_id=7, mark=MARK, at=AT):
            both.wait(timeout=10)
            return change()

    assert at_once(send, send) == ["already_sent", "done"]
    assert actions() == ["done"]


def test_a_mark_never_changes_and_never_goes() -> None:
    with sent_once(centre_id=7, mark=MARK, at=AT):
        change()
    for undo in (lambda: SentMark.objects.update(mark="other"), lambda: SentMark.objects.all().delete()):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            undo()
    assert connection.in_atomic_block is False
    assert was_sent(7, MARK)
