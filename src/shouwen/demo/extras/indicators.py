"""公开的数: made by the real job on the days on which it would have run: after every month, and at the town's present."""

from __future__ import annotations

from shouwen.clocks.calendars import hours_of
from shouwen.demo.world import World
from shouwen.indicators import jobs
from shouwen.indicators.periods import month_of, next_month, sealing_time


def put(world: World) -> None:
    """Each month is sealed on its day; the last ones are still open."""
    centre_id, present = world.town.centre.pk, world.plan.present
    first = month_of(world.plan.first_day)
    while first <= month_of(world.plan.last_day):
        due = sealing_time(first, world.calendar, hours_of(centre_id))
        if due <= present:
            jobs.refresh(centre_id=centre_id, at=due)
        first = next_month(first)
    jobs.refresh(centre_id=centre_id, at=present)
    jobs.correct(centre_id=centre_id, at=present)
