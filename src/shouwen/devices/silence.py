"""心跳断了没有: how a device sounds at a moment."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from shouwen.devices.heartbeat import RHYTHM
from shouwen.devices.models import Device


class Sound(StrEnum):
    """Whether a device reports by itself."""

    NONE = "none"
    """It has no token and isn't paired: nothing is expected."""
    NEVER = "never"
    HEARD = "heard"
    SILENT = "silent"


def sound_of(device: Device, *, at: datetime) -> Sound:
    """Silent once two reports in a row didn't come."""
    if not device.token_hash and not device.kiosk_hash:
        return Sound.NONE
    if device.last_seen_at is None:
        return Sound.NEVER
    return Sound.SILENT if at - device.last_seen_at > 2 * RHYTHM else Sound.HEARD
