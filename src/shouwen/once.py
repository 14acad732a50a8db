"""读一次: what one request or one change asks for again and again is read once, and forgotten when that is done.

Meant for the few things that everything rests on and that hardly ever change: the centre's row, its calendar. Outside a request or
change (a command, a test) every reading goes to the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

Result = TypeVar("Result")

_readings: ContextVar[dict[tuple[object, int], Any] | None] = ContextVar("readings", default=None)


@contextmanager
def one_piece_of_work() -> Iterator[None]:
    """A request, or a change. A change within a request begins with nothing read: what it stands on is read inside it."""
    token = _readings.set({})
    try:
        yield
    finally:
        _readings.reset(token)


def read_once(read: Callable[[int], Result]) -> Callable[[int], Result]:
    """Decorate a reading by centre. Who writes such a thing calls `forget` after it."""

    @wraps(read)
    def kept(centre_id: int) -> Result:
        readings = _readings.get()
        if readings is None:
            return read(centre_id)
        if (read, centre_id) not in readings:
            readings[read, centre_id] = read(centre_id)
        found: Result = readings[read, centre_id]
        return found

    return kept


def forget() -> None:
    """Read everything anew from here on: something of it was written."""
    readings = _readings.get()
    if readings is not None:
        readings.clear()
