"""A message that was given up, or waits too long, becomes a call: what a person must know is never dropped in silence."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from shouwen.civil_time import local, local_date
from shouwen.clocks.calendars import calendar_of, hours_of
from shouwen.clocks.models import Clock
from shouwen.journal.change import one_change
from shouwen.messages.actions import say_not_sent
from shouwen.messages.enums import MessageState
from shouwen.messages.models import Message
from shouwen.people import roster
from shouwen.people.actor import Actor
from shouwen.telling.calls import note_sent_after_all
from shouwen.telling.calls_owed import owe
from shouwen.telling.enums import CallState
from shouwen.telling.models import CallToMake, Telling
from shouwen.telling.reminders import NOT_OWED
from shouwen.telling.shipped import BY_CODE
from shouwen.telling.transitions import before

MOST = 200
"""Calls of one run; the rest goes a minute later."""
LONGEST_WAIT = 240
"""Minutes of opening time after which a message that still waits becomes a call: behind a dead gateway each would need its own six
tries to be given up. It is tried on; sent after all, its call ends."""

BEFORE_DUE = frozenset({"extended"})
"""Templates whose words hold only if they reach the person before the matter is due (限时办结制度 第三条)."""


def owe_calls(*, centre_id: int, at: datetime) -> int:
    """For every message to a person that was given up, or waits too long, a call, but for mere reminders; one that went out after all
    ends its call. Returns how many."""
    done = 0
    for message_id in [*_given_up(centre_id), *_waiting_too_long(centre_id, at)]:
        # One that nobody answers for yet stands in nobody's way.
        done += _owe_for(message_id, centre_id=centre_id, at=at)
        if done == MOST:
            break
    sent = Q(message__state__in=[MessageState.SENT, MessageState.DELIVERED])
    open_calls = Q(centre_id=centre_id, state__in=before(CallState.SENT))
    for call in CallToMake.objects.filter(sent, open_calls).select_related("person")[:MOST]:
        note_sent_after_all(call=call, by=Actor.system(centre_id), at=at)
        done += 1
    return done


def _given_up(centre_id: int) -> list[int]:
    return list(_owing(centre_id, MessageState.FAILED).values_list("pk", flat=True))


def _waiting_too_long(centre_id: int, at: datetime) -> list[int]:
    rows = _owing(centre_id, MessageState.WAITING).filter(written_at__lte=at - timedelta(minutes=LONGEST_WAIT))
    rows = rows.exclude(tries=0, not_before__gt=at)  # Written to go out later.
    hours, calendar = hours_of(centre_id), calendar_of(centre_id)
    return [
        message_id
        for message_id, written_at in rows.values_list("pk", "written_at")
        if hours.open_minutes_between(local(written_at), local(at), calendar) >= LONGEST_WAIT
    ]


def _owing(centre_id: int, state: MessageState) -> QuerySet[Message]:
    """Messages of which somebody must hear by a call that nobody owes yet, the oldest first."""
    rows = Message.objects.filter(centre_id=centre_id, state=state, person__isnull=False, call=None)
    return rows.exclude(telling__template__in=NOT_OWED).order_by("pk")


@one_change
def _owe_for(message_id: int, *, centre_id: int, at: datetime) -> bool:
    """One message, held meanwhile; False if somebody saw to it in this moment."""
    rows = Message.objects.select_for_update(of=("self",)).select_related("person")
    message = rows.filter(pk=message_id, state__in=[MessageState.FAILED, MessageState.WAITING], call=None).first()
    if message is None or message.person is None:
        return False
    telling = Telling.objects.filter(message=message).first()
    responsible_id = (_owes_it_now(message) or telling.responsible_id) if telling else message.written_by_id
    responsible_id = responsible_id or _answers_for(message) or roster.who_is_on_duty(centre_id, on=local_date(at))
    if responsible_id is None:
        return False
    title = BY_CODE[telling.template].call_title if telling else "告知短信里说的事"
    owe(
        person=message.person,
        title=title,
        why=_why(message),
        subject_kind=message.subject_kind,
        subject_id=message.subject_id,
        subject_number=message.number,
        responsible_id=responsible_id,
        before=_due_of(message) if telling is not None and telling.template in BEFORE_DUE else None,
        by=Actor.system(centre_id),
        at=at,
        message=message,
        telling=telling,
    )
    if (
        message.state == MessageState.FAILED and message.written_by_id is None
    ):  # Who wrote one heard of it when it was given up.
        say_not_sent(message=message, fault=message.fault, staff_id=responsible_id, at=at)
    return True


def _why(message: Message) -> str:
    channel = message.get_channel_display()
    if message.state == MessageState.FAILED:
        return f"{channel}没有发出去：{message.fault}"
    return f"{channel}等了 {LONGEST_WAIT // 60} 个工作小时还没有发出去" + (
        f"：{message.fault}" if message.fault else ""
    )


def _owes_it_now(message: Message) -> int | None:
    """Who has an open matter in hand now: it may have passed on since the person was told."""
    rows = Clock.objects.filter(centre_id=message.centre_id, kind=message.subject_kind, subject_id=message.subject_id)
    return rows.filter(closed_at=None).values_list("responsible_id", flat=True).first()


def _due_of(message: Message) -> datetime | None:
    """When the open matter is due as it stands, which an extension that nobody heard of hasn't moved."""
    rows = Clock.objects.filter(centre_id=message.centre_id, kind=message.subject_kind, subject_id=message.subject_id)
    return rows.filter(closed_at=None).values_list("due_at", flat=True).first()


def _answers_for(message: Message) -> int | None:
    """Who answers for the matter that a message is about: the clock of an inquiry or a case says it."""
    rows = Clock.objects.filter(centre_id=message.centre_id, kind=message.subject_kind, subject_id=message.subject_id)
    return rows.order_by("-started_at", "-pk").values_list("responsible_id", flat=True).first()
