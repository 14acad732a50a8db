"""What the tests of telling share: the moment, a town, a person, an extension told, a call owed."""

from __future__ import annotations

from datetime import datetime

from tests.factories import Town, civil, make_person

from shouwen.people.models import Person
from shouwen.telling.actions import Told, tell
from shouwen.telling.models import CallToMake

NOW = civil(2026, 10, 9, 10, 47)
VALUES = {"matter": "农村宅基地建房审批", "days": "3", "due": "10月26日 周一", "reason": "现场还要复核"}
WORDS = (
    "【二坪镇便民服务中心】您办的农村宅基地建房审批（办 26-00001）要延期 3 个工作日，改到 10月26日 周一前办结。"
    "原因：现场还要复核。给您添麻烦了，有不清楚的打 023-45670000。"
)


def extended(
    town: Town, person: Person, purpose: str = "case-extended/1", *, at: datetime = NOW, **more: object
) -> Told:
    """An extension told to the person; 邓白露 answers for it."""
    given = {
        "template": "extended",
        "values": VALUES,
        "subject_kind": "case",
        "subject_id": 1,
        "number": "办 26-00001",
        "responsible_id": town.deng.pk,
        **more,
    }
    return tell(person=person, purpose=purpose, by=town.actor(town.he), at=at, **given)  # type: ignore[arg-type]


def owed_call(town: Town, *, phone: str = "023-45678901", purpose: str = "a", at: datetime = NOW) -> CallToMake:
    """A call that 邓白露 owes to somebody whom no text message reaches."""
    told = extended(town, make_person(town.centre, phone=phone), purpose, at=at)
    return CallToMake.objects.get(number=told.call_number)
