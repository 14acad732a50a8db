"""接起的时刻: written by the system when the page opens, and locked by a signature; also the mark that a page was sent once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
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


def begun_offline(started: Started, *, mark: str, came: str, at: datetime) -> Started:
    """The start of a registration that was begun on a page that stayed open while the line was down.

    One such page becomes several registrations, so each brings its own mark; and the moment the person came (milliseconds
    since 1970, by the computer's clock), which counts only between the page's own signed start and now."""
    own = mark if re.fullmatch(r"[0-9a-f]{32}", mark) else started.mark
    if not re.fullmatch(r"[0-9]{13}", came):
        return replace(started, mark=own)
    moment = datetime.fromtimestamp(int(came) / 1000, UTC)
    return Started(moment if started.at <= moment <= at else started.at, own)
