"""照片 of an inspection or a fault: sealed with `files`; who opened one is journalled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.devices import policies
from shouwen.devices.models import Fault, Inspection, Photo
from shouwen.devices.recording import hold, record_of
from shouwen.files import actions as files
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal, refuse, refuse_if

MOST_PHOTOS = 8


def attach(*, to: Inspection | Fault, name: str, data: bytes, by: Actor, at: datetime) -> Photo:
    """附照片: a picture, at most 10 MB; the same one sent twice is there once. Raises Refused."""
    refuse_if(may_attach(to, by=by, at=at))
    taken = files.take_in(name=name, data=data, by=by)
    if not taken.media_type.startswith("image/"):
        raise refuse("not_a_photo", f"“{taken.name}”不是照片", way_out="传 JPG 或 PNG")
    return _attach(to, taken, by=by, at=at)


@one_change
def _attach(to: Inspection | Fault, taken: files.TakenIn, *, by: Actor, at: datetime) -> Photo:
    hold(to)
    there = list(to.photos.select_related("file"))
    if same := next((one for one in there if one.file.sha256 == taken.sha256), None):
        return same
    if len(there) >= MOST_PHOTOS:
        raise refuse("too_many_photos", f"最多 {MOST_PHOTOS} 张照片")
    row = Photo.objects.create(
        centre_id=to.centre_id,
        inspection=to if isinstance(to, Inspection) else None,
        fault=to if isinstance(to, Fault) else None,
        file=files.store(taken, by=by, at=at),
        added_at=at,
        added_by_id=by.staff_id,
    )
    _record(to, "photo.attached", taken.sha256, by=by, at=at)
    return row


@one_change
def open_photo(*, photo: Photo, by: Actor, at: datetime) -> bytes:
    """The bytes as they came. Raises Refused."""
    refuse_if(same_centre(photo, by) or policies.may_see(by))
    data = files.open_file(photo.file)
    of: Any = photo.inspection or photo.fault
    _record(of, "photo.opened", photo.file.sha256, by=by, at=at)
    return data


def may_attach(to: Inspection | Fault, *, by: Actor, at: datetime) -> Refusal | None:
    """Who reported or did it, and who answers for it."""
    if refusal := same_centre(to, by):
        return refusal
    clock = Clock.objects.filter(centre_id=to.centre_id, kind=_kind(to), subject_id=to.pk).first()
    did = to.done_by_id if isinstance(to, Inspection) else to.reported_by_id
    return policies.may_add_photo(reported_by=did, owed_by=clock.responsible_id if clock else None, by=by, at=at)


def _kind(to: Inspection | Fault) -> ClockKind:
    return ClockKind.INSPECTION if isinstance(to, Inspection) else ClockKind.FAULT


def _record(to: Inspection | Fault, action: str, sha256: str, *, by: Actor, at: datetime) -> None:
    record_of(_kind(to), to.pk, to.number, action, by=by, at=at, data={"sha256": sha256})
