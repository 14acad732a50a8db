"""通知其他系统: what the journal says happened is written into the outbox for those who want to be told, once each.

Nothing is lost and nothing told twice: entries of a centre are written one after the other, each system has its place in them, and
the place moves on in the same transaction in which the messages are written."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from shouwen.civil_time import ZONE
from shouwen.journal import queries as journal
from shouwen.journal.queries import Change
from shouwen.messages.enums import MessageChannel, MessageState
from shouwen.messages.models import Message
from shouwen.sealing import key_ring
from shouwen.systems.events import EVENT_OF, actions_of, within
from shouwen.systems.models import System
from shouwen.systems.queries import listening

MOST = 500
"""Notices of one system that one run writes; the rest a minute later."""


def announce(*, centre_id: int, at: datetime) -> int:
    """Write what each system of a centre is to be told of since the last time. Returns how many messages."""
    return sum(_announce(system, at=at) for system in listening(centre_id=centre_id))


def due(*, at: datetime, most: int) -> list[tuple[int, int]]:
    """Notices of every centre that wait, and those whose sender's time is over, with their system; of each system so many, so that
    one that doesn't answer holds up no other, the oldest first."""
    is_due = Q(state__in=[MessageState.WAITING, MessageState.SENDING], not_before__lte=at, channel=MessageChannel.HOOK)
    rows = Message.objects.filter(is_due)
    found: list[tuple[int, int]] = []
    for system_id in rows.order_by("system_id").values_list("system_id", flat=True).distinct():
        oldest = rows.filter(system_id=system_id).order_by("not_before", "pk")
        found += [(message_id, system_id) for message_id in oldest.values_list("pk", flat=True)[:most]]
    return found


@transaction.atomic
def _announce(system: System, *, at: datetime) -> int:
    """Guarded: of two runs at once, the second finds the place moved on and writes nothing."""
    head = journal.last_seq(system.centre_id)
    # Scopes may have been taken away since the events were chosen.
    events = within(system.hook_events, system.scopes)
    seen, wanted = system.hook_seen_seq, actions_of(events)
    found = journal.changes_after(system.centre_id, seen, upto=head, actions=wanted, most=MOST)
    upto = found[-1].seq if len(found) == MOST else head
    here = System.objects.filter(pk=system.pk, hook_seen_seq=seen, hook_url=system.hook_url, is_active=True)
    if upto == seen or not here.update(hook_seen_seq=upto):
        return 0
    told = [change for change in found if EVENT_OF.get((change.subject_kind, change.action)) in events]
    Message.objects.bulk_create([_message(system, change, at=at) for change in told], batch_size=200)
    return len(told)


def _message(system: System, change: Change, *, at: datetime) -> Message:
    purpose = f"hook/{system.pk}/{change.seq}"
    return Message(
        centre_id=system.centre_id,
        purpose=purpose,
        channel=MessageChannel.HOOK,
        system=system,
        subject_kind=change.subject_kind,
        subject_id=int(change.subject_id),
        number=change.number[:30],
        address_masked=system.name,
        words_sealed=key_ring().seal(notice(change), place=f"message.words.{system.centre_id}.{purpose}"),
        written_at=at,
        not_before=at,
    )


def notice(change: Change) -> str:
    """The body of a notice: which event, of what number, when, and the place in the journal to put them in order by. No name, no
    telephone, no words."""
    event = EVENT_OF[change.subject_kind, change.action]
    body = {
        "event": event.value,
        "state": event.label,
        "number": change.number,
        "at": change.at.astimezone(ZONE).isoformat(timespec="seconds"),
        "order": change.seq,
    }
    return json.dumps(body, ensure_ascii=False)
