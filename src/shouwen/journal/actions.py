"""留痕. The one writer of the journal. Call it inside the transaction of the change it records, and last, so that the
centre's chain is held for as short a time as possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction

from shouwen.journal.chain import entry_hash
from shouwen.journal.models import Chain, Entry


class Author(Protocol):
    """Who did it: a member of staff, a device, or the system itself (no id)."""

    @property
    def staff_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def centre_id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Note:
    """One change to be recorded: what was done to which subject, and the facts worth keeping (no personal data in clear)."""

    action: str
    subject_kind: str
    subject_id: str
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


def record(
    *,
    by: Author,
    at: datetime,
    action: str,
    subject_kind: str,
    subject_id: object,
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one entry to the chain of the author's centre. Must run inside a transaction."""
    return record_all(by=by, notes=[Note(action, subject_kind, str(subject_id), at, data or {})])[0]


def record_all(*, by: Author, notes: Sequence[Note]) -> list[Entry]:
    """Append several entries in the given order, with one hold of the chain. Must run inside a transaction."""
    return record_for(centre_id=by.centre_id, notes=[(by, note) for note in notes])


def record_for(*, centre_id: int, notes: Sequence[tuple[Author, Note]]) -> list[Entry]:
    """Append entries of several authors of one centre, for bulk work that goes through the domain."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("journal entries belong to the transaction of the change")
    chain = _hold(centre_id)
    seq, previous = chain.last_seq, chain.last_hash
    entries = []
    for by, note in notes:
        seq += 1
        fields: dict[str, Any] = {
            "centre_id": centre_id,
            "seq": seq,
            "at": note.at,
            "actor_id": by.staff_id,
            "actor_name": by.name,
            "action": note.action,
            "subject_kind": note.subject_kind,
            "subject_id": note.subject_id,
            "data": note.data,
        }
        previous_hash, previous = previous, entry_hash(previous_hash=previous, **fields)
        entries.append(Entry(**fields, previous_hash=previous_hash, hash=previous))
    if len(entries) == 1:
        entries[0].save(force_insert=True)
    else:
        Entry.objects.bulk_create(entries, batch_size=500)
    Chain.objects.filter(pk=centre_id).update(last_seq=seq, last_hash=previous)
    return entries


def _hold(centre_id: int) -> Chain:
    """The centre's chain, locked until the transaction ends (SQLite's IMMEDIATE transactions lock by themselves)."""
    try:
        return Chain.objects.select_for_update().get(pk=centre_id)
    except Chain.DoesNotExist:
        Chain.objects.get_or_create(pk=centre_id)
        return Chain.objects.select_for_update().get(pk=centre_id)
