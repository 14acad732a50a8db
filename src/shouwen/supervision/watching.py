"""What is near its time or over it (预警): the open clocks of a centre, and how many by window and by kind. Counts of matters, in no order
of merit: people are named only as who answers for a matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from shouwen.civil_time import local_date, start_of
from shouwen.clocks.enums import ClockKind, ClockState, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.clocks.queries import DayBounds, bounds_of, waited_in_time
from shouwen.clocks.yardstick import Yardstick
from shouwen.people import queries as people
from shouwen.supervision.enums import StepKind
from shouwen.supervision.escalation import Table
from shouwen.supervision.models import OverdueReason, SupervisionOrder
from shouwen.supervision.tables import table_of
from shouwen.supervision.transitions import OPEN

DAY = timedelta(days=1)


class Level(StrEnum):
    """How near: over, due today, due within the days of the table."""

    OVER = "over"
    TODAY = "today"
    SOON = "soon"


LEVEL_WORDS = {Level.OVER: "已超期", Level.TODAY: "今天到期", Level.SOON: "快到期"}


@dataclass(frozen=True, slots=True)
class Looked:
    """What the list is narrowed to. `level` empty: all that is near or over; `unexplained`: overdue, no reason noted;
    `ordered`: an order is open."""

    level: str = ""
    kind: str = ""
    window_id: int | None = None
    staff_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class WindowCount:
    """Of one window (None: who is on no window): how many matters, by level."""

    window_id: int | None
    label: str
    over: int
    today: int
    soon: int

    @property
    def total(self) -> int:
        return self.over + self.today + self.soon


@dataclass(frozen=True, slots=True)
class Watched:
    """The counts of a centre: by window, and by kind."""

    windows: list[WindowCount]
    kinds: dict[ClockKind, int]

    @property
    def by_level(self) -> dict[Level, int]:
        return {level: sum(getattr(one, level.value) for one in self.windows) for level in Level}


def days_ahead(table: Table) -> int:
    """How many working days before its time a matter counts as near: the farthest the table warns at."""
    return max((step.value for step in table.steps if step.step == StepKind.LEFT), default=0)


def watched(centre_id: int, looked: Looked, *, at: datetime, without: Q | None = None) -> QuerySet[Clock]:
    """Running clocks that are near or over, what is due first first, without those of a condition; who answers comes along."""
    levels = _levels(centre_id, at)
    rows = _near(centre_id, levels, without)
    if looked.level in levels:
        rows = rows.filter(levels[Level(looked.level)])
    elif looked.level == "unexplained":
        rows = rows.filter(levels[Level.OVER]).exclude(
            pk__in=OverdueReason.objects.filter(centre_id=centre_id).values("clock")
        )
    elif looked.level == "ordered":
        rows = rows.filter(
            pk__in=SupervisionOrder.objects.filter(centre_id=centre_id, state__in=OPEN)
            .exclude(clock=None)
            .values("clock")
        )
    if looked.kind in ClockKind.values:
        rows = rows.filter(kind=looked.kind)
    if looked.window_id is not None:
        rows = rows.filter(responsible_id__in=_on_window(centre_id, looked.window_id, at))
    if looked.staff_id is not None:
        rows = rows.filter(responsible_id=looked.staff_id)
    if text := looked.text.strip():
        rows = rows.filter(Q(number__iendswith=text) | Q(matter__icontains=text))
    rows = rows.select_related("responsible", "extension").prefetch_related("pauses")
    return rows.order_by("due_at", "pk")


def counts(centre_id: int, *, at: datetime, without: Q | None = None) -> Watched:
    """How many, by window and by kind; a constant number of queries."""
    levels = _levels(centre_id, at)
    counted = (
        _near(centre_id, levels, without)
        .order_by()
        .values_list("responsible_id", "kind")
        .annotate(**{level.value: Count("pk", filter=condition) for level, condition in levels.items()})
    )
    at_window = {one.staff_id: one.window_id for one in people.colleagues(centre_id, on=local_date(at))}
    by_window: dict[int | None, list[int]] = {}
    kinds: dict[ClockKind, int] = {}
    for responsible_id, kind, *numbers in counted:
        sums = by_window.setdefault(at_window.get(responsible_id), [0] * len(levels))
        for place, number in enumerate(numbers):
            sums[place] += number
        kinds[ClockKind(kind)] = kinds.get(ClockKind(kind), 0) + sum(numbers)
    found = [
        WindowCount(window.pk, window.label, *by_window[window.pk])
        for window in people.windows(centre_id)
        if window.pk in by_window
    ]
    if None in by_window:
        found.append(WindowCount(None, "不在窗口的", *by_window[None]))
    return Watched(found, {kind: kinds[kind] for kind in ClockKind if kind in kinds})


def _on_window(centre_id: int, window_id: int, at: datetime) -> list[int]:
    """Who sits there today; 0 means who sits on none, with those who left."""
    here = people.colleagues(centre_id, on=local_date(at))
    if window_id:
        return [one.staff_id for one in here if one.window_id == window_id]
    seated = {one.staff_id for one in here if one.window_id is not None}
    rows = Clock.objects.filter(centre_id=centre_id, closed_at=None).exclude(responsible_id__in=seated)
    return list(rows.order_by().values_list("responsible_id", flat=True).distinct())


def _near(centre_id: int, levels: Mapping[Level, Q], without: Q | None) -> QuerySet[Clock]:
    """What somebody was ordered to put right stands on their own day and on the pages of measures, not on a list for all to read
    (服务承诺制度 第四条)."""
    within = levels[Level.OVER] | levels[Level.TODAY] | levels[Level.SOON]
    rows = Clock.objects.filter(within, centre_id=centre_id, state=ClockState.RUNNING, closed_at=None)
    if without is not None:
        rows = rows.exclude(pk__in=Clock.objects.filter(without, centre_id=centre_id, closed_at=None).values("pk"))
    return rows.exclude(kind=ClockKind.RECTIFY)


def _levels(centre_id: int, at: datetime) -> dict[Level, Q]:
    """The levels as conditions; together they are what is near or over, and no clock is in two of them."""
    by = Yardstick.of(centre_id)
    bounds = bounds_of(at, by)
    until = start_of(by.calendar.add(bounds.today, days_ahead(table_of(centre_id))) + DAY)
    over = _over(centre_id, bounds)
    tomorrow = start_of(bounds.today + DAY)
    return {
        Level.OVER: over,
        Level.TODAY: Q(due_at__lt=tomorrow) & ~over,
        Level.SOON: Q(due_at__gte=tomorrow, due_at__lt=until),
    }


def _over(centre_id: int, bounds: DayBounds) -> Q:
    in_minutes = Q(unit=LimitUnit.OPEN_MINUTE)
    past = Q(due_at__lt=start_of(bounds.last_workday)) | (in_minutes & Q(due_at__lt=bounds.at))
    return past & ~Q(pk__in=waited_in_time(centre_id, bounds))
