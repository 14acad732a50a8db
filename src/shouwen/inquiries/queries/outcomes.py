"""请示上级, 不予受理 and 办不成事 of a centre, searched; the open ones first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet

from shouwen.inquiries.enums import DeclineState, InquiryState
from shouwen.inquiries.models import Clarification, Decline, UnresolvedMatter
from shouwen.people import queries as people


def clarifications_wanted(
    centre_id: int, *, text: str = "", is_open: bool | None = None, owner_id: int | None = None
) -> QuerySet[Clarification]:
    """释明 of a centre; `text` is a number, a person, or words of question, answer or whom was asked."""
    rows = Clarification.objects.filter(centre_id=centre_id)
    if is_open is not None:
        rows = rows.filter(answered_at__isnull=is_open)
    if owner_id is not None:
        rows = rows.filter(owner_id=owner_id)
    if text := text.strip():
        words = Q(question__icontains=text) | Q(answer__icontains=text) | Q(asked_of__icontains=text)
        rows = rows.filter(_numbered("释", text) or words | _of_person(centre_id, text))
    rows = rows.select_related("inquiry__person", "inquiry__first_responder", "owner")
    return rows.order_by(F("answered_at").desc(nulls_first=True), "promised_for", "-pk")


def clarification_numbered(centre_id: int, serial: str) -> Clarification | None:
    """The clarification 释 26-0004 by its serial 26-0004."""
    rows = Clarification.objects.filter(centre_id=centre_id, number=f"释 {serial}")
    return rows.select_related(
        "inquiry__person", "inquiry__item", "inquiry__first_responder", "inquiry__holder", "owner"
    ).first()


def clarifications_to_tell(centre_id: int, inquiry_ids: Iterable[int]) -> dict[int, Clarification]:
    """Of these inquiries, those whose superior has answered and waits to be told to the person; by inquiry."""
    rows = Clarification.objects.filter(
        centre_id=centre_id,
        inquiry_id__in=list(inquiry_ids),
        inquiry__state=InquiryState.CLARIFIED,
        answered_at__isnull=False,
        told_at=None,
    )
    return {row.inquiry_id: row for row in rows.order_by("answered_at")}


def declines_wanted(centre_id: int, *, text: str = "", state: DeclineState | None = None) -> QuerySet[Decline]:
    """不予受理 of a centre, those that wait for the check first; `text` is an inquiry's number, a person, or words of it."""
    rows = Decline.objects.filter(centre_id=centre_id)
    if state is not None:
        rows = rows.filter(state=state)
    if text := text.strip():
        words = Q(inquiry__matter__icontains=text) | Q(reason__icontains=text) | Q(basis__icontains=text)
        words |= Q(inquiry__number=f"问 {text.removeprefix('问').strip()}")
        rows = rows.filter(words | _of_person(centre_id, text))
    rows = rows.select_related(
        "inquiry__person", "inquiry__item", "inquiry__first_responder", "proposed_by", "decided_by", "paper"
    )
    return rows.order_by(F("decided_at").desc(nulls_first=True), "proposed_at", "pk")


def decline_of(centre_id: int, decline_id: int) -> Decline | None:
    """One decline, with its inquiry."""
    rows = Decline.objects.filter(centre_id=centre_id, pk=decline_id)
    return rows.select_related("inquiry__person", "inquiry__item", "proposed_by", "decided_by", "paper").first()


def declines_to_tell(centre_id: int, inquiry_ids: Iterable[int]) -> dict[int, Decline]:
    """Of these inquiries, those whose decline was agreed to and waits to be told; by inquiry."""
    rows = Decline.objects.filter(
        centre_id=centre_id,
        inquiry_id__in=list(inquiry_ids),
        inquiry__state=InquiryState.DECLINE_AGREED,
        state=DeclineState.AGREED,
    )
    return {row.inquiry_id: row for row in rows.order_by("decided_at")}


def unresolved_wanted(
    centre_id: int, *, text: str = "", is_open: bool | None = None, was_resolved: bool | None = None
) -> QuerySet[UnresolvedMatter]:
    """办不成事台账; `text` is a number, a person, or words of obstacle or result."""
    rows = UnresolvedMatter.objects.filter(centre_id=centre_id)
    if is_open is not None:
        rows = rows.filter(settled_at__isnull=is_open)
    if was_resolved is not None:
        rows = rows.filter(was_resolved=was_resolved)
    if text := text.strip():
        words = Q(obstacle__icontains=text) | Q(result__icontains=text) | Q(inquiry__matter__icontains=text)
        rows = rows.filter(_numbered("难", text) or words | _of_person(centre_id, text))
    rows = rows.select_related("inquiry__person", "inquiry__first_responder", "noted_by", "handler", "settled_by")
    return rows.order_by(F("settled_at").desc(nulls_first=True), "-noted_at", "-pk")


def unresolved_numbered(centre_id: int, serial: str) -> UnresolvedMatter | None:
    """The matter 难 26-0002 by its serial 26-0002."""
    rows = UnresolvedMatter.objects.filter(centre_id=centre_id, number=f"难 {serial}")
    return rows.select_related(
        "inquiry__person", "inquiry__item", "inquiry__first_responder", "noted_by", "handler", "settled_by"
    ).first()


def handled_as_unresolved(centre_id: int, staff_ids: Iterable[int]) -> QuerySet[Any]:
    """Ids of the inquiries for which these people owe the result of 办不成事: telling it is the answer, so it is one debt."""
    rows = UnresolvedMatter.objects.filter(centre_id=centre_id, handler_id__in=list(staff_ids), settled_at=None)
    return rows.values("inquiry_id")


def _numbered(mark: str, text: str) -> Q | None:
    """The condition of a text that is a number: 释 26-4 is 释 26-0004."""
    number = re.fullmatch(rf"{mark}?\s*(\d\d)-(\d{{1,4}})", text)
    return Q(number=f"{mark} {number[1]}-{int(number[2]):04d}") if number else None


def _of_person(centre_id: int, text: str) -> Q:
    return Q(inquiry__person_id__in=people.ids_matching(centre_id, text))
