"""What the person hears of a promise when nobody says it to their face: by their channel, or a call that is owed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from shouwen.inquiries.enums import ToldBy
from shouwen.people.actor import Actor
from shouwen.promises.models import Promise
from shouwen.telling.actions import Told, tell

_WEEKDAYS = "一二三四五六日"


def day_words(day: date) -> str:
    """11月27日 周五."""
    return f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def tell_of(
    promise: Promise, template: str, values: Mapping[str, str], means: ToldBy, *, by: Actor, at: datetime
) -> Told | None:
    """Inside the caller's change; nothing for what was said in person, by telephone or on paper."""
    person = promise.inquiry.person
    if means != ToldBy.MESSAGE or person is None:
        return None
    told: Told = tell(
        person=person,
        template=template,
        values=values,
        subject_kind="inquiry",
        subject_id=promise.inquiry_id,
        number=promise.number,
        purpose=f"{template}/{promise.pk}",
        responsible_id=promise.inquiry.holder_id,
        by=by,
        at=at,
    )
    return told
