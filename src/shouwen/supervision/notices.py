"""A notice on the desk of whom an order is for, or who issued it."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.messages import actions as messages
from shouwen.messages.enums import MessageChannel
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.supervision.models import SupervisionOrder


def notify(
    order: SupervisionOrder, words: str, *, due: Clock | None = None, staff_id: int, by: Actor, at: datetime
) -> None:
    """Inside the caller's change: what happened, and by when it is to be answered. Nobody is told of what they did themselves."""
    if staff_id == by.staff_id:
        return
    until = local(due.due_at) if due is not None else None
    about = f"{order.about_number} " if order.about_number else ""
    messages.write(
        purpose=f"supervision/{order.pk}/{staff_id}/{at:%Y%m%d%H%M%S}",
        channel=MessageChannel.DESK,
        words=f"{words}：{about}{mask_words(order.matter)}"
        + (f"，{until.month}月{until.day}日前答复" if until is not None else ""),
        subject_kind=ClockKind.SUPERVISION,
        subject_id=order.pk,
        number=order.number,
        staff_id=staff_id,
        by=by,
        at=at,
    )
