"""接起的时刻: written by the system when the page opens, and locked by a signature; also the mark that a page was sent once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from django.core import signing

from shouwen.people.actor import Actor

_SALT = "shouwen.inquiry.started"
_LONGEST = timedelta(days=3)
"""A page parked longer than this was not the beginning of what is sent now."""


@dataclass(frozen=True, slots=True)
class Started:
    """When a page was opened, and its mark."""

    at: datetime
    mark: str


def new_start(actor: Actor, *, at: datetime) -> Started:
    """A page that opens now."""
    return Started(at, token_hex(8))


def sealed(started: Started, actor: Actor) -> str:
    """The start as the page carries it."""
    return signing.dumps([actor.staff_id, started.at.isoformat(), started.mark], salt=_SALT)


def opened(token: str, actor: Actor, *, at: datetime) -> Started:
    """The start that the page carried; now, if it was changed, is somebody else's, or too old."""
    try:
        staff_id, moment, mark = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return new_start(actor, at=at)
    came = datetime.fromisoformat(moment)
    if staff_id != actor.staff_id:
        return new_start(actor, at=at)
    return Started(came if timedelta() <= at - came <= _LONGEST else at, mark)
