"""Reading what was told and which calls are owed. Lists take a constant number of queries; words and numbers stay sealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.messages.enums import MessageState
from shouwen.people.models import Person
from shouwen.people.queries import ids_matching
from shouwen.telling.enums import CallState, ReachedBy, ToldChannel
from shouwen.telling.models import CallToMake, Preference, Telling, TemplateText, TriedCall


class CallSift(StrEnum):
    """What the list of calls is narrowed to."""

    OWED = "owed"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class ToldRecord:
    """How one telling stands. `told_at`: when the person was told, by message or by somebody; None while that isn't so."""

    telling_id: int
    purpose: str
    template: str
    channel: ToldChannel
    asked_at: datetime
    told_at: datetime | None
    told_by: str
    means: str
    why: str
    call_number: str = ""
    call_state: CallState | None = None
    message_state: MessageState | None = None

    @property
    def is_told(self) -> bool:
        """Whether the person knows, as far as the record goes."""
        return self.told_at is not None

    @property
    def is_owed(self) -> bool:
        """Whether somebody still has to call."""
        return self.call_state == CallState.OWED


def told_about(centre_id: int, subject_kind: str, subject_id: int) -> list[ToldRecord]:
    """What a person was told about one subject, the first telling first; one query."""
    rows = Telling.objects.filter(centre_id=centre_id, subject_kind=subject_kind, subject_id=subject_id)
    return [_record(row) for row in _with_fate(rows).order_by("told_at", "pk")]


def told_for(centre_id: int, purposes: Iterable[str]) -> dict[str, ToldRecord]:
    """How the tellings for these purposes stand, by purpose; one query. A purpose that wasn't told for is left out."""
    rows = _with_fate(Telling.objects.filter(centre_id=centre_id, purpose__in=list(purposes)))
    return {row.purpose: _record(row) for row in rows}


def unsettled(centre_id: int, prefix: str) -> dict[str, int]:
    """The tellings for these purposes whose message still waits or was given up, or whose call is owed, by purpose; one query."""
    rows = Telling.objects.filter(centre_id=centre_id, purpose__startswith=prefix)
    waits = Q(message__state__in=[MessageState.WAITING, MessageState.FAILED])
    rows = rows.filter((waits & Q(call=None)) | Q(call__state=CallState.OWED))
    return dict(rows.values_list("purpose", "pk"))


def _with_fate(rows: QuerySet[Telling]) -> QuerySet[Telling]:
    return rows.select_related("message", "call__settled_by", "told_by")


def _record(row: Telling) -> ToldRecord:
    call, message = getattr(row, "call", None), row.message
    told_at, by, means = None, "", ""
    if call is not None and call.state == CallState.REACHED:
        told_at, means = call.settled_at, ReachedBy(call.means).label
        by = call.settled_by.name if call.settled_by else ""
    elif message is not None and message.sent_at is not None:
        told_at, means = message.sent_at, ToldChannel(row.channel).label
        by = row.told_by.name if row.told_by else "系统"
    return ToldRecord(
        telling_id=row.pk,
        purpose=row.purpose,
        template=row.template,
        channel=ToldChannel(row.channel),
        asked_at=row.told_at,
        told_at=told_at,
        told_by=by,
        means=means,
        why=row.why,
        call_number=call.number if call else "",
        call_state=CallState(call.state) if call else None,
        message_state=MessageState(message.state) if message else None,
    )


def calls_wanted(
    centre_id: int, *, sift: CallSift | None = None, text: str = "", hidden: Q | None = None
) -> QuerySet[CallToMake]:
    """要打的电话, those owed first and the longest waiting in front, then what was settled last. `text`: a number, a name or a phone;
    `hidden`: what this reader doesn't see."""
    rows = CallToMake.objects.filter(centre_id=centre_id)
    if sift is not None:
        rows = rows.filter(state=sift.value)
    if text:
        about = Q(number__icontains=text) | Q(subject_number__icontains=text)
        rows = rows.filter(about | Q(person_id__in=ids_matching(centre_id, text)))
    if hidden is not None:
        rows = rows.exclude(hidden)
    rows = rows.select_related("person", "settled_by")
    return rows.order_by(F("settled_at").desc(nulls_first=True), "owed_at", "pk")


def call_numbered(centre_id: int, serial: str) -> CallToMake | None:
    """The call 电 26-0004 by its serial 26-0004."""
    rows = CallToMake.objects.filter(centre_id=centre_id, number=f"电 {serial}")
    return rows.select_related("person", "settled_by", "telling", "message__person").first()


def calls_about(centre_id: int, subject_kind: str, subject_id: int) -> QuerySet[CallToMake]:
    """The calls about one subject, those owed first."""
    rows = CallToMake.objects.filter(centre_id=centre_id, subject_kind=subject_kind, subject_id=subject_id)
    return rows.select_related("settled_by").order_by(F("settled_at").desc(nulls_first=True), "pk")


def calls_for(message_ids: Iterable[int]) -> dict[int, CallToMake]:
    """The calls that these messages became, by message; one query."""
    rows = CallToMake.objects.filter(message_id__in=list(message_ids))
    return {row.message_id: row for row in rows if row.message_id is not None}


def tries_of(call: CallToMake) -> list[TriedCall]:
    """The tries, the first one first."""
    return list(call.tries.select_related("tried_by").order_by("tried_at", "pk"))


def tries_made(calls: Iterable[CallToMake]) -> dict[int, int]:
    """How many tries with a result each call has, by call; one query."""
    rows = TriedCall.objects.filter(call__in=list(calls)).exclude(result="")
    return dict(rows.values_list("call").annotate(made=Count("pk")))


def call_clocks(centre_id: int, call_ids: Iterable[int]) -> dict[int, Clock]:
    """The clocks of these calls with who answers for them and what a due light needs, by call; two queries."""
    rows = Clock.objects.filter(centre_id=centre_id, kind=ClockKind.CALL, subject_id__in=list(call_ids))
    return {row.subject_id: row for row in rows.select_related("responsible", "extension").prefetch_related("pauses")}


def person_of(centre_id: int, person_id: UUID | str) -> Person | None:
    """A person of the centre, with how they want to be told where they were asked (`wish_of`)."""
    rows = Person.objects.filter(centre_id=centre_id, pk=person_id)
    return rows.select_related("preference__changed_by").first()


def wish_of(person: Person) -> Preference | None:
    """How the person wants to be told; None if they were never asked."""
    found: Preference | None = getattr(person, "preference", None)
    # A refused change leaves a row beside the person that was never kept.
    return found if found is not None and found.pk is not None else None


def text_versions(centre_id: int, template: str) -> list[TemplateText]:
    """The centre's own words for one purpose, the newest first."""
    rows = TemplateText.objects.filter(centre_id=centre_id, template=template)
    return list(rows.select_related("written_by").order_by("-number"))


def texts_in_force(centre_id: int) -> dict[str, TemplateText]:
    """The newest own words of every purpose that has any; one query."""
    rows = TemplateText.objects.filter(centre_id=centre_id).select_related("written_by").order_by("number")
    return {row.template: row for row in rows}


def calls_about_any(centre_id: int, subject_kind: str, subject_ids: Any) -> QuerySet[CallToMake]:
    """The calls about these subjects, by id or as a query of ids."""
    return CallToMake.objects.filter(centre_id=centre_id, subject_kind=subject_kind, subject_id__in=subject_ids)
