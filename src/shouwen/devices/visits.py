"""一次使用 of a kiosk: begun, kept alive by the page, ended; and what it sends, once. Nothing of a person is kept in it: with its end
the session of the applicant ends too."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from shouwen.applications.models import PersonSession
from shouwen.applications.sessions import session_of
from shouwen.devices.models import Device, KioskSend, KioskVisit
from shouwen.devices.tokens import hashed

QUIET = timedelta(minutes=5)
"""A page says every minute that it is still there; a visit that said nothing for so long is over, power cut or not."""


@transaction.atomic
def begin(device: Device, *, at: datetime) -> str:
    """开始用: what was open on this device ends. The key goes to the page, which holds it in memory only."""
    Device.objects.select_for_update().get(pk=device.pk)
    end_of(device)
    key = secrets.token_urlsafe(24)
    KioskVisit.objects.create(device=device, key_hash=hashed(key), begun_at=at, seen_at=at)
    return key


def visit_of(device: Device, key: str, *, at: datetime) -> KioskVisit | None:
    """The visit with this key on this device, if it still lasts."""
    if not key:
        return None
    rows = KioskVisit.objects.filter(device=device, key_hash=hashed(key[:60]))
    found = rows.select_related("session__centre", "session__application").first()
    if found is not None and found.seen_at <= at - QUIET:
        _end(found)
        return None
    return found


def still_there(visit: KioskVisit, *, at: datetime) -> None:
    """The page is there, and so is the person as far as the page knows."""
    KioskVisit.objects.filter(pk=visit.pk).update(seen_at=at)
    if visit.session_id is not None:
        PersonSession.objects.filter(pk=visit.session_id).update(seen_at=at)


def hold_session(visit: KioskVisit, key: str, *, at: datetime) -> None:
    """The applicant's session belongs to this visit; its key goes nowhere else."""
    before, visit.session = visit.session, session_of(key, at=at)
    visit.save(update_fields=["session"])
    if before is not None:
        before.delete()


def end_of(device: Device) -> None:
    """清空: whatever is open on this device ends, with the applicant's session."""
    for visit in KioskVisit.objects.filter(device=device).select_related("session"):
        _end(visit)


def end(visit: KioskVisit) -> None:
    """清空 of this visit."""
    _end(visit)


def send_once(visit: KioskVisit, key: str, do: Callable[[], str]) -> str:
    """Do it, or give again the path that followed when it was done under this key. What raises is not kept, so it may come again."""
    with transaction.atomic():
        row, is_new = KioskSend.objects.get_or_create(visit=visit, key=key)
        if not is_new:
            return row.path
        row.path = do()
        row.save(update_fields=["path"])
        return row.path


def _end(visit: KioskVisit) -> None:
    if visit.session is not None:
        visit.session.delete()
    visit.delete()
