"""接收任务: numbered, sealed, on the same clock as matters of the public (限时办结制度 第二条)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.factories import civil, make_town
from tests.tasks.scene import HOTLINE, WORDS, clock_of, taken

from shouwen.civil_time import local
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.journal.queries import verify
from shouwen.people.enums import Role
from shouwen.refusals import Refused
from shouwen.tasks.actions import current_round, take_in
from shouwen.tasks.models import Superior, Task
from shouwen.tasks.words import words_of

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10, 0)


def test_t1_task_from_above_has_the_same_clock_owed_by_the_office() -> None:
    town = make_town()
    task = taken(town, at=AT)
    clock = clock_of(task)
    assert (task.number, task.state, task.superior.name) == ("任 26-0001", "received", HOTLINE)
    assert (clock.kind, clock.number, clock.matter) == (ClockKind.TASK, "任 26-0001", "新街路口路灯不亮")
    assert clock.responsible_id == town.office.pk
    assert local(clock.due_at).isoformat(timespec="minutes") == "2026-10-16T17:30"
    assert clock.is_dated
    assert current_round(task).their_due_on == date(2026, 10, 16)


def test_t1_limit_in_working_days_counts_the_make_up_saturday() -> None:
    town = make_town()
    task = taken(town, at=AT, workdays=5)
    # 10 October 2026 is a Saturday on which everybody works: 10, 12, 13, 14, 15.
    assert local(clock_of(task).due_at).date() == date(2026, 10, 15)
    assert current_round(task).their_due_on == date(2026, 10, 15)
    assert not clock_of(task).is_dated


def test_t1_promised_day_of_the_centre_is_the_clocks_and_never_after_theirs() -> None:
    town = make_town()
    task = taken(town, at=AT, promised_on=date(2026, 10, 14))
    assert local(clock_of(task).due_at).date() == date(2026, 10, 14)
    assert current_round(task).their_due_on == date(2026, 10, 16)
    with pytest.raises(Refused) as refused:
        taken(town, at=AT, their_number="SN2", promised_on=date(2026, 10, 17))
    assert refused.value.refusal.code == "promise_past_theirs"
    assert Task.objects.count() == 1


def test_t1_number_sent_before_gives_the_known_task() -> None:
    town = make_town()
    task = taken(town, at=AT)
    by = town.actor(town.office, at=AT)
    again, is_new = take_in(
        superior="12345 热线",
        their_number="sn 20261009001",
        title="路灯",
        words="同一件",
        received_at=AT,
        due_on=date(2026, 10, 20),
        by=by,
        at=AT,
    )
    assert (again.pk, is_new) == (task.pk, False)
    assert words_of(again) == WORDS
    assert (Task.objects.count(), Clock.objects.count(), Superior.objects.count()) == (1, 1, 1)


def test_t1_same_number_of_another_superior_is_another_task() -> None:
    town = make_town()
    taken(town, at=AT)
    other = taken(town, at=AT, superior="区民政局")
    assert other.number == "任 26-0002"
    assert [row.name for row in Superior.objects.order_by("pk")] == [HOTLINE, "区民政局"]


def test_t1_words_are_sealed_and_numbers_of_people_stay_out_of_the_title() -> None:
    town = make_town()
    task = taken(
        town, at=AT, title="陈某 13800000000 反映路灯", words=WORDS, person_name="陈甲木", person_phone="13800000000"
    )
    assert task.title == "陈某 138****0000 反映路灯"
    assert WORDS.encode() not in bytes(task.words_sealed)
    assert words_of(task) == WORDS
    assert task.person is not None
    assert clock_of(task).person_masked == "陈*木"
    assert not verify(town.centre.pk).breaks


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"due_on": None}, "limit_missing"),
        ({"workdays": 3, "due_on": date(2026, 10, 16)}, "limit_missing"),
        ({"workdays": 0}, "limit_wrong"),
        ({"due_on": date(2026, 10, 8)}, "due_before_received"),
        ({"due_on": date(2030, 10, 8)}, "due_too_far"),
        ({"title": "  "}, "title_missing"),
        ({"title": "长" * 81}, "title_too_long"),
        ({"words": ""}, "words_missing"),
        ({"superior": " "}, "superior_missing"),
        ({"received_at": civil(2026, 10, 9, 11, 0)}, "received_later"),
        ({"person_phone": "13800000000"}, "name_missing"),
    ],
)
def test_t1_what_is_missing_is_said_and_nothing_is_written(given: dict[str, Any], code: str) -> None:
    town = make_town()
    with pytest.raises(Refused) as refused:
        taken(town, at=AT, **given)
    assert refused.value.refusal.code == code
    assert (Task.objects.count(), Clock.objects.count()) == (0, 0)


def test_t1_who_only_serves_a_business_window_takes_none_in() -> None:
    town = make_town()
    with pytest.raises(Refused) as refused:
        taken(town, at=AT, by=town.actor(town.deng, at=AT))
    assert refused.value.refusal.code == "not_for_tasks"
    assert taken(town, at=AT, by=town.actor(town.he, at=AT)).office_id == town.office.pk
    assert Role.GENERAL_WINDOW_STAFF in town.actor(town.he, at=AT).roles


def test_a_title_names_nobody() -> None:
    town = make_town()
    task = taken(
        town,
        at=civil(2026, 10, 9, 10),
        title="陈甲木反映路灯不亮，电话13800000000",
        person_name="陈甲木",
        person_phone="13800000000",
    )
    assert task.title == f"{task.person.name_masked}反映路灯不亮，电话138****0000"
    assert "陈甲木" not in task.title
    assert clock_of(task).matter == task.title
