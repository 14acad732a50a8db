"""重算: every open clock of a centre reckoned anew because its calendar or hours changed.

The change writes a row (`ask_recomputation`); a job goes through the open clocks in chunks. Each chunk is one change with the place it
came to: a killed worker loses nothing and does nothing twice. A change that comes before the first chunk is taken along by the row that
waits; one that comes later waits its turn and goes through all of them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from shouwen.civil_time import local_date
from shouwen.clocks.decisions_owed import has_moved, move_decisions, write_ends
from shouwen.clocks.enums import ClockKind, RecomputationState
from shouwen.clocks.models import Clock, MovedDue, Recomputation
from shouwen.clocks.moved_dues import settle_there_and_back
from shouwen.clocks.reckoned import Reckon, Reckoned, remembering
from shouwen.clocks.reckoning import Span
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.messages import actions as messages
from shouwen.messages.enums import MessageChannel
from shouwen.once import read_once
from shouwen.people.actor import Actor
from shouwen.workdays import Calendar, DayKind

CHUNK = 500
OPEN = (RecomputationState.WAITING, RecomputationState.RUNNING)
TOLD_KINDS = frozenset(
    {ClockKind.INQUIRY, ClockKind.CASE, ClockKind.PROMISE, ClockKind.UNRESOLVED, ClockKind.COMPLAINT}
)
"""Whose due date the person was told (限时办结制度 第三条, 服务承诺 第三条)."""
_DAYS_OFF = frozenset({DayKind.LOCAL_OFF, DayKind.HOLIDAY})
_REASON = 120


@one_change
def ask_recomputation(*, reason: str, by: Actor, at: datetime) -> Recomputation:
    """Have every open clock of the centre reckoned anew, within the change that makes it necessary."""
    waiting = Recomputation.objects.filter(centre_id=by.centre_id, state=RecomputationState.WAITING)
    row = waiting.select_for_update().order_by("-pk").first()
    if row is not None and reason not in row.reason:
        row.reason = _joined(row.reason, reason)
        row.asked_at, row.asked_by_id = at, by.staff_id
        row.save(update_fields=["reason", "asked_at", "asked_by"])
    return row or Recomputation.objects.create(
        centre_id=by.centre_id, reason=reason[:_REASON], asked_at=at, asked_by_id=by.staff_id
    )


def _joined(before: str, more: str) -> str:
    both = f"{before}；{more}"
    return both if len(both) <= _REASON else f"{before[: _REASON - 3]}等几处"


@read_once
def is_recomputing(centre_id: int) -> bool:
    """Whether due dates of a centre may still move because of a change made already: pages say 正在重算."""
    return Recomputation.objects.filter(centre_id=centre_id, state__in=OPEN).exists()


def run(*, recomputation_id: int, at: datetime, chunk: int = CHUNK) -> None:
    """Go on until it is done. May be called again at any moment, by anybody."""
    while reckon_next(recomputation_id=recomputation_id, at=at, chunk=chunk):
        pass


def run_all(*, centre_id: int, at: datetime, before: datetime | None = None) -> int:
    """Everything of a centre that waits, the oldest first; of those asked `before` a moment, if given. Returns how many."""
    rows = Recomputation.objects.filter(centre_id=centre_id, state__in=OPEN)
    if before is not None:
        rows = rows.filter(Q(asked_at__lt=before) | Q(state=RecomputationState.RUNNING))
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for recomputation_id in ids:
        run(recomputation_id=recomputation_id, at=at)
    return len(ids)


@one_change
def reckon_next(*, recomputation_id: int, at: datetime, chunk: int = CHUNK) -> bool:
    """One chunk, wholly or not at all. False when nothing is left for this row to do, or an older one has to end first."""
    row = Recomputation.objects.select_for_update().get(pk=recomputation_id)
    older = Recomputation.objects.filter(centre_id=row.centre_id, state__in=OPEN, pk__lt=row.pk)
    if row.state == RecomputationState.DONE or older.exists():
        return False
    clocks = list(_open_clocks(row.centre_id).filter(pk__gt=row.last_clock).select_for_update(of=("self",))[:chunk])
    moves = _reckon(clocks, on=local_date(at), by=Yardstick.of(row.centre_id))
    MovedDue.objects.bulk_create(
        MovedDue(
            centre_id=row.centre_id,
            recomputation=row,
            clock=clock,
            before=before,
            after=clock.due_at,
            must_tell=clock.kind in TOLD_KINDS and bool(clock.person_masked),
        )
        for clock, before in moves
    )
    if moves:
        settle_there_and_back([clock for clock, _ in moves])
    row.state = RecomputationState.RUNNING
    row.seen, row.moved = row.seen + len(clocks), row.moved + len(moves)
    row.last_clock = clocks[-1].pk if clocks else row.last_clock
    if moves:
        _note(row, moves, at=at)
    is_last = len(clocks) < chunk
    if is_last:
        row.state, row.finished_at = RecomputationState.DONE, at
        _tell_responsible(row, at=at)
    row.save(update_fields=["state", "seen", "moved", "last_clock", "finished_at"])
    return not is_last


def _open_clocks(centre_id: int) -> QuerySet[Clock]:
    """Pauses and extension are read after the lock: joined to it they would be those of before the wait."""
    rows = Clock.objects.filter(centre_id=centre_id, closed_at=None).order_by("pk")
    return rows.prefetch_related("pauses", "extension")


def _reckon(clocks: Sequence[Clock], *, on: date, by: Yardstick) -> list[tuple[Clock, datetime]]:
    """Write the new ends; the clocks whose due day moved (of a limit in minutes: the moment), with what was before.

    Limits end at close of business, so that a chunk takes a few updates."""
    moved: list[tuple[Clock, datetime]] = []
    changed: dict[Reckoned, list[int]] = defaultdict(list)
    for clock, before, after in _ends(clocks, remembering(by)):
        after.put(clock)
        changed[after].append(clock.pk)
        if has_moved(clock, before):
            moved.append((clock, before.due_at))
    write_ends(changed)
    moved += move_decisions([clock for clock in clocks if clock.kind == ClockKind.APPROVAL], on=on, by=by)
    return moved + _days_off_now(clocks, on=on, calendar=by.calendar)


def _ends(clocks: Sequence[Clock], reckon: Reckon) -> Iterator[tuple[Clock, Reckoned, Reckoned]]:
    """The clocks whose end changed, before and after; the caller puts the new one."""
    for clock in clocks:
        if clock.kind == ClockKind.APPROVAL:
            continue
        spans: list[Span] = [(row.from_on, row.to_on) for row in clock.pauses.all() if not row.lapsed]
        extension = getattr(clock, "extension", None)
        before, after = Reckoned.now(clock), reckon(clock, spans, extension.workdays if extension else 0)
        if before != after:
            yield clock, before, after


def _days_off_now(clocks: Sequence[Clock], *, on: date, calendar: Calendar) -> list[tuple[Clock, datetime]]:
    """A promised day stays, but nobody works on it any more: the person must hear of it. Once for each day."""
    found = [
        clock
        for clock in clocks
        if clock.kind == ClockKind.PROMISE
        and local_date(clock.due_at) >= on
        and calendar.kind(local_date(clock.due_at)) in _DAYS_OFF
    ]
    if not found:
        return []
    said = MovedDue.objects.filter(clock__in=found, before=F("after")).values_list("clock_id", "after")
    known = {(clock_id, local_date(after)) for clock_id, after in said}
    return [(clock, clock.due_at) for clock in found if (clock.pk, local_date(clock.due_at)) not in known]


def _note(row: Recomputation, moves: Sequence[tuple[Clock, datetime]], *, at: datetime) -> None:
    said = [[clock.pk, local_date(before).isoformat(), local_date(clock.due_at).isoformat()] for clock, before in moves]
    journal.record(
        by=Actor.system(row.centre_id),
        at=at,
        action="clocks.recompute",
        subject_kind="recomputation",
        subject_id=row.pk,
        data={"upto": row.last_clock, "moved": said},
    )


def _tell_responsible(row: Recomputation, *, at: datetime) -> None:
    """One notice on the desk to each who answers for a clock that moved."""
    moves = row.moved_dues.values("clock__responsible_id")
    counts = moves.annotate(all=Count("pk"), earlier=Count("pk", filter=Q(after__lt=F("before")))).order_by(
        "clock__responsible_id"
    )
    for one in counts:
        earlier = f"，{one['earlier']} 件提前了" if one["earlier"] else ""
        messages.write(
            purpose=f"recomputation/{row.pk}/{one['clock__responsible_id']}",
            channel=MessageChannel.DESK,
            words=f"{row.reason}。你负责的 {one['all']} 件到期日变了{earlier}，看看哪些要告诉本人。",
            subject_kind="recomputation",
            subject_id=row.pk,
            number="到期日变动",
            staff_id=one["clock__responsible_id"],
            by=Actor.system(row.centre_id),
            at=at,
        )
