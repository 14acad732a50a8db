"""The one place that writes journal entries. It takes the centre's chain, so call it last in a transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction

from shouwen.journal.chain import entry_hash
from shouwen.journal.models import Chain, Entry, SealedWords
from shouwen.journal.words import shut
from shouwen.sealing import key_ring

VIA = "via"
"""The key in an entry's data that names the other system through which somebody acted."""


class Author(Protocol):
    """Who did it: a member of staff, a device, or the system itself (no id); `via` names the other system that asked in their name."""

    @property
    def staff_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def centre_id(self) -> int: ...
    @property
    def via(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Note:
    """One change to be recorded: what was done to which subject, and the facts worth keeping.

    No personal data in clear; what somebody said or wrote is marked as `Words` and sealed."""

    action: str
    subject_kind: str
    subject_id: str
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


def write(notes: Sequence[tuple[Author, Note]]) -> None:
    """Append entries in the given order to the chains of their authors' centres. Must run inside a transaction."""
    for centre_id in dict.fromkeys(by.centre_id for by, _ in notes):
        append(centre_id, [(by, note) for by, note in notes if by.centre_id == centre_id])


def append(centre_id: int, notes: Sequence[tuple[Author, Note]]) -> None:
    """Append entries to the chain of one centre, with one hold of it. Must run inside a transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("journal entries belong to the transaction of the change")
    chain, ring = _hold(centre_id), key_ring()
    seq, previous = chain.last_seq, chain.last_hash
    entries = []
    words: list[SealedWords] = []
    for by, note in notes:
        seq += 1
        told = {**note.data, VIA: by.via} if by.via else note.data
        data, sealed = shut(told, centre_id=centre_id, seq=seq, ring=ring)
        fields: dict[str, Any] = {
            "centre_id": centre_id,
            "seq": seq,
            "at": note.at,
            "actor_id": by.staff_id,
            "actor_name": by.name,
            "action": note.action,
            "subject_kind": note.subject_kind,
            "subject_id": note.subject_id,
            "data": data,
        }
        previous_hash, previous = previous, entry_hash(previous_hash=previous, **fields)
        entry = Entry(**fields, previous_hash=previous_hash, hash=previous)
        entries.append(entry)
        words += [SealedWords(entry=entry, key=key, sealed=text) for key, text in sealed.items()]
    Entry.objects.bulk_create(entries, batch_size=500)
    if words:
        for row in words:
            row.entry_id = row.entry.pk  # known only now
        SealedWords.objects.bulk_create(words, batch_size=500)
    Chain.objects.filter(pk=centre_id).update(last_seq=seq, last_hash=previous)


def _hold(centre_id: int) -> Chain:
    """The centre's chain, locked until the transaction ends (SQLite's IMMEDIATE transactions lock by themselves)."""
    try:
        return Chain.objects.select_for_update().get(pk=centre_id)
    except Chain.DoesNotExist:
        Chain.objects.get_or_create(pk=centre_id)
        return Chain.objects.select_for_update().get(pk=centre_id)
