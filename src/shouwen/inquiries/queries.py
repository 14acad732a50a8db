"""Reading inquiries: one with everything its page shows, and the register to search. Every answer is a constant number of queries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F, Prefetch, Q, QuerySet

from shouwen.catalogue import queries as catalogue
from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries.enums import Channel, HandoverState, InquiryState
from shouwen.inquiries.models import Handover, Inquiry, OneTimeNotice, Ruling
from shouwen.inquiries.transitions import CLOSED
from shouwen.people import queries as people


class Sift(StrEnum):
    """What the register is narrowed to."""

    OPEN = "open"
    HANDED_OVER = "handed_over"
    WITH_RECEIVER = "with_receiver"
    RULING = "ruling"
    PROMISED = "promised"
    ANSWERED = "answered"
    TO_CASE = "to_case"


_STATES = {
    Sift.HANDED_OVER: (InquiryState.HANDED_OVER,),
    Sift.WITH_RECEIVER: (InquiryState.WITH_RECEIVER,),
    Sift.RULING: (InquiryState.RULING_ASKED, InquiryState.RULED),
    Sift.PROMISED: (InquiryState.PROMISED,),
    Sift.ANSWERED: (InquiryState.ANSWERED,),
    Sift.TO_CASE: (InquiryState.TO_CASE,),
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


def inquiry_numbered(centre_id: int, serial: str) -> Inquiry | None:
    """The inquiry 问 261009-12 by its serial 261009-12, with all that its page shows; four queries."""
    rows = Inquiry.objects.filter(centre_id=centre_id, number=f"问 {serial}").select_related(
        "centre", "person", "item__window", "first_responder", "holder", "window", "told_by"
    )
    handovers = Handover.objects.select_related("to_window", "to_staff", "from_staff", "slip").order_by("sent_at", "pk")
    notices = OneTimeNotice.objects.select_related("version__item", "situation", "told_by", "paper")
    return rows.prefetch_related(
        Prefetch("handovers", handovers),
        Prefetch("rulings", Ruling.objects.select_related("asked_by", "answered_by").order_by("asked_at", "pk")),
        Prefetch("notices", notices.order_by("told_at", "pk")),
    ).first()


def waiting_handover(inquiry: Inquiry) -> Handover | None:
    """The hand-over that waits to be accepted, of an inquiry that `inquiry_numbered` loaded."""
    found = next((one for one in inquiry.handovers.all() if one.state == HandoverState.WAITING), None)
    if found is not None:
        found.inquiry = inquiry
    return found


def handovers_to(centre_id: int, *, staff_id: int | None, window_id: int | None) -> QuerySet[Handover]:
    """待我接收: what was handed to this person or their window and waits, the longest waiting first."""
    mine = Q(to_staff_id=staff_id) | Q(to_window_id=window_id) if window_id else Q(to_staff_id=staff_id)
    rows = Handover.objects.filter(mine, centre_id=centre_id, state=HandoverState.WAITING)
    return rows.select_related(
        "inquiry__person", "inquiry__item", "inquiry__first_responder", "from_staff", "to_window", "to_staff"
    ).order_by("sent_at", "pk")


def rulings_wanted(centre_id: int, *, text: str = "", is_open: bool | None = None) -> QuerySet[Ruling]:
    """请示与裁定 of a centre, the open ones first, then the newest; `text` is a number or words of question or answer."""
    rows = Ruling.objects.filter(centre_id=centre_id)
    if is_open is not None:
        rows = rows.filter(answered_at__isnull=is_open)
    if text := text.strip():
        number = re.fullmatch(r"请?\s*(\d\d)-(\d{1,4})", text)
        words = Q(question__icontains=text) | Q(answer__icontains=text) | Q(inquiry__number=f"问 {text}")
        rows = rows.filter(Q(number=f"请 {number[1]}-{int(number[2]):04d}") if number else words)
    rows = rows.select_related("inquiry__person", "asked_by", "answered_by")
    return rows.order_by(F("answered_at").desc(nulls_first=True), "-asked_at", "-pk")


def ruling_numbered(centre_id: int, serial: str) -> Ruling | None:
    """The ruling 请 26-0031 by its serial 26-0031."""
    rows = Ruling.objects.filter(centre_id=centre_id, number=f"请 {serial}")
    return rows.select_related(
        "inquiry__person", "inquiry__item", "inquiry__first_responder", "inquiry__holder", "asked_by", "answered_by"
    ).first()


def rulings_to_tell(centre_id: int, inquiry_ids: Iterable[int]) -> dict[int, Ruling]:
    """Of these inquiries, those whose ruling has come back and waits to be told to the person; by inquiry."""
    rows = Ruling.objects.filter(
        centre_id=centre_id,
        inquiry_id__in=list(inquiry_ids),
        inquiry__state=InquiryState.RULED,
        answered_at__isnull=False,
    )
    return {row.inquiry_id: row for row in rows.order_by("answered_at")}


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
