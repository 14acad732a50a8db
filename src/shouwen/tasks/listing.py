"""One task as the system that sent it reads it: how far it is, by when, what it is called here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.tasks.models import Task, TaskRound


@dataclass(frozen=True, slots=True)
class ListedTask:
    """The task, and the limit of the round that is worked on or was last."""

    task: Task
    due_at: datetime | None
    submitted_at: datetime | None
    rounds: int


def task_listed(centre_id: int, serial: str) -> ListedTask | None:
    """The task 任 26-0003 by its serial 26-0003."""
    rows = Task.objects.filter(centre_id=centre_id, number=f"任 {serial}")
    task = rows.select_related("superior", "assignee", "window").first()
    if task is None:
        return None
    latest = TaskRound.objects.filter(task=task).order_by("-sequence")[0]
    clock = Clock.objects.filter(centre_id=centre_id, kind=ClockKind.TASK, subject_id=latest.pk).first()
    return ListedTask(task, clock.due_at if clock else None, latest.submitted_at, latest.sequence)
