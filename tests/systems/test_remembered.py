"""幂等: once under a key, the same answer again, another question refused; also of two that come at once."""

from __future__ import annotations

import pytest
from tests.api.scene import NOW, Platform, platform_of_a_town
from tests.at_once import at_once

from shouwen.people.actor import Actor
from shouwen.people.centre_settings import add_department
from shouwen.people.models import Department
from shouwen.refusals import Refused, refuse
from shouwen.systems.models import RememberedAnswer, System
from shouwen.systems.remembered import Answer, answer_once


def ask(system: System, by: Actor, question: bytes = b"one", *, key: str = "key-1", name: str = "派出所") -> Answer:
    def do() -> Answer:
        add_department(name=name, by=by, at=NOW)
        return Answer(201, f"made {Department.objects.count()}".encode())

    return answer_once(system=system, key=key, question=question, do=do, at=NOW)


@pytest.mark.django_db
def test_the_same_key_gets_the_same_answer_and_nothing_is_done_twice(platform: Platform) -> None:
    by = platform.town.actor(platform.admin)
    assert ask(platform.system, by) == Answer(201, b"made 1")
    assert ask(platform.system, by, name="供电所") == Answer(201, b"made 1", is_repeated=True)
    assert [one.name for one in Department.objects.all()] == ["派出所"]


@pytest.mark.django_db
def test_another_question_under_a_known_key_is_refused(platform: Platform) -> None:
    by = platform.town.actor(platform.admin)
    ask(platform.system, by)
    with pytest.raises(Refused) as refused:
        ask(platform.system, by, b"two", name="供电所")
    assert refused.value.code == "key_used_for_another"
    assert Department.objects.count() == 1


@pytest.mark.django_db
def test_a_refusal_changes_nothing_and_isnt_remembered(platform: Platform) -> None:
    def no() -> Answer:
        raise refuse("not_now", "现在不行")

    with pytest.raises(Refused):
        answer_once(system=platform.system, key="key-1", question=b"one", do=no, at=NOW)
    assert not RememberedAnswer.objects.exists()
    assert ask(platform.system, platform.town.actor(platform.admin)).status == 201


@pytest.mark.django_db
def test_keys_of_two_systems_have_nothing_to_do_with_each_other(platform: Platform) -> None:
    other = platform_of_a_town_named("other")
    ask(platform.system, platform.town.actor(platform.admin))
    assert not ask(other.system, other.town.actor(other.admin), b"two").is_repeated


def platform_of_a_town_named(code: str) -> Platform:
    from tests.api.scene import connect
    from tests.factories import make_town

    return connect(make_town(code, town="别处镇"))


@pytest.mark.django_db
def test_an_answer_is_sealed(platform: Platform) -> None:
    ask(platform.system, platform.town.actor(platform.admin))
    row = RememberedAnswer.objects.get()
    assert b"made" not in bytes(row.body_sealed)
    assert row.fingerprint != ""


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_done_and_both_get_its_answer() -> None:
    platform = platform_of_a_town()
    by, found = platform.town.actor(platform.admin), []

    def step() -> None:
        found.append(ask(platform.system, by))

    assert at_once(step, step, step, step) == ["done"] * 4
    assert sorted(one.body for one in found) == [b"made 1"] * 4
    assert sorted(one.is_repeated for one in found) == [False, True, True, True]
    assert Department.objects.count() == 1
    assert RememberedAnswer.objects.count() == 1
