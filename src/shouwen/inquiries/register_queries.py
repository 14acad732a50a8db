"""登记簿和台账: what each register as it is filed holds, narrowed and searched. Each answer is a constant number of queries.

Rows come newest first for the screen; `in_order` turns them round for a printout, whose lines are numbered from the first day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Model, Prefetch, Q, QuerySet

from shouwen.civil_time import start_of
from shouwen.inquiries.enums import Channel, HandoverState, InquiryState, RulingKind
from shouwen.inquiries.models import Decline, Handover, Inquiry, NotPossible, Ruling, UnresolvedMatter
from shouwen.inquiries.not_sent import message_failed
from shouwen.people.queries import ids_matching

Row = TypeVar("Row", bound=Model)

DONE = (InquiryState.ANSWERED, InquiryState.TO_CASE, InquiryState.DECLINED, InquiryState.NOT_POSSIBLE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a register is narrowed to: days (both included), a state of its own, window, member of staff, channel, words."""

    first: date | None = None
    last: date | None = None
    state: str = ""
    window_id: int | None = None
    staff_id: int | None = None
    channel: Channel | None = None
    text: str = ""


def in_order(rows: QuerySet[Row]) -> QuerySet[Row]:
    """The same rows from the oldest on."""
    return rows.reverse()


def inquiry_register(centre_id: int, asked: Asked) -> QuerySet[Inquiry]:
    """首问登记簿: every inquiry. States: open, untold, answered, to_case, declined, promised, handed_over.

    `is_not_sent` of a row: what it was told by went out to nobody, so it isn't told."""
    rows = _inquiries(centre_id, asked)
    if asked.channel is not None:
        rows = rows.filter(channel=asked.channel)
    return _with_all(rows)


def call_register(centre_id: int, asked: Asked) -> QuerySet[Inquiry]:
    """来电登记簿（首问负责制度 第五条（四））: what came by phone. States as in the register of inquiries."""
    return _with_all(_inquiries(centre_id, asked).filter(channel=Channel.PHONE))


def _inquiries(centre_id: int, asked: Asked) -> QuerySet[Inquiry]:
    rows = Inquiry.objects.filter(within("received_at", asked), centre_id=centre_id)
    if asked.state == "open":
        rows = rows.exclude(state__in=DONE)
    elif asked.state == "untold":
        rows = rows.filter(Q(told_at=None) | Q(message_failed()))
    elif asked.state == "handed_over":
        rows = rows.filter(handovers__isnull=False).distinct()
    elif asked.state in InquiryState.values:
        rows = rows.filter(state=asked.state)
    if asked.window_id is not None:
        rows = rows.filter(window_id=asked.window_id)
    if asked.staff_id is not None:
        rows = rows.filter(Q(first_responder_id=asked.staff_id) | Q(holder_id=asked.staff_id))
    if asked.text:
        words = Q(matter__icontains=asked.text) | Q(words_told__icontains=asked.text)
        rows = rows.filter(words | meant(centre_id, asked.text))
    return rows.order_by("-received_at", "-pk")


def _with_all(rows: QuerySet[Inquiry]) -> QuerySet[Inquiry]:
    handovers = Handover.objects.select_related("to_window", "to_staff", "to_department").order_by("sent_at", "pk")
    declines = Decline.objects.select_related("proposed_by", "decided_by", "paper").order_by("proposed_at", "pk")
    return (
        rows.annotate(is_not_sent=message_failed())
        .select_related("person", "item", "first_responder", "holder", "window", "told_by", "missed_call")
        .prefetch_related(Prefetch("handovers", handovers), Prefetch("declines", declines))
    )


def handover_register(centre_id: int, asked: Asked) -> QuerySet[Handover]:
    """转办台账（首问负责制度 第五条（二））. States: waiting, accepted, returned, refused, outside."""
    rows = Handover.objects.filter(within("sent_at", asked), centre_id=centre_id)
    if asked.state == "refused":
        rows = rows.filter(refused=True)
    elif asked.state == "outside":
        rows = rows.filter(to_department__isnull=False)
    elif asked.state in HandoverState.values:
        rows = rows.filter(state=asked.state)
    if asked.window_id is not None:
        rows = rows.filter(to_window_id=asked.window_id)
    if asked.staff_id is not None:
        rows = rows.filter(Q(from_staff_id=asked.staff_id) | Q(to_staff_id=asked.staff_id))
    if asked.text:
        words = Q(words_told__icontains=asked.text) | Q(inquiry__matter__icontains=asked.text)
        words |= Q(to_department__name__icontains=asked.text)
        rows = rows.filter(words | meant(centre_id, asked.text, "inquiry__"))
    found = rows.select_related(
        "inquiry__person", "inquiry__item", "inquiry__first_responder", "from_staff", "to_window", "to_staff"
    )
    return found.select_related("to_department", "slip").order_by("-sent_at", "-pk")


def ruling_register(centre_id: int, asked: Asked) -> QuerySet[Ruling]:
    """请示台账（首问负责制度 第五条（三））. States: open, answered, untold, responsibility."""
    rows = Ruling.objects.filter(within("asked_at", asked), centre_id=centre_id)
    if asked.state in ("open", "answered"):
        rows = rows.filter(answered_at__isnull=asked.state == "open")
    elif asked.state == "untold":
        rows = rows.filter(answered_at__isnull=False, inquiry__state=InquiryState.RULED)
    elif asked.state == RulingKind.RESPONSIBILITY:
        rows = rows.filter(kind=RulingKind.RESPONSIBILITY)
    if asked.window_id is not None:
        rows = rows.filter(inquiry__window_id=asked.window_id)
    if asked.staff_id is not None:
        rows = rows.filter(Q(asked_by_id=asked.staff_id) | Q(answered_by_id=asked.staff_id))
    if asked.text:
        words = Q(number__icontains=asked.text) | Q(question__icontains=asked.text) | Q(answer__icontains=asked.text)
        rows = rows.filter(words | meant(centre_id, asked.text, "inquiry__"))
    found = rows.select_related("inquiry__person", "inquiry__item", "inquiry__first_responder", "asked_by")
    return found.select_related("answered_by").order_by("-asked_at", "-pk")


def unresolved_register(centre_id: int, asked: Asked) -> QuerySet[UnresolvedMatter]:
    """办不成事台账. States: open, resolved, not_resolved."""
    rows = UnresolvedMatter.objects.filter(within("noted_at", asked), centre_id=centre_id)
    if asked.state == "open":
        rows = rows.filter(settled_at=None)
    elif asked.state in ("resolved", "not_resolved"):
        rows = rows.filter(was_resolved=asked.state == "resolved")
    if asked.window_id is not None:
        rows = rows.filter(inquiry__window_id=asked.window_id)
    if asked.staff_id is not None:
        rows = rows.filter(Q(noted_by_id=asked.staff_id) | Q(handler_id=asked.staff_id))
    if asked.text:
        words = Q(number__icontains=asked.text) | Q(obstacle__icontains=asked.text) | Q(result__icontains=asked.text)
        words |= Q(inquiry__matter__icontains=asked.text)
        rows = rows.filter(words | meant(centre_id, asked.text, "inquiry__"))
    found = rows.select_related("inquiry__person", "inquiry__item", "inquiry__first_responder", "noted_by")
    return found.select_related("handler", "settled_by").order_by("-noted_at", "-pk")


def not_possible_register(centre_id: int, asked: Asked) -> QuerySet[NotPossible]:
    """现在办不了台账. States: a kind of reason, or unchecked, unclear, to_tell (it can be done now, and the person doesn't know)."""
    rows = NotPossible.objects.filter(within("noted_at", asked), centre_id=centre_id)
    if asked.state == "unchecked":
        rows = rows.filter(checked_at=None)
    elif asked.state == "unclear":
        rows = rows.filter(is_clear=False, clearer_at=None)
    elif asked.state == "to_tell":
        rows = rows.filter(possible_at__isnull=False, told_again_at=None)
    elif asked.state:
        rows = rows.filter(category=asked.state)
    if asked.window_id is not None:
        rows = rows.filter(inquiry__window_id=asked.window_id)
    if asked.staff_id is not None:
        rows = rows.filter(noted_by_id=asked.staff_id)
    if asked.text:
        words = Q(reason__icontains=asked.text) | Q(clearer__icontains=asked.text)
        words |= Q(inquiry__matter__icontains=asked.text)
        rows = rows.filter(words | meant(centre_id, asked.text, "inquiry__"))
    found = rows.select_related("inquiry__person", "inquiry__item", "inquiry__first_responder", "noted_by")
    return found.select_related("checked_by").order_by("-noted_at", "-pk")


def within(field: str, asked: Asked) -> Q:
    """The days asked for, of a moment in `field`."""
    found = Q()
    if asked.first is not None:
        found &= Q(**{f"{field}__gte": start_of(asked.first)})
    if asked.last is not None:
        found &= Q(**{f"{field}__lt": start_of(asked.last + timedelta(days=1))})
    return found


def meant(centre_id: int, text: str, inquiry: str = "") -> Q:
    """The inquiry whose number was typed, and those of the people whom the words may mean."""
    people = ids_matching(centre_id, text)
    return Q(**{f"{inquiry}number__icontains": text}) | Q(**{f"{inquiry}person_id__in": people})
