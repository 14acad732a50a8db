"""Words of a task may name people: sealed under the task's own number, opened where somebody may see the task."""

from __future__ import annotations

from shouwen.sealing import key_ring
from shouwen.tasks.models import Task, TaskRound


def seal_words(text: str, *, centre_id: int, number: str) -> bytes:
    """What the superior wrote, sealed."""
    return key_ring().seal(text.strip(), place=_place(centre_id, number, "words"))


def words_of(task: Task) -> str:
    """What the superior wants done, in clear."""
    return key_ring().open(task.words_sealed, place=_place(task.centre_id, task.number, "words"))


def seal_of_round(text: str, *, task: Task, sequence: int, field: str) -> bytes:
    """Words of one round, sealed: `returned`, `result` or `receipt`."""
    return key_ring().seal(text.strip(), place=_place(task.centre_id, task.number, f"{sequence}.{field}"))


def returned_of(round_: TaskRound, task: Task) -> str:
    """Why the superior sent it back."""
    return _opened(round_.returned_sealed, round_, task, "returned")


def result_of(round_: TaskRound, task: Task) -> str:
    """What was done, as it was submitted."""
    return _opened(round_.result_sealed, round_, task, "result")


def receipt_of(round_: TaskRound, task: Task) -> str:
    """What the superior answered."""
    return _opened(round_.receipt_sealed, round_, task, "receipt")


def _opened(sealed: bytes | memoryview, round_: TaskRound, task: Task, field: str) -> str:
    return key_ring().open(sealed, place=_place(task.centre_id, task.number, f"{round_.sequence}.{field}"))


def _place(centre_id: int, number: str, field: str) -> str:
    return f"tasks_task.{field}.{centre_id}.{number}"
