"""Many notices on desks at once, for jobs: a constant number of queries, none twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.messages import policies
from shouwen.messages.enums import MessageChannel, MessageState
from shouwen.messages.models import Message
from shouwen.people.actor import Actor
from shouwen.refusals import refuse_if
from shouwen.sealing import key_ring


@dataclass(frozen=True, slots=True)
class DeskNotice:
    """One notice: to whom, what it says, what it is about. `purpose` is unique in the centre."""

    purpose: str
    staff_id: int
    words: str
    subject_kind: str
    subject_id: int
    number: str


@one_change
def put_on_desks(*, notices: Sequence[DeskNotice], by: Actor, at: datetime) -> int:
    """Write them inside the change they belong to; those whose purpose was written before are left out. How many were written.
    Raises Refused when one says nothing, or more than a notice holds."""
    for notice in notices:
        refuse_if(policies.words_fit(notice.words, MessageChannel.DESK))
    purposes = [notice.purpose for notice in notices]
    known = set(Message.objects.filter(centre_id=by.centre_id, purpose__in=purposes).values_list("purpose", flat=True))
    ring = key_ring()
    rows = []
    for notice in notices:
        if notice.purpose in known:
            continue
        known.add(notice.purpose)
        place = f"{by.centre_id}.{notice.purpose}"
        rows.append(
            Message(
                centre_id=by.centre_id,
                purpose=notice.purpose,
                channel=MessageChannel.DESK,
                staff_id=notice.staff_id,
                subject_kind=notice.subject_kind,
                subject_id=notice.subject_id,
                number=notice.number,
                address_sealed=ring.seal("", place=f"message.address.{place}"),
                words_sealed=ring.seal(notice.words.strip(), place=f"message.words.{place}"),
                state=MessageState.SENT,
                sent_at=at,
                written_at=at,
                written_by_id=by.staff_id,
                not_before=at,
            )
        )
    for row in Message.objects.bulk_create(rows):
        data = {"channel": row.channel, "purpose": row.purpose, "number": row.number}
        journal.record(by=by, at=at, action="message.write", subject_kind="message", subject_id=row.pk, data=data)
    return len(rows)
