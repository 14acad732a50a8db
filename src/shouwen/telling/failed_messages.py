"""A message that was given up becomes a call: what a person must know is never dropped in silence."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from shouwen.civil_time import local_date
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

MOST = 200
"""Messages of one run; the rest goes a minute later."""


def owe_calls(*, centre_id: int, at: datetime) -> int:
    """For every message to a person that was given up, a call, but for mere reminders; one that went out after all ends its call.
    Returns how many."""
    given_up = Q(state=MessageState.FAILED, person__isnull=False, call=None)
    rows = Message.objects.filter(given_up, centre_id=centre_id).exclude(telling__template__in=NOT_OWED)
    done = sum(
        _owe_for(message_id, centre_id=centre_id, at=at)
        for message_id in rows.order_by("pk").values_list("pk", flat=True)[:MOST]
    )
    sent = Q(message__state__in=[MessageState.SENT, MessageState.DELIVERED])
    over = CallToMake.objects.filter(sent, centre_id=centre_id, state=CallState.OWED).select_related("person")
    for call in over[:MOST]:
        note_sent_after_all(call=call, by=Actor.system(centre_id), at=at)
        done += 1
    return done


@one_change
def _owe_for(message_id: int, *, centre_id: int, at: datetime) -> bool:
    """One message, held meanwhile; False if somebody saw to it in this moment."""
    rows = Message.objects.select_for_update(of=("self",)).select_related("person")
    message = rows.filter(pk=message_id, state=MessageState.FAILED, call=None).first()
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
        why=f"{message.get_channel_display()}没有发出去：{message.fault}",
        subject_kind=message.subject_kind,
        subject_id=message.subject_id,
        subject_number=message.number,
        responsible_id=responsible_id,
        by=Actor.system(centre_id),
        at=at,
        message=message,
        telling=telling,
    )
    if message.written_by_id is None:  # Who wrote one heard of it when it was given up.
        say_not_sent(message=message, fault=message.fault, staff_id=responsible_id, at=at)
    return True


def _owes_it_now(message: Message) -> int | None:
    """Who has an open matter in hand now: it may have passed on since the person was told."""
    rows = Clock.objects.filter(centre_id=message.centre_id, kind=message.subject_kind, subject_id=message.subject_id)
    return rows.filter(closed_at=None).values_list("responsible_id", flat=True).first()


def _answers_for(message: Message) -> int | None:
    """Who answers for the matter that a message is about: the clock of an inquiry or a case says it."""
    rows = Clock.objects.filter(centre_id=message.centre_id, kind=message.subject_kind, subject_id=message.subject_id)
    return rows.order_by("-started_at", "-pk").values_list("responsible_id", flat=True).first()
