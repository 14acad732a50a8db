"""首问登记簿: the inquiries of a centre, searched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from shouwen.catalogue import queries as catalogue
from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries.enums import Channel, InquiryState
from shouwen.inquiries.models import Inquiry
from shouwen.inquiries.transitions import CLOSED
from shouwen.people import queries as people


class Sift(StrEnum):
    """What the register is narrowed to."""

    OPEN = "open"
    HANDED_OVER = "handed_over"
    WITH_RECEIVER = "with_receiver"
    RULING = "ruling"
    PROMISED = "promised"
    CLARIFYING = "clarifying"
    DECLINING = "declining"
    UNRESOLVED = "unresolved"
    ANSWERED = "answered"
    TO_CASE = "to_case"
    DECLINED = "declined"
    NOT_POSSIBLE = "not_possible"


_STATES = {
    Sift.HANDED_OVER: (InquiryState.HANDED_OVER,),
    Sift.WITH_RECEIVER: (InquiryState.WITH_RECEIVER,),
    Sift.RULING: (InquiryState.RULING_ASKED, InquiryState.RULED),
    Sift.PROMISED: (InquiryState.PROMISED,),
    Sift.CLARIFYING: (InquiryState.CLARIFYING, InquiryState.CLARIFIED),
    Sift.DECLINING: (InquiryState.DECLINE_ASKED, InquiryState.DECLINE_AGREED),
    Sift.UNRESOLVED: (InquiryState.UNRESOLVED,),
    Sift.ANSWERED: (InquiryState.ANSWERED,),
    Sift.TO_CASE: (InquiryState.TO_CASE,),
    Sift.DECLINED: (InquiryState.DECLINED,),
    Sift.NOT_POSSIBLE: (InquiryState.NOT_POSSIBLE,),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search in the register: `text` is a number, a name, the last four digits of a phone, initials, an item or words
    of the matter. `first_responder_id` narrows to what this person took first, `holder_id` to what they answer for now."""

    text: str = ""
    sift: Sift | None = None
    channel: Channel | None = None
    first_responder_id: int | None = None
    holder_id: int | None = None


def inquiries_wanted(centre_id: int, wanted: Wanted, *, at: datetime) -> QuerySet[Inquiry]:
    """首问登记簿: the inquiries of a centre that fit, newest first, with what a row shows."""
    rows = Inquiry.objects.filter(centre_id=centre_id)
    if wanted.sift == Sift.OPEN:
        rows = rows.exclude(state__in=CLOSED)
    elif wanted.sift is not None:
        rows = rows.filter(state__in=_STATES[wanted.sift])
    if wanted.channel is not None:
        rows = rows.filter(channel=wanted.channel)
    if wanted.first_responder_id is not None:
        rows = rows.filter(first_responder_id=wanted.first_responder_id)
    if wanted.holder_id is not None:
        rows = rows.filter(holder_id=wanted.holder_id)
    if wanted.text.strip():
        rows = rows.filter(_meaning(centre_id, wanted.text.strip(), at=at))
    return rows.select_related("person", "item", "first_responder", "holder", "window").order_by("-received_at", "-pk")


def _meaning(centre_id: int, text: str, *, at: datetime) -> Q:
    """A number alone when it is written as one; else whatever the words may mean."""
    if number := re.fullmatch(r"问?\s*(\d{6})-(\d{1,4})", text):
        return Q(number=f"问 {number[1]}-{int(number[2]):02d}")
    condition = Q(person_id__in=people.ids_matching(centre_id, text))
    if re.fullmatch(r"\d{6}", text):
        condition |= Q(number__startswith=f"问 {text}-")
    if re.fullmatch(r"\d{1,3}", text):
        condition |= Q(number=f"问 {local_date(at):%y%m%d}-{int(text):02d}")
    if text.isascii():
        items = catalogue.items(centre_id).filter(initials__icontains=text.lower())
        return condition | Q(item_id__in=list(items.values_list("pk", flat=True)))
    items = catalogue.items(centre_id).filter(name__icontains=text)
    return condition | Q(matter__icontains=text) | Q(item_id__in=list(items.values_list("pk", flat=True)))


def last_asked_by_phone(centre_id: int, phone: str) -> Inquiry | None:
    """The newest inquiry that came with this phone number, for the hint 这个号码 9月22日问过…."""
    people_ids = people.ids_matching(centre_id, phone) if re.fullmatch(r"[\d\s+\-]{7,20}", phone.strip()) else []
    rows = Inquiry.objects.filter(centre_id=centre_id, person_id__in=people_ids)
    return (
        rows.select_related("person", "item", "first_responder", "holder", "told_by").order_by("-received_at").first()
    )


def clocks_of(centre_id: int, kind: ClockKind, subject_ids: Iterable[int]) -> dict[int, Clock]:
    """The clocks of these subjects with what a due light needs, by subject; two queries."""
    rows = Clock.objects.filter(centre_id=centre_id, kind=kind, subject_id__in=list(subject_ids))
    return {clock.subject_id: clock for clock in rows.select_related("extension").prefetch_related("pauses")}
