"""Reading what comes in by itself: online questions by number and code, and calls. Every list is a constant number of queries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.crypto import constant_time_compare

from shouwen.civil_time import local_date, start_of
from shouwen.clocks.apart import counted_apart
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.clocks.yardstick import Yardstick
from shouwen.inquiries.enums import CallbackState
from shouwen.inquiries.models import CallImport, CallRecord, CallTry, OnlineQuestion
from shouwen.people import queries as people
from shouwen.people.phones import phone_hash
from shouwen.sealing import key_ring

GIVEN_UP_FOR = timedelta(days=31)
"""How long somebody who couldn't be reached is still recognised when they call again."""
_CLAIM_BY = Subquery(
    Clock.objects.filter(centre_id=OuterRef("centre_id"), kind=ClockKind.QUESTION, subject_id=OuterRef("pk")).values(
        "due_at"
    )[:1]
)
"""By when a question is to be claimed, as its clock says."""


class QuestionSift(StrEnum):
    """What the list of online questions is narrowed to."""

    WAITING = "waiting"
    FELL = "fell"
    CLAIMED = "claimed"


class CallSift(StrEnum):
    """What the list of missed calls is narrowed to."""

    OWED = "owed"
    REACHED = "reached"
    CALLED_AGAIN = "called_again"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class MissedBy:
    """How often a number called in vain on the day of its debt, and when last."""

    times: int
    last_at: datetime


def waiting_questions(centre_id: int) -> QuerySet[OnlineQuestion]:
    """待认领: nobody's yet, the one that falls to the duty person first in front."""
    rows = OnlineQuestion.objects.filter(centre_id=centre_id, inquiry=None)
    return rows.select_related("person", "item").order_by(_CLAIM_BY, "pk")


def questions_wanted(centre_id: int, *, sift: QuestionSift | None = None) -> QuerySet[OnlineQuestion]:
    """网上提问 of a centre, those waiting first, then what was taken last."""
    if sift == QuestionSift.WAITING:
        return waiting_questions(centre_id)
    rows = OnlineQuestion.objects.filter(centre_id=centre_id)
    if sift == QuestionSift.FELL:
        rows = rows.filter(fell_to_duty=True)
    elif sift == QuestionSift.CLAIMED:
        rows = rows.filter(inquiry__isnull=False, fell_to_duty=False)
    rows = rows.select_related("person", "item", "inquiry__first_responder", "inquiry__holder")
    return rows.order_by(F("claimed_at").desc(nulls_first=True), _CLAIM_BY, "pk")


def question_numbered(centre_id: int, serial: str) -> OnlineQuestion | None:
    """The question 网 26-0012 by its serial 26-0012."""
    rows = OnlineQuestion.objects.filter(centre_id=centre_id, number=f"网 {serial}")
    return rows.select_related("person", "item", "inquiry__first_responder").first()


def question_path(question: OnlineQuestion) -> str:
    """The path of the page on which the asker follows the question, with its code."""
    serial = question.number.removeprefix("网 ")
    return f"/q/{serial}-{question_code(question.centre_id, question.number)}/"


def question_code(centre_id: int, number: str) -> str:
    """Ten digits and letters that only the asker has, so that numbers can't be tried out."""
    return key_ring().search_hash(number, field="question", centre_id=centre_id)[:10]


def question_with_code(serial: str, code: str) -> OnlineQuestion | None:
    """The question with this number and code, of whichever centre; None if they don't belong together."""
    rows = OnlineQuestion.objects.filter(number=f"网 {serial}").select_related(
        "centre", "person", "item", "follows", "inquiry__first_responder", "inquiry__holder", "inquiry__window"
    )
    for question in rows:
        if constant_time_compare(question_code(question.centre_id, question.number), code):
            return question
    return None


def calls_missed(centre_id: int, *, sift: CallSift | None = None, text: str = "") -> QuerySet[CallRecord]:
    """漏接来电: one row a number and day, those owed first by their call, then what was settled last. `text` is the number of a call or
    a whole telephone number (kept sealed, so that parts of it find nothing)."""
    rows = CallRecord.objects.filter(centre_id=centre_id).exclude(number="")
    if sift is not None:
        rows = rows.filter(state=sift.value)
    if text := text.strip():
        serial = re.fullmatch(r"回?\s*(\d\d)-(\d{1,4})", text)
        phone = phone_hash(centre_id, text)
        rows = rows.filter(number=f"回 {serial[1]}-{int(serial[2]):04d}") if serial else rows.filter(phone_hash=phone)
    rows = rows.select_related("window", "inquiry", "settled_by")
    return rows.order_by(F("settled_at").desc(nulls_first=True), "called_at", "pk")


def call_numbered(centre_id: int, serial: str) -> CallRecord | None:
    """The missed call 回 26-0005 by its serial 26-0005."""
    rows = CallRecord.objects.filter(centre_id=centre_id, number=f"回 {serial}")
    return rows.select_related("window", "inquiry__first_responder", "settled_by", "source").first()


def times_called(centre_id: int, calls: Iterable[CallRecord]) -> dict[int, MissedBy]:
    """For each of these debts, how often the number called in vain that day; one query."""
    shown = list(calls)
    if not shown:
        return {}
    days = [local_date(call.called_at) for call in shown]
    first, last = start_of(min(days)), start_of(max(days) + timedelta(days=1))
    rows = CallRecord.objects.filter(
        centre_id=centre_id,
        phone_hash__in={call.phone_hash for call in shown},
        called_at__gte=first,
        called_at__lt=last,
        was_answered=False,
    ).values_list("phone_hash", "called_at")
    moments: dict[tuple[str, date], list[datetime]] = {}
    for phone, called_at in rows:
        moments.setdefault((phone, local_date(called_at)), []).append(called_at)
    found = {}
    for call, day in zip(shown, days, strict=True):
        those = moments[call.phone_hash, day]
        found[call.pk] = MissedBy(len(those), max(those))
    return found


def tries_of(call: CallRecord) -> list[CallTry]:
    """The tries to call back, in order."""
    return list(call.tries.select_related("tried_by").order_by("tried_at", "pk"))


def tries_counted(centre_id: int, calls: Iterable[CallRecord]) -> dict[int, int]:
    """How many tries of each call count that came to nothing: those closer together than `Centre.try_minutes` of opening time
    count as one. Four queries at most."""
    tried: dict[int, list[datetime]] = {}
    rows = CallTry.objects.filter(centre_id=centre_id, call__in=list(calls)).exclude(result="")
    for call_id, at in rows.values_list("call_id", "tried_at"):
        tried.setdefault(call_id, []).append(at)
    if not tried:
        return {}
    apart, by = people.centre(centre_id).try_minutes, Yardstick.of(centre_id)
    return {call_id: counted_apart(moments, minutes=apart, by=by) for call_id, moments in tried.items()}


def newest_imports(centre_id: int, *, most: int = 10) -> list[CallImport]:
    """The last imports of call records."""
    rows = CallImport.objects.filter(centre_id=centre_id).select_related("imported_by")
    return list(rows.order_by("-imported_at", "-pk")[:most])


def owed_by_phone(centre_id: int, phone_hashed: str, *, by: datetime) -> QuerySet[CallRecord]:
    """Missed calls of a number up to a moment that somebody still owes, or that were given up in the month before."""
    waiting = Q(state=CallbackState.OWED) | Q(state=CallbackState.NOT_REACHED, called_at__gt=by - GIVEN_UP_FOR)
    rows = CallRecord.objects.filter(waiting, centre_id=centre_id, phone_hash=phone_hashed, called_at__lte=by)
    return rows.exclude(number="")


def debt_clocks(centre_id: int, kind: ClockKind, subject_ids: Iterable[int]) -> dict[int, Clock]:
    """The clocks of these subjects with who answers for them and what a due light needs, by subject; two queries."""
    rows = Clock.objects.filter(centre_id=centre_id, kind=kind, subject_id__in=list(subject_ids))
    rows = rows.select_related("responsible", "extension").prefetch_related("pauses")
    return {clock.subject_id: clock for clock in rows}
