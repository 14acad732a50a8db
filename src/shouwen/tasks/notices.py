"""A notice on the desk of whom a task was given to, or came back to."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.messages import actions as messages
from shouwen.messages.enums import MessageChannel
from shouwen.people.actor import Actor
from shouwen.tasks.models import Task


def notify(task: Task, clock: Clock, words: str, *, staff_id: int, by: Actor, at: datetime) -> None:
    """Inside the caller's change: what happened, and by when it is due. Nobody is told of what they did themselves."""
    if staff_id == by.staff_id:
        return
    due = local(clock.due_at)
    messages.write(
        purpose=f"task/{clock.subject_id}/{staff_id}/{at:%Y%m%d%H%M%S}",
        channel=MessageChannel.DESK,
        words=f"{words}：{task.title}（{task.superior.name}），{due.month}月{due.day}日前报送",
        subject_kind=ClockKind.TASK,
        subject_id=clock.subject_id,
        number=task.number,
        staff_id=staff_id,
        by=by,
        at=at,
    )
