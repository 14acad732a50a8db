"""心跳: a device says that it runs. No change of any matter, so it isn't journalled; written at most once in so many seconds."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from shouwen.devices.enums import DeviceState
from shouwen.devices.models import Device
from shouwen.devices.tokens import hashed

RHYTHM = timedelta(minutes=5)
"""How often a device reports."""
LEAST_APART = timedelta(seconds=20)
"""A device that reports more often is answered, and nothing is written."""


def heard(*, token: str, at: datetime) -> Device | None:
    """Note that the device with this token runs; None for a token that nobody has."""
    if not token:
        return None
    device = Device.objects.filter(token_hash=hashed(token)).exclude(state=DeviceState.RETIRED).first()
    if device is None:
        return None
    return note_heard(device, at=at)


def note_heard(device: Device, *, at: datetime) -> Device:
    """A device that proved who it is was heard; written at most every 20 seconds."""
    is_due = Q(last_seen_at=None) | Q(last_seen_at__lte=at - LEAST_APART)
    if Device.objects.filter(is_due, pk=device.pk).update(last_seen_at=at):
        device.last_seen_at = at
    return device
