"""One inquiry with everything its page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Prefetch

from shouwen.inquiries.enums import AnswerCheck, DeclineState, HandoverState, InquiryState
from shouwen.inquiries.models import (
    Clarification,
    Decline,
    Handover,
    Inquiry,
    OneTimeNotice,
    Ruling,
    UnresolvedMatter,
)

_DECLINE_OVER = frozenset({DeclineState.SENT_BACK, DeclineState.WITHDRAWN})
Referred = TypeVar("Referred", Clarification, Decline, Handover, UnresolvedMatter)


def inquiry_numbered(centre_id: int, serial: str) -> Inquiry | None:
    """The inquiry 问 261009-12 by its serial 261009-12, with all that its page shows; six queries. What couldn't be got done
    stands in `unresolved_matter`, if there is any."""
    rows = Inquiry.objects.filter(centre_id=centre_id, number=f"问 {serial}").select_related(
        "centre",
        "person",
        "item__window",
        "first_responder",
        "holder",
        "window",
        "told_by",
        "unresolved_matter__handler",
        "unresolved_matter__settled_by",
        "not_possible__noted_by",
        "not_possible__checked_by",
        "not_possible__possible_by",
        "not_possible__told_again_by",
    )
    handovers = Handover.objects.select_related(
        "to_window", "to_staff", "to_department", "from_staff", "slip", "checked_by"
    )
    notices = OneTimeNotice.objects.select_related("version__item", "situation", "told_by", "paper")
    declines = Decline.objects.select_related("proposed_by", "decided_by", "withdrawn_by", "paper")
    return rows.prefetch_related(
        Prefetch("handovers", handovers.order_by("sent_at", "pk")),
        Prefetch("rulings", Ruling.objects.select_related("asked_by", "answered_by").order_by("asked_at", "pk")),
        Prefetch("clarifications", Clarification.objects.select_related("owner").order_by("asked_at", "pk")),
        Prefetch("declines", declines.order_by("proposed_at", "pk")),
        Prefetch("notices", notices.order_by("told_at", "pk")),
    ).first()


def states_of(centre_id: int, inquiry_ids: Iterable[int]) -> dict[int, InquiryState]:
    """How far these inquiries are, by their id; one query."""
    rows = Inquiry.objects.filter(centre_id=centre_id, pk__in=list(inquiry_ids))
    return {pk: InquiryState(state) for pk, state in rows.values_list("pk", "state")}


def waiting_handover(inquiry: Inquiry) -> Handover | None:
    """The hand-over that waits to be accepted, of an inquiry that `inquiry_numbered` loaded."""
    return _of(inquiry, next((one for one in inquiry.handovers.all() if one.state == HandoverState.WAITING), None))


def unchecked_answer(inquiry: Inquiry) -> Handover | None:
    """The answer of a department that is still to be checked by a call, of an inquiry that `inquiry_numbered` loaded; the newest."""
    waiting = [one for one in inquiry.handovers.all() if one.answer_check == AnswerCheck.WAITING]
    return _of(inquiry, waiting[-1] if waiting else None)


def open_clarification(inquiry: Inquiry) -> Clarification | None:
    """The question to a superior that isn't answered yet, of an inquiry that `inquiry_numbered` loaded."""
    return _of(inquiry, next((one for one in inquiry.clarifications.all() if one.answered_at is None), None))


def open_decline(inquiry: Inquiry) -> Decline | None:
    """The decline that waits to be checked, or was agreed to and waits to be told, of an inquiry that `inquiry_numbered` loaded."""
    return _of(
        inquiry,
        next(
            (one for one in inquiry.declines.all() if one.state not in _DECLINE_OVER and one.paper_id is None),
            None,
        ),
    )


def open_unresolved(inquiry: Inquiry) -> UnresolvedMatter | None:
    """What couldn't be got done and has no result yet, of an inquiry that `inquiry_numbered` loaded."""
    matter = getattr(inquiry, "unresolved_matter", None)
    return _of(inquiry, matter if matter is not None and matter.settled_at is None else None)


def _of(inquiry: Inquiry, found: Referred | None) -> Referred | None:
    if found is not None:
        found.inquiry = inquiry
    return found
