"""A promise that 何谷雨 made on Friday 9 October 2026 for Friday 16 October."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories import Town, civil, make_inquiry, make_person

from shouwen.inquiries.enums import ToldBy
from shouwen.promises.actions import make_promise
from shouwen.promises.models import Promise

MADE, DAY = civil(2026, 10, 9, 10), date(2026, 10, 16)
WORDS = {"words": "这几天系统检修，现在办不了，10月16日前给您办好", "means": ToldBy.IN_PERSON}


def promised(town: Town, **changes: Any) -> Promise:
    """The promise, made to a person who left name and number."""
    by = town.actor(town.he)
    person = make_person(town.centre, at=MADE)
    inquiry = make_inquiry(by, at=MADE, person=person)
    given = {"inquiry": inquiry, "category": "conditions", "reason": "系统检修", "promised_for": DAY, **WORDS}
    made: Promise = make_promise(**{**given, **changes, "by": by, "at": MADE})
    return made
