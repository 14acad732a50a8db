"""每天归谁负责 (reading R7): from whom a matter was whose, and who stood in for them (AB岗) at the close of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shouwen.civil_time import instant, local_date
from shouwen.clocks.models import Clock
from shouwen.clocks.yardstick import Yardstick
from shouwen.people.models import Cover

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive days on which the same person owed it. `for_id`: whom they stood in for; None if it was their own."""

    first: date
    last: date
    staff_id: int
    for_id: int | None = None


def covers_for(centre_id: int, staff_ids: Collection[int]) -> list[Cover]:
    """Every cover of these people; one query."""
    rows = Cover.objects.filter(centre_id=centre_id, absent_id__in=staff_ids)
    return list(rows.order_by("from_at", "pk"))


def spans_of(clock: Clock, covers: Iterable[Cover], *, on: date, by: Yardstick) -> list[Span]:
    """From the first day up to the day of closing, or `on` while open, in order, without gaps. No query when
    `responsibilities` are prefetched.

    A day is whose it is at its close of business, when a limit ends (R8): a cover of the morning alone doesn't change that."""
    rows = sorted(clock.responsibilities.all(), key=lambda row: row.from_on)
    if not rows:
        return []
    last = local_date(clock.closed_at) if clock.closed_at else on
    own = [cover for cover in covers if cover.absent_id in {row.staff_id for row in rows}]
    found: list[Span] = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        end = min(last, after.from_on - DAY) if after is not None else max(last, row.from_on)
        for first, until, stand_in in _stretches(row.staff_id, row.from_on, end, own, by):
            span = Span(first, until, stand_in or row.staff_id, row.staff_id if stand_in else None)
            found.append(span)
    return found


def owed_on(spans: Sequence[Span], day: date) -> int | None:
    """Who owed it on a day; None before the first."""
    return next((span.staff_id for span in reversed(spans) if span.first <= day), None)


def _stretches(
    staff_id: int, first: date, last: date, covers: Sequence[Cover], by: Yardstick
) -> list[tuple[date, date, int | None]]:
    """The days of one responsibility, cut where somebody begins or ends to stand in."""
    mine = [cover for cover in covers if cover.absent_id == staff_id]
    found: list[tuple[date, date, int | None]] = []
    day = first
    while day <= last:
        stand_in = _stand_in(day, mine, by)
        if found and found[-1][2] == stand_in:
            found[-1] = (found[-1][0], day, stand_in)
        else:
            found.append((day, day, stand_in))
        if not mine:
            return [(first, last, None)]
        day += DAY
    return found


def _stand_in(day: date, covers: Sequence[Cover], by: Yardstick) -> int | None:
    close = instant(by.hours.close_of_business(day))
    return next((cover.by_id for cover in covers if cover.from_at < close <= cover.to_at), None)
