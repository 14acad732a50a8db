"""要打的电话: begun when no machine carries what must be told, or one gave it up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from shouwen.civil_time import instant, local, local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.reckoning import due
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal import actions as journal
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.models import Person
from shouwen.telling.models import CallToMake


def owe(
    *,
    person: Person,
    title: str,
    why: str,
    subject_kind: str,
    subject_id: int,
    subject_number: str,
    responsible_id: int,
    before: datetime | None = None,
    by: Actor,
    at: datetime,
    **source: Any,
) -> CallToMake:
    """电 26-0004: owed by `responsible_id` within `Centre.call_minutes` of opening time, or by the end of the day of `before` where
    that is sooner. `source`: telling or message."""
    year = local_date(at).year % 100
    serial = serials.take(by.centre_id, f"call/{year:02d}")
    call = CallToMake.objects.create(
        centre_id=by.centre_id,
        number=f"电 {year:02d}-{serial:04d}",
        person=person,
        title=title[:40],
        subject_kind=subject_kind,
        subject_id=subject_id,
        subject_number=subject_number,
        why=why[:240],
        owed_at=at,
        **source,
    )
    minutes = people.centre(by.centre_id).call_minutes
    clocks.start(
        kind=ClockKind.CALL,
        subject_id=call.pk,
        number=call.number,
        matter=f"{title}（{subject_number}）",
        person_masked=person.name_masked,
        responsible_id=responsible_id,
        unit=LimitUnit.OPEN_MINUTE,
        promised_limit=minutes,
        due_on=_sooner(before, minutes, centre_id=by.centre_id, at=at),
        by=by,
        at=at,
    )
    data = {"call": call.number, "number": subject_number, "title": call.title, "why": Words(call.why)}
    journal.record(by=by, at=at, action="call_to_make.owe", subject_kind=subject_kind, subject_id=subject_id, data=data)
    return call


def _sooner(before: datetime | None, minutes: int, *, centre_id: int, at: datetime) -> date | None:
    """The day of `before`, if it ends sooner than the minutes do and isn't over."""
    if before is None or before <= at:
        return None
    own = due(unit=LimitUnit.OPEN_MINUTE, limit=minutes, started=local(at), by=Yardstick.of(centre_id))
    return local_date(before) if before < instant(own.at) else None
