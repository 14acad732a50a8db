"""工作日历: extended service since last week, and a day next week on which the centre is closed; whoever it moved is being told."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from shouwen.civil_time import instant, local_date
from shouwen.clocks import moved_dues, recomputation
from shouwen.clocks.enums import ClockKind, LocalDayKind, ToldMeans
from shouwen.clocks.local_days import set_local_day
from shouwen.clocks.models import Recomputation
from shouwen.clocks.opening_times import set_opening_times
from shouwen.demo.town.centre import ADMINISTRATOR
from shouwen.demo.world import World
from shouwen.workdays import OpeningHours

MIDDAY = ((time(12), time(13, 30)),)
SATURDAY = {6: ((time(9), time(12)),)}
TOLD = 2
"""Cases whose people were told already; the others wait on the list."""


def put(world: World) -> None:
    """Each change is followed by its job, some seconds later, as the worker would do it."""
    by = world.actor(ADMINISTRATOR)
    set_at = _ago(world, 5, 9, 20)
    hours = set_opening_times(
        from_on=local_date(set_at),
        sessions=OpeningHours().sessions,
        midday=MIDDAY,
        weekend=SATURDAY,
        by=by,
        at=set_at,
    )
    recomputation.run(recomputation_id=hours.pk, at=set_at + timedelta(seconds=40))
    closed_at = _ago(world, 1, 16, 40)
    day = world.calendar.add(local_date(world.plan.present), 3)
    told = local_date(closed_at)
    run = set_local_day(
        day=day,
        kind=LocalDayKind.CLOSED,
        name="停电检修",
        basis=f"镇政府{told.year}年{told.month}月{told.day}日通知，变压器检修全天停电",
        by=by,
        at=closed_at,
    )
    recomputation.run(recomputation_id=run.pk, at=closed_at + timedelta(seconds=40))
    _tell(world, run, _ago(world, 0, 9, 15))


def _tell(world: World, run: Recomputation, at: datetime) -> None:
    """The first few are told on the telephone by whoever answers for them."""
    wanted = moved_dues.moves_of(run).filter(must_tell=True, clock__kind=ClockKind.CASE, clock__closed_at=None)
    people = {actor.staff_id: actor for actor in world.front_desk}
    for move in [one for one in wanted if one.clock.responsible_id in people][:TOLD]:
        moved_dues.note_told(
            row=move, means=ToldMeans.PHONE, by=people[move.clock.responsible_id], at=at + timedelta(minutes=4)
        )


def _ago(world: World, workdays: int, hour: int, minute: int) -> datetime:
    """A time of the working day so many working days before the town's present one."""
    day: date = local_date(world.plan.present)
    for _ in range(workdays):
        day = world.calendar.previous(day)
    return instant(datetime.combine(day, time(hour, minute)))
