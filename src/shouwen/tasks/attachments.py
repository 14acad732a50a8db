"""附件 of a task: what the superior sent, what shows the result, the superior's receipt. Sealed, opened by who may see the task."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from shouwen.files import actions as files
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, refuse, refuse_if
from shouwen.tasks import policies
from shouwen.tasks.actions import hold, record
from shouwen.tasks.enums import FileRole
from shouwen.tasks.models import Task, TaskFile

MOST_FILES = 20
"""Files of one task; what is longer is one PDF."""


def attach(*, task: Task, role: FileRole, name: str, data: bytes, by: Actor, at: datetime) -> TaskFile:
    """附上文件: PDF, JPEG, PNG, at most 10 MB, checked by its content and kept to the byte. The same bytes sent twice are there
    once. Raises Refused, and then no row is kept."""
    refuse_if(may_attach(task, by=by, at=at))
    digest = files.fingerprint(data)
    taken = None
    if not _live(task).filter(file__sha256=digest).exists():
        taken = files.take_in(name=name, data=data, by=by)
    return _attach(task, role, digest, taken, by=by, at=at)


@one_change
def _attach(
    task: Task, role: FileRole, digest: str, taken: files.TakenIn | None, *, by: Actor, at: datetime
) -> TaskFile:
    hold(task)
    refuse_if(may_attach(task, by=by, at=at))
    there = list(_live(task).select_related("file"))
    if same := next((row for row in there if row.file.sha256 == digest), None):
        return same
    if taken is None:
        raise refuse("file_gone_already", "这个文件刚刚被撤下了", way_out="再传一次")
    if len(there) >= MOST_FILES:
        raise refuse("too_many_files", f"一件任务最多附 {MOST_FILES} 个文件", way_out="多页的扫成一个 PDF")
    row = TaskFile.objects.create(
        centre_id=task.centre_id,
        task=task,
        file=files.store(taken, by=by, at=at),
        role=role,
        added_at=at,
        added_by_id=by.staff_id,
    )
    record(task, "task.file_attached", by=by, at=at, data={"role": role.value, "sha256": digest})
    return row


@one_change
def remove(*, row: TaskFile, reason: str, by: Actor, at: datetime) -> TaskFile:
    """撤下附错的文件: it is shown no more; who took it off, when and why stays. Raises Refused."""
    task = row.task
    hold(task)
    refuse_if(may_attach(task, by=by, at=at) or policies.said(reason, "为什么撤下", policies.MOST_REASON))
    changes = {"removed_at": at, "removed_by_id": by.member_id, "removed_reason": reason.strip()}
    if not TaskFile.objects.filter(pk=row.pk, removed_at=None).update(**changes):
        raise refuse("file_gone_already", "这个文件刚刚已经撤下了")
    data: dict[str, object] = {"sha256": row.file.sha256, "reason": Words(reason.strip())}
    record(task, "task.file_removed", by=by, at=at, data=data)
    return row


@one_change
def open_attached(*, row: TaskFile, by: Actor, at: datetime) -> bytes:
    """打开附件: the bytes as they came; who opened them when is journalled. Raises Refused."""
    if row.removed_at is not None:
        raise refuse("file_gone_already", "这个文件已经撤下了")
    refuse_if(policies.may_see(row.task, by=by, at=at))
    data = files.open_file(row.file)
    record(row.task, "task.file_opened", by=by, at=at, data={"sha256": row.file.sha256})
    return data


def may_attach(task: Task, *, by: Actor, at: datetime) -> Refusal | None:
    """Who took it in, works on it, or notes the superior's answer; nothing more once it is withdrawn."""
    if task.withdrawn_at is not None:
        return Refusal("task_moved_on", f"{task.number} 已经撤回，不能再附文件")
    if refusal := policies.may_see(task, by=by, at=at):
        return refusal
    if policies.may_take_in(by) is None or by.staff_id == task.taken_by_id or policies.is_at_hand(task, by=by, at=at):
        return None
    return Refusal("not_your_task", "这件任务不在你手上，不能附文件", way_out="请承办人或管理办公室附")


def _live(task: Task) -> QuerySet[TaskFile]:
    return TaskFile.objects.filter(task=task, removed_at=None)
