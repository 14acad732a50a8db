"""Online applications as tests need them: begun, filled in, sent, by the actions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.factories import Town, civil, id_number
from tests.files.samples import picture

from shouwen.applications import drafts, reviewing, submitting, uploads
from shouwen.applications.enums import PreReview
from shouwen.applications.models import Application
from shouwen.people.actor import Actor

AT = civil(2026, 10, 9, 10)
PHONE = "13800000000"
VALUES = {"name": "陈甲木", "id_number": id_number(1), "address": "二坪村三组12号", "remark": ""}


def begun(town: Town, *, at: datetime = AT, phone: str = PHONE, is_verified: bool = True, **given: Any) -> Application:
    """A draft of house building."""
    wanted: dict[str, Any] = {"item": town.house.item, "situation_id": None, "address": "10.0.0.9"}
    return drafts.begin(**wanted | given, phone=phone, is_verified=is_verified, at=at)


def filled(town: Town, *, at: datetime = AT, **given: Any) -> Application:
    """Everything typed, and a photo of each material."""
    row = begun(town, at=at, **given)
    drafts.save(application=row, typed=VALUES, at=at)
    for number, material in enumerate(row.materials.all()):
        uploads.upload(material=material, name=f"照片{number}.png", data=picture(size=(40 + number, 30)), at=at)
    return row


def sent(town: Town, *, at: datetime = AT, **given: Any) -> Application:
    """Handed in."""
    return submitting.submit(application=filled(town, at=at, **given), at=at)


def reviewed(application: Application, by: Actor, *faults: str, at: datetime = AT) -> Application:
    """All in order but those named."""
    said = {
        row.pk: reviewing.Said(PreReview.DEFECTIVE, "照片看不清", "重新拍一张")
        if row.name in faults
        else reviewing.Said(PreReview.OK)
        for row in application.materials.all()
    }
    return reviewing.review(application=application, said=said, by=by, at=at)
