"""重新起计: what was settled together with another matter is owed by itself again, with its whole limit from then on."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks.actions import due_words, hold, recompute, record
from shouwen.clocks.enums import ClockState
from shouwen.clocks.models import Clock, Responsibility
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse, refuse_if


@one_change
def begin_anew(*, clock: Clock, responsible_id: int, by: Actor, at: datetime) -> Clock:
    """Start a closed clock again at `at`, owed by `responsible_id`; whose it was before stays. Raises Refused while it is open,
    ValueError for one that is due on a told day."""
    refuse_if(same_centre(clock, by))
    hold(clock)
    if clock.is_dated:
        raise ValueError(f"clock {clock.pk} is due on a told day")
    closed = Clock.objects.filter(pk=clock.pk, state=ClockState.CLOSED)
    if not closed.update(state=ClockState.RUNNING, closed_at=None, started_at=at, responsible_id=responsible_id):
        raise refuse("clock_open", "这件还在计时，不用重新起计")
    clock.refresh_from_db()
    recompute(clock)
    Responsibility.objects.update_or_create(
        clock=clock, from_on=local_date(at), defaults={"staff_id": responsible_id, "centre_id": clock.centre_id}
    )
    record(clock, "clock.begin_anew", by=by, at=at, data={"to": responsible_id, "due": due_words(clock)})
    return clock
