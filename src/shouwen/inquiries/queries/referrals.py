"""转办 and 请示: what waits to be accepted, what was handed over, what the office is asked and has ruled."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from shouwen.inquiries.enums import AnswerCheck, HandoverState, InquiryState, RulingKind
from shouwen.inquiries.models import Handover, Ruling
from shouwen.people import queries as people
from shouwen.people.models import Department


def handovers_to(centre_id: int, *, staff_id: int | None, window_id: int | None) -> QuerySet[Handover]:
    """待我接收: what was handed to this person or their window and waits, the longest waiting first."""
    mine = Q(to_staff_id=staff_id) | Q(to_window_id=window_id) if window_id else Q(to_staff_id=staff_id)
    rows = Handover.objects.filter(mine, centre_id=centre_id, state=HandoverState.WAITING)
    return rows.select_related(
        "inquiry__person", "inquiry__item", "inquiry__first_responder", "from_staff", "to_window", "to_staff"
    ).order_by("sent_at", "pk")


def answers_to_check(centre_id: int, inquiry_ids: Iterable[int]) -> dict[int, Handover]:
    """Of these inquiries, those whose department answered with the code of the slip and is still to be called; by inquiry."""
    rows = Handover.objects.filter(
        centre_id=centre_id,
        inquiry_id__in=list(inquiry_ids),
        inquiry__state__in=[InquiryState.OPEN, InquiryState.WITH_RECEIVER],
        answer_check=AnswerCheck.WAITING,
    )
    return {row.inquiry_id: row for row in rows.select_related("to_department").order_by("settled_at", "pk")}


def handovers_wanted(
    centre_id: int,
    *,
    text: str = "",
    state: HandoverState | None = None,
    is_outside: bool | None = None,
    was_refused: bool | None = None,
) -> QuerySet[Handover]:
    """转办台账: the hand-overs of a centre, the newest first; `text` is an inquiry's number, a person, a receiver or words of
    the matter or of the reason for refusing."""
    rows = Handover.objects.filter(centre_id=centre_id)
    if state is not None:
        rows = rows.filter(state=state)
    if is_outside is not None:
        rows = rows.filter(to_department__isnull=not is_outside)
    if was_refused is not None:
        rows = rows.filter(refused=was_refused)
    if text := text.strip():
        number = re.fullmatch(r"问?\s*(\d{6})-(\d{1,4})", text)
        words = Q(inquiry__matter__icontains=text) | Q(return_reason__icontains=text)
        words |= Q(to_department__name__icontains=text) | Q(to_window__name__icontains=text) | Q(to_staff__name=text)
        words |= Q(inquiry__person_id__in=people.ids_matching(centre_id, text))
        rows = rows.filter(Q(inquiry__number=f"问 {number[1]}-{int(number[2]):02d}") if number else words)
    return rows.select_related(
        "inquiry__person", "inquiry__first_responder", "from_staff", "to_window", "to_staff", "to_department", "slip"
    ).order_by("-sent_at", "-pk")


def departments(centre_id: int) -> QuerySet[Department]:
    """外部门 that matters may be handed over to, by name."""
    return Department.objects.filter(centre_id=centre_id, is_active=True)


def rulings_wanted(
    centre_id: int, *, text: str = "", is_open: bool | None = None, kind: RulingKind | None = None
) -> QuerySet[Ruling]:
    """请示与裁定 of a centre, the open ones first, then the newest; `text` is a number or words of question or answer."""
    rows = Ruling.objects.filter(centre_id=centre_id)
    if is_open is not None:
        rows = rows.filter(answered_at__isnull=is_open)
    if kind is not None:
        rows = rows.filter(kind=kind)
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
