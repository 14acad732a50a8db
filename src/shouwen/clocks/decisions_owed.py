"""审批延期 is owed by the original due day of what is to be extended, so it moves with that day: when the calendar changes, and when
the matter stands still."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from shouwen.civil_time import instant, local_date
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.known_ends import known_ends
from shouwen.clocks.live_requests import LIVE
from shouwen.clocks.models import Clock, ExtensionRequest
from shouwen.clocks.reckoned import Reckoned
from shouwen.clocks.yardstick import Yardstick

Moved = tuple[Clock, datetime]
"""A clock whose due day moved, and the moment at which it was due before."""


def follow_decisions(*, clock_ids: Collection[int], on: date, by: Yardstick) -> list[Moved]:
    """Move the decisions that are owed on requests to extend these clocks."""
    requests = list(
        ExtensionRequest.objects.filter(clock_id__in=clock_ids, state__in=LIVE).values_list("pk", flat=True)
    )
    if not requests:
        return []
    owed = Clock.objects.filter(kind=ClockKind.APPROVAL, subject_id__in=requests, closed_at=None)
    return move_decisions(list(owed), on=on, by=by)


def move_decisions(approvals: Sequence[Clock], *, on: date, by: Yardstick) -> list[Moved]:
    """Reckon open clocks of decisions anew and write them; two queries, and one for each new end."""
    owed = {clock.subject_id: clock for clock in approvals}
    moved: list[Moved] = []
    changed: dict[Reckoned, list[int]] = defaultdict(list)
    requests = ExtensionRequest.objects.filter(pk__in=owed).select_related("clock").prefetch_related("clock__pauses")
    for request in requests if owed else ():
        clock, day = owed[request.pk], known_ends(request.clock, on=on, by=by).due_on
        end = instant(by.hours.close_of_business(day))
        before, after = (
            Reckoned.now(clock),
            Reckoned(end, None, by.calendar.provisional(local_date(clock.started_at), day)),
        )
        if before == after:
            continue
        after.put(clock)
        changed[after].append(clock.pk)
        if has_moved(clock, before):
            moved.append((clock, before.due_at))
    write_ends(changed)
    return moved


def has_moved(clock: Clock, before: Reckoned) -> bool:
    """Whether the due day moved; of a limit in minutes the moment."""
    if clock.unit == LimitUnit.OPEN_MINUTE:
        return clock.due_at != before.due_at
    return local_date(clock.due_at) != local_date(before.due_at)


def write_ends(changed: Mapping[Reckoned, Sequence[int]]) -> None:
    """One update for each end."""
    for end, ids in changed.items():
        Clock.objects.filter(pk__in=ids).update(
            due_at=end.due_at, legal_due_on=end.legal_due_on, provisional=end.provisional
        )
