"""Requests for an extension that still wait for a decision or a telling, and the clocks of those who owe the decision."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shouwen.clocks.enums import ClockKind, ClockState, ExtensionState
from shouwen.clocks.models import Clock, ExtensionRequest

EXTENDABLE = frozenset({ClockKind.CASE, ClockKind.TASK})
"""What may be extended (限时办结制度 第二条): matters of the public and tasks from above."""

LIVE = frozenset({ExtensionState.ASKED, ExtensionState.APPROVED})
"""Requests that may still become an extension."""


def void_requests(*, centre_id: int, kind: ClockKind, subject_id: int, at: datetime) -> None:
    """The matter ends: nobody has to decide on its extension any more."""
    subjects = Clock.objects.filter(centre_id=centre_id, kind=kind, subject_id=subject_id)
    live = ExtensionRequest.objects.filter(clock__in=subjects, state__in=LIVE)
    ids = list(live.values_list("pk", flat=True))
    if ids:
        ExtensionRequest.objects.filter(pk__in=ids).update(state=ExtensionState.LAPSED)
        close_approvals(ids, centre_id=centre_id, at=at)


def close_approvals(request_ids: Collection[int], *, centre_id: int, at: datetime) -> None:
    """The decision isn't owed any more; a request that nobody had to decide on has no such clock."""
    owed = Clock.objects.filter(centre_id=centre_id, kind=ClockKind.APPROVAL, subject_id__in=request_ids)
    owed.filter(closed_at=None).update(state=ClockState.CLOSED, closed_at=at)


def to_be_told(clock_ids: Collection[int]) -> set[int]:
    """Those of these clocks whose extension was approved and waits until the person is told; one query, none without a clock."""
    if not clock_ids:
        return set()
    rows = ExtensionRequest.objects.filter(clock_id__in=clock_ids, state=ExtensionState.APPROVED)
    return set(rows.values_list("clock_id", flat=True))


def live_request(clock_id: int | None) -> ExtensionRequest | None:
    """The request of a clock that still waits for a decision or a telling, with who asked; one query, none without a clock."""
    if clock_id is None:
        return None
    rows = ExtensionRequest.objects.filter(clock_id=clock_id, state__in=LIVE)
    return rows.select_related("asked_by", "clock").first()
