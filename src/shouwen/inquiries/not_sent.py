"""没发出去: inquiries about which a message to the person was given up. They count as told only once the person was told otherwise."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from shouwen.inquiries.models import OneTimeNotice
from shouwen.messages.enums import MessageState
from shouwen.messages.models import Message


def message_failed() -> Exists:
    """Of an inquiry: a message to the person was given up, and nobody told them since: no call reached them (the message is then
    replaced), it wasn't sent again, and no later notice was given (一次性告知制度 第四条)."""
    later = OneTimeNotice.objects.filter(inquiry_id=OuterRef("subject_id"), told_at__gt=OuterRef("written_at"))
    failed = Message.objects.filter(
        centre_id=OuterRef("centre_id"),
        subject_kind="inquiry",
        subject_id=OuterRef("pk"),
        person__isnull=False,
        state=MessageState.FAILED,
    )
    return Exists(failed.exclude(Exists(later)))
