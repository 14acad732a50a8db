"""一次变动: an action and the actions it calls are one transaction, journalled together at the end."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import civil

from shouwen.journal import queries
from shouwen.journal.actions import record
from shouwen.journal.change import one_change
from shouwen.journal.models import Entry
from shouwen.people.actor import Actor
from shouwen.refusals import Refused, refuse

AT = civil(2026, 10, 9, 10, 47)
CLERK = Actor(centre_id=7, staff_id=3, name="何谷雨")


@one_change
def small(name: str) -> str:
    record(by=CLERK, at=AT, action=name, subject_kind="inquiry", subject_id=1)
    if name == "refused":
        raise refuse("no", "不行")
    return name


@one_change
def whole(*names: str) -> list[str]:
    record(by=CLERK, at=AT, action="before", subject_kind="inquiry", subject_id=1)
    done = [small(name) for name in names]
    record(by=CLERK, at=AT, action="after", subject_kind="inquiry", subject_id=1)
    return done


def actions() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


@pytest.mark.django_db(transaction=True)
def test_joined_actions_are_journalled_in_the_order_in_which_they_happened() -> None:
    assert whole("a", "b") == ["a", "b"]
    assert actions() == ["before", "a", "b", "after"]
    assert queries.verify(7).breaks == []


@pytest.mark.django_db(transaction=True)
def test_one_refusal_inside_undoes_the_whole_change() -> None:
    with pytest.raises(Refused):
        whole("a", "refused")
    assert actions() == []
    whole("c")
    assert actions() == ["before", "c", "after"]


@pytest.mark.django_db(transaction=True)
def test_the_chain_is_held_once_and_last() -> None:
    whole("warm")
    with CaptureQueriesContext(connection) as captured:
        whole("a", "b", "c")
    statements = [query["sql"].split()[0] for query in captured.captured_queries]
    assert statements == ["BEGIN", "SELECT", "INSERT", "UPDATE", "COMMIT"]


@pytest.mark.django_db(transaction=True)
def test_two_centres_in_one_change_each_get_their_own_chain() -> None:
    @one_change
    def both() -> None:
        for centre_id in (7, 8):
            by = Actor(centre_id=centre_id, staff_id=None, name="系统")
            record(by=by, at=AT, action="x", subject_kind="inquiry", subject_id=1)

    both()
    assert [queries.verify(centre_id).entries for centre_id in (7, 8)] == [1, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["a\x00b", "等\x01回函", "\x1b[31m", "退格\x7f"])
def test_no_action_takes_characters_that_nobody_sees(text: str) -> None:
    @one_change
    def act(*, words: object) -> None: ...

    for given in (text, [text], {"key": text}, ("好", text)):
        with pytest.raises(Refused) as refused:
            act(words=given)
        assert (refused.value.code, refused.value.message) == ("unseen_characters", "里面有看不见的字符")
    act(words="两行\n\t也可以")
