"""以前这样裁定过: answered rulings on a matter like the one being typed, whose answer can be taken as the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of, serial_of
from shouwen.desk.chinese_dates import month_day
from shouwen.inquiries.similar import Similar, similar_rulings
from shouwen.people.masks import mask_words

SHOWN = 2
"""More than two would push the script away; the list of rulings has the rest."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """One ruling that may answer the matter. `key`: pressed to take its answer. `given_to`: whose the matter was
    ruled to be; such an answer is nothing to tell the person."""

    serial: str
    number: str
    answer: str
    reason: str
    by: str
    url: str
    key: str
    given_to: str


def precedents(centre_id: int, matter: str, *, item_id: int | None, at: datetime) -> list[Precedent]:
    """The rulings most like what was typed, two at most; two queries."""
    found = similar_rulings(centre_id, matter[:500], item_id=item_id, at=at, most=SHOWN)
    return [_precedent(one, place) for place, one in enumerate(found)]


def _precedent(similar: Similar, place: int) -> Precedent:
    ruling = similar.ruling
    answered = month_day(ruling.answered_at) if ruling.answered_at else ""
    return Precedent(
        serial=serial_of(ruling.number),
        number=ruling.number,
        answer=mask_words(ruling.answer),
        reason=mask_words(ruling.reason),
        by=f"{ruling.answered_by.name if ruling.answered_by else '管理办公室'} {answered}",
        url=address_of(ClockKind.RULING, ruling.number),
        key="" if place or similar.given_to else "Alt+q",
        given_to=similar.given_to,
    )
