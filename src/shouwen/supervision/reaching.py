"""Which open clocks have come to a mark by a moment: as conditions over the index of open clocks by due date, without reading them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from shouwen.civil_time import ZONE, instant, local, local_date, start_of
from shouwen.clocks.enums import ClockKind, ClockState, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.clocks.yardstick import Yardstick
from shouwen.supervision.enums import Receiver, StepKind
from shouwen.supervision.escalation import Group, Mark, Table
from shouwen.supervision.kept_off import Kept
from shouwen.supervision.models import LimitWarning
from shouwen.workdays import Calendar

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
_IN_MINUTES = Q(unit=LimitUnit.OPEN_MINUTE, is_dated=False)


@dataclass(frozen=True, slots=True)
class Reach:
    """One mark, and which clocks may have come to it."""

    mark: Mark
    condition: Q


def is_open(at: datetime, by: Yardstick) -> bool:
    """Whether the centre is in its hours: outside of them nobody is warned, the next opening is early enough."""
    now = local(at)
    sessions = by.hours.on(now.date()).sessions
    return by.calendar.is_workday(now.date()) and any(start <= now.time() < end for start, end in sessions)


def reaches(centre_id: int, table: Table, *, at: datetime, by: Yardstick) -> list[Reach]:
    """Every mark of the table with the clocks it may mean now; one query if limits in minutes are warned of, none else.

    A mark that was missed (the machine was off) is caught up with as long as no later one was reached."""
    found: list[Reach] = []
    for group in table.groups:
        if group.step == StepKind.LEFT:
            found += _left(group, local_date(at), by.calendar)
        elif group.step == StepKind.OVER:
            found += _over(group, at, by.calendar)
        else:
            found += _share(centre_id, group, at, by)
    return found


def reached(
    centre_id: int, reach: Reach, *, here: Collection[int], stands_in: Mapping[int, int], kept: Mapping[int, Kept]
) -> QuerySet[Clock]:
    """The running clocks of this mark of which nobody was warned at it for their present due date, or not who answers for them
    now, or not who stands in for that person now. What is due first first.

    `here`: staff of today; `stands_in`: who stands in for whom now; `kept`: of which clocks somebody must not hear, so that
    they aren't waited for."""
    told = LimitWarning.objects.filter(clock=OuterRef("pk"), mark=reach.mark.key, due_on=OuterRef("due_day"))
    unheard = Q(~Exists(told))
    if Receiver.RESPONSIBLE in reach.mark.receivers:
        owed = Q(~Exists(told.filter(staff_id=OuterRef("responsible_id"))), responsible_id__in=sorted(here))
        unheard |= owed & ~Q(pk__in=[one.clock_id for one in kept.values() if one.responsible_id in one.staff])
    if Receiver.COVER in reach.mark.receivers:
        for absent_id, cover_id in sorted(stands_in.items()):
            if cover_id in here:
                owed = Q(~Exists(told.filter(staff_id=cover_id)), ~Q(kind=ClockKind.RECTIFY), responsible_id=absent_id)
                unheard |= owed & ~Q(pk__in=[one.clock_id for one in kept.values() if cover_id in one.staff])
    rows = Clock.objects.filter(reach.condition, centre_id=centre_id, state=ClockState.RUNNING, closed_at=None)
    rows = rows.alias(due_day=TruncDate("due_at", tzinfo=ZONE)).filter(unheard)
    return rows.order_by("due_at", "pk")


def _left(group: Group, today: date, calendar: Calendar) -> Iterator[Reach]:
    """By the day on which it is due. A clock that began on the day of the mark, or later, has just been told its time."""
    by_mark: dict[int, Q] = {}
    spans: dict[int, tuple[date, date]] = {}
    values = [mark.value for mark in group.marks]
    day = today
    while (left := calendar.count(today, day)) <= values[-1]:
        value = next(one for one in values if one >= left)
        is_due = Q(due_at__gte=start_of(day), due_at__lt=start_of(day + DAY))
        is_due &= Q(started_at__lt=start_of(_back(day, value, calendar)))
        by_mark[value] = by_mark[value] | is_due if value in by_mark else is_due
        spans[value] = (spans.get(value, (day, day))[0], day)
        day += DAY
    for mark in group.marks:
        if mark.value in by_mark:
            first, last = spans[mark.value]
            within = _between(start_of(first), start_of(last + DAY))
            yield Reach(mark, within & by_mark[mark.value] & ~_IN_MINUTES & _kinds(group))


def _over(group: Group, at: datetime, calendar: Calendar) -> Iterator[Reach]:
    """Overdue by so many working days; of a limit in minutes the first day begins when the minutes are over."""
    today = local_date(at)
    days = _workdays_back(today, group.marks[-1].last, calendar)
    for mark in group.marks:
        first, last = days[mark.last], days[mark.value - 1] - DAY
        in_days = ~_IN_MINUTES & Q(due_at__gte=start_of(first), due_at__lt=start_of(last + DAY))
        # On the day on which the minutes were over it is day 1.
        until = at if mark.value == 1 else start_of(days[mark.value - 2])
        in_minutes = _IN_MINUTES & Q(due_at__gte=start_of(days[mark.last - 1]), due_at__lt=until)
        yield Reach(mark, _between(start_of(first), until) & (in_days | in_minutes) & _kinds(group))


def _share(centre_id: int, group: Group, at: datetime, by: Yardstick) -> Iterator[Reach]:
    """Minutes left of opening time, for each limit that runs at present. The smallest share that was reached is the mark."""
    running = Clock.objects.filter(_IN_MINUTES & _kinds(group), centre_id=centre_id, closed_at=None, due_at__gt=at)
    limits = sorted(set(running.values_list("promised_limit", flat=True)))
    if not limits:
        return
    edges = {limit: [_minutes_on(at, -(-limit * mark.value // 100), by) for mark in group.marks] for limit in limits}
    for place, mark in enumerate(group.marks):
        within = Q(pk__in=[])
        for limit, ends in edges.items():
            after = ends[place - 1] if place else at
            within |= _IN_MINUTES & Q(promised_limit=limit, due_at__gt=after, due_at__lte=ends[place])
        yield Reach(mark, _between(at, max(ends[place] for ends in edges.values()) + SECOND) & within & _kinds(group))


def _minutes_on(at: datetime, minutes: int, by: Yardstick) -> datetime:
    return instant(by.hours.add_minutes(local(at), minutes, by.calendar))


def _between(first: datetime, until: datetime) -> Q:
    """The range around all that a mark may mean, so that the index by due date is read and not every open clock."""
    return Q(due_at__gte=first, due_at__lt=until)


def _kinds(group: Group) -> Q:
    if group.of:
        return Q(kind=group.of)
    return ~Q(kind__in=sorted(group.without)) if group.without else Q()


def _back(day: date, workdays: int, calendar: Calendar) -> date:
    """The working day on which `day` is so many working days ahead."""
    found = day if calendar.is_workday(day) else calendar.previous(day)
    for _ in range(workdays):
        found = calendar.previous(found)
    return found


def _workdays_back(today: date, most: int, calendar: Calendar) -> Sequence[date]:
    """Today (a working day) and the working days before it, the nearest first."""
    found = [today]
    for _ in range(most):
        found.append(calendar.previous(found[-1]))
    return found
