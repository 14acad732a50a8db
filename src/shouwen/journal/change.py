"""一次变动: one door, one transaction, its journal entries written together at the end.

An action that calls another joins it: there is still one transaction, and the chain of the centre is held once, just before
the commit. An action that is refused therefore refuses the whole change: no caller goes on after `Refused`."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

from shouwen.journal.sending import keep_mark
from shouwen.journal.unseen import refuse_unseen
from shouwen.journal.writing import Author, Note, write
from shouwen.once import one_piece_of_work

Given = ParamSpec("Given")
Result = TypeVar("Result")

_notes: ContextVar[list[tuple[Author, Note]] | None] = ContextVar("journal_notes", default=None)


def one_change(action: Callable[Given, Result]) -> Callable[Given, Result]:
    """Decorate an action: what it does, and what the actions it calls do, happens wholly or not at all, and is journalled.
    Text with control characters is refused here, for every door."""

    @wraps(action)
    def door(*args: Given.args, **named: Given.kwargs) -> Result:
        refuse_unseen(named)
        if _notes.get() is not None and connection.in_atomic_block:
            return action(*args, **named)
        with transaction.atomic(), one_piece_of_work():
            token = _notes.set([])
            try:
                sending = keep_mark()
                result = action(*args, **named)
                write(_notes.get() or [])
            finally:
                _notes.reset(token)
        if sending is not None:
            sending.is_done = True
        return result

    return door


def note(by: Author, entry: Note) -> None:
    """Keep an entry until the change is whole; outside a change, write it at once (bulk loading, tests)."""
    waiting = _notes.get()
    if waiting is None or not connection.in_atomic_block:
        write([(by, entry)])
    else:
        waiting.append((by, entry))
