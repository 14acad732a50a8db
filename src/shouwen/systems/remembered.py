"""幂等: what was asked under one key is done once, and answered the same each time it is asked again.

The answer is written in the transaction of the change, so that there is never one without the other. Of two that come at once the
database takes one; the other one waits for it and gets its answer. A refusal changes nothing and isn't remembered: put right, the
same may be asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.journal.change import one_change
from shouwen.refusals import refuse
from shouwen.sealing import key_ring
from shouwen.systems.models import RememberedAnswer, System

KEPT_DAYS = 7
"""For so long the same key gets the same answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and body as they go out. `is_repeated`: it was answered before."""

    status: int
    body: bytes
    is_repeated: bool = False


class _AskedBeforeError(Exception):
    """The key is known: nothing is done."""


def answer_once(*, system: System, key: str, question: bytes, do: Callable[[], Answer], at: datetime) -> Answer:
    """Do what is asked, or give the answer that was given before. `question` is what is asked, in full: under a known key another
    question is refused. Raises Refused."""
    fingerprint = key_ring().words_hash(question.decode(), place=_place(system, key))
    known = _known(system, key, fingerprint)
    if known is not None:
        return known
    try:
        return _first(system, key, fingerprint, do, at)
    except _AskedBeforeError:
        known = _known(system, key, fingerprint)
        if known is None:  # It was kept as long as keys are kept, to the second.
            raise refuse("key_expired", "这个幂等键刚刚过期，换一个键再发") from None
        return known


@one_change
def _first(system: System, key: str, fingerprint: str, do: Callable[[], Answer], at: datetime) -> Answer:
    try:
        with transaction.atomic():
            row = RememberedAnswer.objects.create(system=system, key=key, fingerprint=fingerprint, at=at)
    except IntegrityError as error:
        raise _AskedBeforeError from error
    answer = do()
    row.status = answer.status
    row.body_sealed = key_ring().seal_bytes(answer.body, place=_place(system, key))
    row.save(update_fields=["status", "body_sealed"])
    return answer


def _known(system: System, key: str, fingerprint: str) -> Answer | None:
    row = RememberedAnswer.objects.filter(system=system, key=key).first()
    if row is None or row.status is None:
        return None
    if row.fingerprint != fingerprint:
        raise refuse(
            "key_used_for_another", "这个幂等键发过别的内容，没有再办", way_out="内容改了就换一个 Idempotency-Key"
        )
    return Answer(row.status, key_ring().open_bytes(row.body_sealed, place=_place(system, key)), is_repeated=True)


def _place(system: System, key: str) -> str:
    return f"system.answer.{system.pk}.{key}"
