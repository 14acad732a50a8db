"""Reading clocks: what people owe, in the order in which it is owed. Every list is a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from shouwen.civil_time import instant, local_date
from shouwen.clocks.enums import ClockKind, ClockState, LimitUnit
from shouwen.clocks.models import Clock, Pause
from shouwen.clocks.standing import Standing, standing_of
from shouwen.clocks.waiting import in_time_until
from shouwen.clocks.yardstick import Yardstick
from shouwen.workdays import Calendar

OWED_BY_FIRST = (ClockKind.INQUIRY, ClockKind.PROMISE)
"""What the first responder owes though somebody else answers for it now."""


class DebtGroup(StrEnum):
    """The headings of *my day*: 已过期限, 今天, the next working day, 以后, 暂停计时."""

    OVERDUE = "overdue"
    TODAY = "today"
    NEXT_DAY = "next_day"
    LATER = "later"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class DayBounds:
    """The days that part the groups: today, the latest working day up to today, and the next one."""

    today: date
    last_workday: date
    next_workday: date
    at: datetime
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Tally:
    """Open clocks alike in kind, state, unit and moment at which they are due, and how many they are.

    `due_at` of an instant matter that waited is the end of the day on which it is still in time."""

    kind: ClockKind
    state: str
    unit: str
    due_at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class DebtCounts:
    """How many clocks are open, in all, by kind and by group."""

    by_kind: dict[ClockKind, int]
    by_group: dict[DebtGroup, int]

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


@dataclass(frozen=True, slots=True)
class OpenCount:
    """Of one kind in a whole centre: how many aren't settled, and how many of these are past their time."""

    open: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """What a clock is about, as lists name it: 办 26-01873, 陈*木, 农村宅基地建房审批."""

    number: str
    person_masked: str
    matter: str


def debts_of(
    *, centre_id: int, staff_ids: Collection[int], kinds: Collection[ClockKind] = (), without: Any = ()
) -> QuerySet[Clock]:
    """What these people owe: open clocks they answer for now, and answers and promises whose first responder they are
    (首问负责制度 第三条). A case that somebody else handles is theirs to know, not to do.
    What is due first stands first, so overdue ones lead; clocks that stand still come last.

    `without`: inquiries, by id or as a query of ids, that another debt of theirs stands for. Pauses, extension and the two
    people are loaded along: a page costs two queries."""
    paused_last = Case(When(state=ClockState.PAUSED, then=Value(1)), default=Value(0))
    rows = _owed(centre_id, staff_ids, kinds, without).select_related("responsible", "first_responder", "extension")
    return rows.prefetch_related("pauses").order_by(paused_last, "due_at", "pk")


def debt_tallies(*, centre_id: int, staff_ids: Collection[int], without: Any = ()) -> list[Tally]:
    """The same debts counted, in one query: limits end at close of business, so a thousand debts are a few dozen tallies."""
    return _tallied(_owed(centre_id, staff_ids, (), without))


def debt_counts(tallies: Iterable[Tally], *, bounds: DayBounds, kinds: Collection[ClockKind] = ()) -> DebtCounts:
    """Tallies summed up. `by_kind` counts all kinds; `by_group` only the chosen `kinds`, if any."""
    by_kind: dict[ClockKind, int] = {}
    by_group = dict.fromkeys(DebtGroup, 0)
    for tally in tallies:
        by_kind[tally.kind] = by_kind.get(tally.kind, 0) + tally.count
        if not kinds or tally.kind in kinds:
            by_group[group_of(tally, bounds)] += tally.count
    return DebtCounts(by_kind, by_group)


def due_days(tallies: Iterable[Tally], *, first: date, last: date) -> dict[date, int]:
    """How many running debts are due on each day from `first` to `last`, in order, days without any left out."""
    found: dict[date, int] = {}
    for tally in tallies:
        day = local_date(tally.due_at)
        if tally.state == ClockState.RUNNING and first <= day <= last:
            found[day] = found.get(day, 0) + tally.count
    return dict(sorted(found.items()))


def bounds_of(at: datetime, by: Yardstick) -> DayBounds:
    """The bounds of the groups at a moment."""
    today, calendar = local_date(at), by.calendar
    last = today if calendar.is_workday(today) else calendar.previous(today)
    return DayBounds(today, last, calendar.next(today), at, calendar)


def group_of(clock: Clock | Tally, bounds: DayBounds) -> DebtGroup:
    """The group of an open clock, or of a tally of them: list and counts ask the same question."""
    if clock.state == ClockState.PAUSED:
        return DebtGroup.PAUSED
    due = in_time_until(clock, bounds.calendar) if isinstance(clock, Clock) else local_date(clock.due_at)
    if due < bounds.last_workday or (clock.unit == LimitUnit.OPEN_MINUTE and clock.due_at < bounds.at):
        return DebtGroup.OVERDUE
    if due <= bounds.today:
        return DebtGroup.TODAY
    return DebtGroup.NEXT_DAY if due <= bounds.next_workday else DebtGroup.LATER


def standings(clocks: Iterable[Clock], *, at: datetime, by: Yardstick) -> dict[int, Standing]:
    """How each clock stands, by its id."""
    return {clock.pk: standing_of(clock, at=at, by=by) for clock in clocks}


def open_counts(centre_id: int, *, bounds: DayBounds) -> dict[ClockKind, OpenCount]:
    """What isn't settled in a centre, by kind; one query over the open clocks."""
    found: dict[ClockKind, OpenCount] = {}
    for tally in _tallied(Clock.objects.filter(centre_id=centre_id, closed_at=None)):
        late = tally.count if group_of(tally, bounds) == DebtGroup.OVERDUE else 0
        before = found.get(tally.kind, OpenCount())
        found[tally.kind] = OpenCount(before.open + tally.count, before.overdue + late)
    return found


def subjects_of(centre_id: int, subjects: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Subject]:
    """What these pairs of kind and subject id are about; one query, however many."""
    wanted: dict[str, list[int]] = {}
    for kind, subject_id in subjects:
        wanted.setdefault(kind, []).append(subject_id)
    if not wanted:
        return {}
    fits = Q(pk__in=[])
    for kind, ids in wanted.items():
        fits |= Q(kind=kind, subject_id__in=ids)
    rows = Clock.objects.filter(fits, centre_id=centre_id)
    found = rows.values_list("kind", "subject_id", "number", "person_masked", "matter")
    return {(kind, subject_id): Subject(*words) for kind, subject_id, *words in found}


def clock_for(*, centre_id: int, kind: ClockKind, subject_id: int) -> Clock | None:
    """The clock of one subject with everything a strip needs."""
    rows = Clock.objects.filter(centre_id=centre_id, kind=kind, subject_id=subject_id)
    return rows.select_related("responsible", "first_responder", "extension").prefetch_related("pauses").first()


def clock_of(centre_id: int, clock_id: int) -> Clock | None:
    """One clock of a centre with everything a strip needs."""
    rows = Clock.objects.filter(centre_id=centre_id, pk=clock_id)
    return rows.select_related("responsible", "first_responder", "extension").prefetch_related("pauses").first()


def fits(clock: Clock, condition: Q) -> bool:
    """Whether a condition on clocks holds of this one."""
    return Clock.objects.filter(condition, pk=clock.pk).exists()


def numbered(centre_id: int, number: str) -> list[Clock]:
    """What is or was owed under a number (请 26-0031, 难 26-0002, 网办 26-0012): one for each kind whose mark it carries, the newest first."""
    said = number.partition(" ")[0]
    kinds = [kind for kind in ClockKind if said == (kind.mark if kind != ClockKind.PREREVIEW else "网办")]
    rows = Clock.objects.filter(centre_id=centre_id, kind__in=kinds, number=number)
    return list(rows.select_related("responsible").order_by("-started_at", "-pk"))


def answered_for(centre_id: int, kind: str, subject_id: int) -> set[int]:
    """Who answered for a matter on any day, and its first responder; one query."""
    rows = Clock.objects.filter(centre_id=centre_id, kind=kind, subject_id=subject_id)
    found = rows.values_list("responsible_id", "first_responder_id", "responsibilities__staff_id")
    return {staff_id for row in found for staff_id in row if staff_id is not None}


def _owed(
    centre_id: int, staff_ids: Collection[int], kinds: Collection[ClockKind], without: Any = ()
) -> QuerySet[Clock]:
    as_first = Q(first_responder_id__in=staff_ids, kind__in=OWED_BY_FIRST)
    theirs = Q(responsible_id__in=staff_ids) | as_first
    rows = Clock.objects.filter(theirs, centre_id=centre_id, closed_at=None)
    rows = rows.exclude(kind=ClockKind.INQUIRY, subject_id__in=without)
    return rows.filter(kind__in=kinds) if kinds else rows


def waited_in_time(centre_id: int, bounds: DayBounds) -> list[int]:
    """The ids of instant matters whose due day is over, but none of the days since was an overdue one: they waited."""
    rows = Clock.objects.filter(_HAS_WAITED, centre_id=centre_id, state=ClockState.RUNNING).prefetch_related("pauses")
    return [clock.pk for clock in rows if in_time_until(clock, bounds.calendar) >= bounds.last_workday]


_WAITED = Exists(Pause.objects.filter(clock=OuterRef("pk"), lapsed=False, to_on__isnull=False))
_HAS_WAITED = Q(_WAITED, unit=LimitUnit.INSTANT)


def _tallied(rows: QuerySet[Clock]) -> list[Tally]:
    """Two queries: the few instant matters that waited are looked at one by one."""
    alike = (
        rows.exclude(_HAS_WAITED).order_by().values_list("kind", "state", "unit", "due_at").annotate(count=Count("pk"))
    )
    found = [Tally(ClockKind(kind), state, unit, due_at, count) for kind, state, unit, due_at, count in alike]
    for clock in rows.filter(_HAS_WAITED).prefetch_related("pauses"):
        by = Yardstick.of(clock.centre_id)
        end = instant(by.hours.close_of_business(in_time_until(clock, by.calendar)))
        found.append(Tally(ClockKind(clock.kind), clock.state, clock.unit, end, 1))
    return found
