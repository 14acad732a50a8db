"""重新起计: what was settled together with another matter is owed by itself again, with its whole limit from then on."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks.actions import due_words, hold, recompute, record
from shouwen.clocks.enums import ClockState
from shouwen.clocks.models import Clock, Extension, Responsibility
from shouwen.clocks.standing import Stand, standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse, refuse_if


@one_change
def begin_anew(*, clock: Clock, responsible_id: int, by: Actor, at: datetime) -> Clock:
    """Start a closed clock again at `at`, owed by `responsible_id`; whose it was before stays. Raises Refused while it is open,
    ValueError for one that is due on a told day, or was extended: its whole limit anew would be a second extension (限时办结制度
    第五条).

    One that was late when it was settled goes on from its own due date: the days it was over are owed already (第二条)."""
    refuse_if(same_centre(clock, by))
    hold(clock)
    if clock.is_dated:
        raise ValueError(f"clock {clock.pk} is due on a told day")
    if Extension.objects.filter(clock=clock).exists():
        raise ValueError(f"clock {clock.pk} was extended")
    is_late = _was_late(clock)
    closed = Clock.objects.filter(pk=clock.pk, state=ClockState.CLOSED)
    since = clock.started_at if is_late else at
    if not closed.update(state=ClockState.RUNNING, closed_at=None, started_at=since, responsible_id=responsible_id):
        raise refuse("clock_open", "这件还在计时，不用重新起计")
    clock.refresh_from_db()
    recompute(clock)
    Responsibility.objects.update_or_create(
        clock=clock, from_on=local_date(at), defaults={"staff_id": responsible_id, "centre_id": clock.centre_id}
    )
    data: dict[str, object] = {"to": responsible_id, "due": due_words(clock)}
    record(clock, "clock.begin_anew", by=by, at=at, data=data | ({"late": True} if is_late else {}))
    return clock


def _was_late(clock: Clock) -> bool:
    if clock.closed_at is None:
        return False
    return standing_of(clock, at=clock.closed_at, by=Yardstick.of(clock.centre_id)).stand == Stand.DONE_LATE
