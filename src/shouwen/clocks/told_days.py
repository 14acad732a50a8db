"""A day that was told may be agreed anew: the due date of a dated clock moves to it, and nothing else reckons it."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.civil_time import instant, local_date
from shouwen.clocks.actions import due_words, hold, record
from shouwen.clocks.models import Clock
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse, refuse_if


@one_change
def move_told_day(*, clock: Clock, to: date, by: Actor, at: datetime) -> Clock:
    """改约日期 of an open clock that is due on a told day. Raises Refused for a closed one; ValueError for one that is reckoned."""
    refuse_if(same_centre(clock, by))
    hold(clock)
    if not clock.is_dated:
        raise ValueError(f"clock {clock.pk} is reckoned from its limit")
    if clock.closed_at is not None:
        raise refuse("clock_closed", "这件已经了结了，不能再改日期")
    before = local_date(clock.due_at)
    put_day(clock, to)
    record(clock, "clock.day_moved", by=by, at=at, data={"before": before.isoformat(), "due": due_words(clock)})
    return clock


def put_day(clock: Clock, to: date) -> None:
    """Write the told day to a clock that the caller holds and notes in the journal."""
    measure = Yardstick.of(clock.centre_id)
    clock.due_at = instant(measure.hours.close_of_business(to))
    clock.provisional = measure.calendar.provisional(local_date(clock.started_at), to)
    clock.save(update_fields=["due_at", "provisional"])
