"""提前办结: how many working days before its promised day something was concluded, for the page of a case and for public figures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.facts import extension_of
from shouwen.clocks.models import Clock
from shouwen.clocks.yardstick import Yardstick


@dataclass(frozen=True, slots=True)
class EarlyFigures:
    """Of what was concluded in a span: how many, how many of them early, the days saved in all and the median of the early ones;
    instant matters apart: how many were concluded on the very day."""

    concluded: int = 0
    early: int = 0
    days: int = 0
    median_days: float | None = None
    instant: int = 0
    instant_same_day: int = 0


def days_early(clock: Clock, *, by: Yardstick) -> int:
    """Working days from the day of conclusion to the promised last day; 0 if it was concluded on it or later, or isn't yet.

    An extension doesn't make it earlier: the day counts that was promised before. Costs no query when `extension` is selected."""
    if clock.closed_at is None or clock.unit in (LimitUnit.INSTANT, LimitUnit.OPEN_MINUTE):
        return 0
    extension = extension_of(clock)
    promised_on = extension.original_due_on if extension is not None else local_date(clock.due_at)
    closed_on = local_date(clock.closed_at)
    return by.calendar.count(closed_on, promised_on) if closed_on < promised_on else 0


def early_conclusions(
    centre_id: int, *, kind: ClockKind = ClockKind.CASE, start: datetime, end: datetime, without: Collection[int] = ()
) -> EarlyFigures:
    """What was concluded from `start` up to `end`; `without`: subjects that ended otherwise, such as withdrawn cases. One query."""
    rows = Clock.objects.filter(centre_id=centre_id, kind=kind, closed_at__gte=start, closed_at__lt=end)
    by, saved, instant, same_day, concluded = Yardstick.of(centre_id), [], 0, 0, 0
    for clock in rows.exclude(subject_id__in=without).select_related("extension"):
        if clock.closed_at is None:
            continue
        concluded += 1
        if clock.unit == LimitUnit.INSTANT:
            instant += 1
            same_day += local_date(clock.closed_at) == local_date(clock.started_at)
        elif (days := days_early(clock, by=by)) > 0:
            saved.append(days)
    return EarlyFigures(concluded, len(saved), sum(saved), median(saved) if saved else None, instant, same_day)
