"""Reading the outbox. Lists take a constant number of queries; words and addresses stay sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from shouwen.messages.enums import MessageChannel, MessageState
from shouwen.messages.models import Message
from shouwen.people.queries import ids_matching

CONFIRMED_WITHIN = timedelta(days=3)
"""After that a network says no more whether a text message arrived."""

TO_PEOPLE = [MessageChannel.SMS, MessageChannel.EMAIL]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to. `text` is a number, or a person's name or phone."""

    text: str = ""
    state: MessageState | None = None
    channel: MessageChannel | None = None


def due(*, at: datetime, most: int) -> list[tuple[int, MessageChannel]]:
    """Messages to people of every centre that wait, and those whose sender's time is over, with how they go out; of each channel
    so many, so that one that is dead holds up no other, the oldest first. Notices to other systems have their own (`hooks.due`)."""
    is_due = Q(state__in=[MessageState.WAITING, MessageState.SENDING], not_before__lte=at)
    found = []
    for channel in TO_PEOPLE:
        rows = Message.objects.filter(is_due, channel=channel).order_by("not_before", "pk")
        found += [(message_id, channel) for message_id in rows.values_list("pk", flat=True)[:most]]
    return found


def oldest_waiting(centre_id: int) -> datetime | None:
    """Since when the message to a person has been written that waits for the longest; None where none waits."""
    rows = Message.objects.filter(state__in=[MessageState.WAITING, MessageState.SENDING], centre_id=centre_id)
    return rows.filter(channel__in=TO_PEOPLE).aggregate(at=Min("written_at"))["at"]


def unconfirmed(*, at: datetime, most: int) -> dict[str, list[int]]:
    """Text messages of the last three days that the gateway took and whose arrival isn't known: ids by receipt."""
    rows = Message.objects.filter(
        channel=MessageChannel.SMS, state=MessageState.SENT, sent_at__gte=at - CONFIRMED_WITHIN
    ).exclude(receipt="")
    found: dict[str, list[int]] = {}
    for receipt, message_id in rows.order_by("sent_at").values_list("receipt", "pk")[:most]:
        found.setdefault(receipt, []).append(message_id)
    return found


def outbox(centre_id: int, wanted: Wanted) -> QuerySet[Message]:
    """What went out to people or waits, the newest first; to other systems only where that channel is asked for. Notices on the
    desk are not among them."""
    channels = TO_PEOPLE if wanted.channel is None else [wanted.channel]
    rows = Message.objects.filter(centre_id=centre_id, channel__in=channels)
    if wanted.state is not None:
        rows = rows.filter(state=wanted.state)
    if wanted.text:
        people = ids_matching(centre_id, wanted.text)
        rows = rows.filter(Q(number__icontains=wanted.text) | Q(person_id__in=people))
    return rows.select_related("person", "written_by").order_by("-written_at", "-pk")


def message_of(centre_id: int, message_id: int) -> Message | None:
    """One message of the centre."""
    return Message.objects.filter(centre_id=centre_id, pk=message_id).select_related("person").first()


def messages_about(centre_id: int, subject_kind: str, subject_id: int) -> QuerySet[Message]:
    """Delivery record of one subject, the newest first."""
    rows = Message.objects.filter(centre_id=centre_id, subject_kind=subject_kind, subject_id=subject_id)
    return rows.order_by("-written_at", "-pk")


def failed_count(centre_id: int) -> int:
    """How many to people were given up and wait for somebody."""
    rows = Message.objects.filter(centre_id=centre_id, state=MessageState.FAILED)
    return rows.exclude(channel=MessageChannel.HOOK).count()


def notices_for(centre_id: int, staff_id: int, *, at: datetime) -> QuerySet[Message]:
    """Notices on the desk of one member of staff, the newest first."""
    rows = Message.objects.filter(centre_id=centre_id, staff_id=staff_id, not_before__lte=at)
    return rows.select_related("written_by").order_by("-written_at", "-pk")


def unread_count(centre_id: int, staff_id: int, *, at: datetime) -> int:
    """How many of these weren't read yet."""
    found = notices_for(centre_id, staff_id, at=at).filter(read_at=None).aggregate(count=Count("pk"))
    return int(found["count"])
