"""Entries of the journal under a device, a fault, an inspection; and taking a row for a change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shouwen.devices.models import Device
from shouwen.journal import actions as journal
from shouwen.people import queries as people
from shouwen.people.actor import Actor

DEVICE = "device"
"""The subject kind of what happens to a device itself; faults and inspections stand under the kinds of their clocks."""


def record(device: Device, action: str, *, by: Actor, at: datetime, data: dict[str, object] | None = None) -> None:
    """Of the device itself."""
    record_of(DEVICE, device.pk, device.number, action, by=by, at=at, data=data)


def record_of(
    kind: str,
    subject_id: int,
    number: str,
    action: str,
    *,
    by: Actor,
    at: datetime,
    data: dict[str, object] | None = None,
    whose: tuple[int | None, ...] = (),
) -> None:
    """Of anything with a number; `whose`: B for A is said."""
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind=kind,
        subject_id=subject_id,
        data={"number": number, **(data or {})} | people.covering(by, whose, at=at),
    )


def hold(row: Any) -> None:
    """Take the row for this change and read it anew: what the caller read may be old."""
    row.refresh_from_db(from_queryset=type(row).objects.select_for_update())
