"""一次提交: what a browser kept while the line was down is done once, however often it arrives.

The mark is written in the transaction of the change, so that there is never one without the other; of two that arrive at once the
database takes one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.journal.models import SentMark
from shouwen.refusals import refuse

ALREADY_SENT = "already_sent"


@dataclass(slots=True)
class Sending:
    """One thing that a browser sent, by its mark."""

    centre_id: int
    mark: str
    at: datetime
    is_done: bool = False
    came_again: bool = False


_sending: ContextVar[Sending | None] = ContextVar("journal_sending", default=None)


@contextmanager
def sent_once(*, centre_id: int, mark: str, at: datetime) -> Iterator[Sending]:
    """The first change that is made inside carries the mark; made again, it is refused (`already_sent`) and nothing changes.

    A change that is refused for another reason leaves no mark: corrected, it may be sent again."""
    sending = Sending(centre_id, mark, at)
    token = _sending.set(sending)
    try:
        yield sending
    finally:
        _sending.reset(token)


def keep_mark() -> Sending | None:
    """Write the mark of what is being sent, if anything is. Called at the beginning of a change, inside it. Raises Refused."""
    sending = _sending.get()
    if sending is None or sending.is_done:
        return None
    try:
        with transaction.atomic():
            SentMark.objects.create(centre_id=sending.centre_id, mark=sending.mark, done_at=sending.at)
    except IntegrityError as error:
        sending.came_again = True
        raise refuse(ALREADY_SENT, "这件刚才已经送到了，没有再办一次") from error
    return sending


def was_sent(centre_id: int, mark: str) -> bool:
    """Whether what carries this mark was done already."""
    return SentMark.objects.filter(centre_id=centre_id, mark=mark).exists()
