"""群众的登录, apart from that of staff: fifteen minutes without a step end it, logging out wipes it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from shouwen.applications.models import Application, PersonSession
from shouwen.people.masks import mask_phone
from shouwen.people.phones import phone_hash
from shouwen.sealing import key_ring

IDLE = timedelta(minutes=15)
SEEN_EVERY = timedelta(seconds=20)
LONGEST = timedelta(hours=4)
"""Then the phone is proved anew, however busy one was."""


def open_for_phone(*, centre_id: int, phone: str, at: datetime) -> str:
    """A session of a phone that a code proved. Its key goes to the browser and is kept here only as a hash."""
    key = secrets.token_urlsafe(32)
    hashed = _hashed(key)
    PersonSession.objects.create(
        key_hash=hashed,
        centre_id=centre_id,
        phone_hash=phone_hash(centre_id, phone),
        phone_sealed=key_ring().seal(phone, place=f"applications.session.{hashed}"),
        phone_masked=mask_phone(phone),
        begun_at=at,
        seen_at=at,
    )
    return key


def open_for_one(application: Application, *, at: datetime) -> str:
    """A session that opens one application and nothing else."""
    key = secrets.token_urlsafe(32)
    PersonSession.objects.create(
        key_hash=_hashed(key), centre_id=application.centre_id, application=application, begun_at=at, seen_at=at
    )
    return key


def session_of(key: str, *, at: datetime) -> PersonSession | None:
    """The session of this key if it still lasts; being looked at keeps it alive."""
    if not key:
        return None
    row = PersonSession.objects.filter(key_hash=_hashed(key)).select_related("centre", "application").first()
    if row is None:
        return None
    if row.seen_at <= at - IDLE or row.begun_at <= at - LONGEST:
        row.delete()
        return None
    if row.seen_at <= at - SEEN_EVERY:
        PersonSession.objects.filter(pk=row.pk).update(seen_at=at)
    return row


def phone_of(session: PersonSession) -> str:
    """The number in clear; empty for a session of one application."""
    return key_ring().open(session.phone_sealed, place=f"applications.session.{session.key_hash}")


def end(key: str) -> None:
    """退出: nothing of it stays."""
    PersonSession.objects.filter(key_hash=_hashed(key)).delete()


def forget(*, at: datetime) -> int:
    """Sessions that ended by themselves. Returns how many."""
    return PersonSession.objects.filter(seen_at__lte=at - IDLE).delete()[0]


def may_open(session: PersonSession, application: Application) -> bool:
    """Whether this session may see this application: begun under its phone when that was proved already, or the one that it was
    opened for. A number that somebody only typed, perhaps wrongly, opens nothing to whose number it is."""
    if session.centre_id != application.centre_id:
        return False
    if session.application_id is not None:
        return session.application_id == application.pk
    return application.is_verified and session.phone_hash == application.phone_hash


def _hashed(key: str) -> str:
    return key_ring().search_hash(key[:200], field="person_session", centre_id=0)
