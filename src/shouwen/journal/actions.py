"""留痕. What actions call to have a change recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from shouwen.journal.change import note, one_change
from shouwen.journal.words import Words
from shouwen.journal.writing import Author, Note, append

__all__ = ["Author", "Note", "Words", "one_change", "record", "record_for"]


def record(
    *,
    by: Author,
    at: datetime,
    action: str,
    subject_kind: str,
    subject_id: object,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Record one change; written when the change that it belongs to (`one_change`) is whole.

    What somebody said or wrote (words told, a reason, a question, an answer) goes into `data` as `Words(text)`."""
    note(by, Note(action, subject_kind, str(subject_id), at, data or {}))


def record_for(*, centre_id: int, notes: Sequence[tuple[Author, Note]]) -> None:
    """Append entries of several authors of one centre, for bulk work that goes through the domain, inside its transaction."""
    append(centre_id, notes)
