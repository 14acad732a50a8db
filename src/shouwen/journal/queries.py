"""Reading and verifying the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from shouwen.journal import words
from shouwen.journal.chain import entry_hash
from shouwen.journal.models import Chain, Entry
from shouwen.sealing import key_ring


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain doesn't hold: the entry's number and what is wrong with it."""

    centre_id: int
    seq: int
    problem: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of walking one centre's chain."""

    centre_id: int
    entries: int
    last_hash: str
    breaks: list[Break]


def verify(centre_id: int, *, most: int = 20) -> Verdict:
    """Walk the chain of a centre from its first entry; name up to `most` places where it was changed, cut or reordered.

    Words beside the chain may be gone by retention; words that aren't what the chain's hash says are a break."""
    breaks: list[Break] = []
    expected_seq, previous = 1, ""
    rows = Entry.objects.filter(centre_id=centre_id).order_by("seq").prefetch_related("words")
    for entry in rows.iterator(chunk_size=2000):
        problem = _problem(entry, expected_seq, previous)
        if problem and len(breaks) < most:
            breaks.append(Break(centre_id, entry.seq, problem))
        expected_seq, previous = entry.seq + 1, entry.hash
    head = Chain.objects.filter(pk=centre_id).first()
    if head and (head.last_seq, head.last_hash) != (expected_seq - 1, previous):
        breaks.append(
            Break(centre_id, expected_seq, f"链尾应到第 {head.last_seq} 条，记录只到第 {expected_seq - 1} 条")
        )
    if head is None and expected_seq > 1:
        breaks.append(Break(centre_id, expected_seq, "链首记录不见了"))
    return Verdict(centre_id, expected_seq - 1, previous, breaks)


def _problem(entry: Entry, expected_seq: int, previous: str) -> str:
    if entry.seq != expected_seq:
        return f"缺第 {expected_seq} 条"
    if entry.previous_hash != previous:
        return "和前一条接不上"
    recomputed = entry_hash(
        previous_hash=entry.previous_hash,
        centre_id=entry.centre_id,
        seq=entry.seq,
        at=entry.at,
        actor_id=entry.actor_id,
        actor_name=entry.actor_name,
        action=entry.action,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        data=entry.data,
    )
    if recomputed != entry.hash:
        return "内容被改过"
    return words.problem(entry.data, _sealed(entry), centre_id=entry.centre_id, seq=entry.seq, ring=key_ring())


def centres_with_entries() -> list[int]:
    """Ids of the centres that have a journal."""
    return list(Entry.objects.order_by("centre_id").values_list("centre_id", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Event:
    """留痕 as it is read: one entry, with its words opened, or with a mark where retention deleted them."""

    seq: int
    at: datetime
    actor_id: int | None
    actor_name: str
    action: str
    subject_kind: str
    subject_id: str
    data: Mapping[str, Any]


def of_subject(centre_id: int, subject_kind: str, subject_id: object) -> list[Event]:
    """What happened to one subject, oldest first."""
    return of_subjects(centre_id, [(subject_kind, subject_id)])


def of_subjects(centre_id: int, subjects: Iterable[tuple[str, object]]) -> list[Event]:
    """What happened to some subjects (kind, id), oldest first, in two queries."""
    chosen = Q()
    for kind, subject_id in subjects:
        chosen |= Q(subject_kind=kind, subject_id=str(subject_id))
    if not chosen:
        return []
    return events(Entry.objects.filter(chosen, centre_id=centre_id))


def events(entries: QuerySet[Entry]) -> list[Event]:
    """Entries as they are read, oldest first."""
    ring = key_ring()
    return [
        Event(
            seq=entry.seq,
            at=entry.at,
            actor_id=entry.actor_id,
            actor_name=entry.actor_name,
            action=entry.action,
            subject_kind=entry.subject_kind,
            subject_id=entry.subject_id,
            data=words.opened(entry.data, _sealed(entry), centre_id=entry.centre_id, seq=entry.seq, ring=ring),
        )
        for entry in entries.order_by("seq").prefetch_related("words")
    ]


def times(centre_id: int, action: str, subject_kind: str, subject_id: object, *, since: datetime) -> int:
    """How often something was done to one subject since an instant."""
    rows = Entry.objects.filter(centre_id=centre_id, subject_kind=subject_kind, subject_id=str(subject_id))
    return rows.filter(action=action, at__gte=since).count()


def last_seq(centre_id: int) -> int:
    """How far the journal of a centre goes."""
    return Chain.objects.filter(pk=centre_id).values_list("last_seq", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to what, and its number; nothing that anybody said."""

    seq: int
    at: datetime
    action: str
    subject_kind: str
    subject_id: str
    number: str


def changes_after(centre_id: int, seq: int, *, upto: int, actions: Iterable[str], most: int) -> list[Change]:
    """The entries of these actions after one place in the journal, oldest first. Entries of a centre are written one after the
    other, so none comes in later before one that was read."""
    rows = Entry.objects.filter(centre_id=centre_id, seq__gt=seq, seq__lte=upto, action__in=list(actions))
    return _changes(rows.order_by("seq")[:most])


def changes_of(centre_id: int, subject_kind: str, subject_id: object, *, actions: Iterable[str]) -> list[Change]:
    """Which of these actions were done to one subject, oldest first; one query."""
    rows = Entry.objects.filter(centre_id=centre_id, subject_kind=subject_kind, subject_id=str(subject_id))
    return _changes(rows.filter(action__in=list(actions)).order_by("seq"))


def _changes(rows: QuerySet[Entry]) -> list[Change]:
    fields = ("seq", "at", "action", "subject_kind", "subject_id", "data")
    return [
        Change(seq, at, action, kind, subject, str(data.get("number", "")))
        for seq, at, action, kind, subject, data in rows.values_list(*fields)
    ]


def _sealed(entry: Entry) -> dict[str, bytes]:
    return {row.key: bytes(row.sealed) for row in entry.words.all()}
