"""Tasks as tests need them: taken in, assigned, submitted, by the actions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.factories import Town

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries.enums import ToldBy
from shouwen.people.models import Staff
from shouwen.tasks.actions import assign, current_round, take_in
from shouwen.tasks.models import Task
from shouwen.tasks.reporting import submit

HOTLINE = "12345热线"
WORDS = "市民反映新街路口路灯不亮，晚上走路看不见，请核实处理并回复本人。"


def taken(town: Town, *, at: datetime, **given: Any) -> Task:
    """A task taken in by the office, to be done on 16 October 2026."""
    limits = {"due_on": date(2026, 10, 16)} if not {"due_on", "workdays"} & given.keys() else {}
    task, is_new = take_in(
        **{
            "superior": HOTLINE,
            "their_number": "SN20261009001",
            "title": "新街路口路灯不亮",
            "words": WORDS,
            "received_at": at,
            "by": town.actor(town.office, at=at),
            "at": at,
            **limits,
            **given,
        }
    )
    assert is_new
    return task


def assigned(town: Town, *, at: datetime, to: Staff | None = None, **given: Any) -> Task:
    """The same, given to 邓白露 on 4号 in the same minute."""
    task = taken(town, at=at, **given)
    return assign(task=task, to_staff_id=(to or town.deng).pk, by=town.actor(town.office, at=at), at=at)


def submitted(town: Town, *, at: datetime, done: datetime, **given: Any) -> Task:
    """The same, submitted by 邓白露 at `done`."""
    task = assigned(town, at=at, **given)
    means = ToldBy.PHONE if task.person_id else None
    return submit(task=task, result="灯已经修好", told_means=means, by=town.actor(town.deng, at=done), at=done)


def clock_of(task: Task) -> Clock:
    """The clock of the round that is worked on, or was last."""
    return Clock.objects.get(kind=ClockKind.TASK, subject_id=current_round(task).pk)
