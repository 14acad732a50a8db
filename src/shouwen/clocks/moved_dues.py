"""到期日变了哪些，谁要告诉: the list of a recomputation, and that somebody was told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Case, F, Q, QuerySet, Value, When

from shouwen.civil_time import local_date
from shouwen.clocks.enums import LimitUnit, ToldMeans
from shouwen.clocks.models import Clock, MovedDue, Recomputation
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal, refuse, refuse_if


def recomputations(centre_id: int) -> QuerySet[Recomputation]:
    """The newest first, with who asked."""
    return Recomputation.objects.filter(centre_id=centre_id).select_related("asked_by").order_by("-pk")


def recomputation(centre_id: int, recomputation_id: int) -> Recomputation | None:
    """One of a centre."""
    return recomputations(centre_id).filter(pk=recomputation_id).first()


def moves_of(row: Recomputation, *, without: Q | None = None) -> QuerySet[MovedDue]:
    """What moved, `without` the clocks of a condition. Earlier ones first, then days on which nobody works
    any more, then later ones; by the new due date."""
    order = Case(When(after__lt=F("before"), then=Value(0)), When(after=F("before"), then=Value(1)), default=Value(2))
    rows = MovedDue.objects.filter(recomputation=row, centre_id=row.centre_id)
    if without is not None:
        rows = rows.exclude(clock__in=Clock.objects.filter(without, centre_id=row.centre_id).values("pk"))
    return rows.select_related("clock__responsible", "told_by").order_by(order, "after", "pk")


def earlier(row: Recomputation) -> int:
    """How many due dates came earlier."""
    return MovedDue.objects.filter(recomputation=row, after__lt=F("before")).count()


def untold(centre_id: int) -> QuerySet[MovedDue]:
    """Whoever must still be told that their due date moved; of clocks that are still open."""
    return MovedDue.objects.filter(centre_id=centre_id, must_tell=True, told_at=None, clock__closed_at=None)


def moves_of_clock(clock: Clock) -> list[MovedDue]:
    """How often the due date of one clock moved, the oldest first."""
    return list(MovedDue.objects.filter(clock=clock).select_related("recomputation").order_by("pk"))


def move(centre_id: int, move_id: int) -> MovedDue | None:
    """One row of a centre's list."""
    rows = MovedDue.objects.filter(centre_id=centre_id, pk=move_id)
    return rows.select_related("clock", "recomputation").first()


def last_said(row: MovedDue) -> tuple[datetime, datetime]:
    """What the person knows, and what holds now: several changes may have come before anybody told them."""
    rows = MovedDue.objects.filter(clock_id=row.clock_id)
    told = rows.filter(told_at__isnull=False).order_by("-pk").values_list("after", flat=True).first()
    first = rows.order_by("pk").values_list("before", flat=True).first()
    return told or first or row.before, row.clock.due_at


def settle_there_and_back(clocks: Collection[Clock]) -> None:
    """Of these clocks, whose due dates moved just now: whoever knows the very day that holds again need not be told of it. A day on
    which nobody works any more is told all the same. Two queries at most."""
    now = {clock.pk: clock for clock in clocks}
    moved = MovedDue.objects.filter(clock_id__in=now).exclude(before=F("after")).order_by("pk")
    known: dict[int, datetime] = {}
    for clock_id, before, after, told_at in moved.values_list("clock_id", "before", "after", "told_at"):
        known.setdefault(clock_id, before)
        if told_at is not None:
            known[clock_id] = after
    back = [clock_id for clock_id, said in known.items() if _is_same(said, now[clock_id])]
    if back:
        moved.filter(clock_id__in=back, must_tell=True, told_at=None).order_by().update(must_tell=False)


def _is_same(said: datetime, clock: Clock) -> bool:
    if clock.unit == LimitUnit.OPEN_MINUTE:
        return said == clock.due_at
    return local_date(said) == local_date(clock.due_at)


def may_tell(row: MovedDue, *, by: Actor) -> Refusal | None:
    """告诉本人: who answers for it, the first responder, or the office."""
    own = {row.clock.responsible_id, row.clock.first_responder_id}
    if by.staff_id is not None and (by.staff_id in own or by.has(Role.MANAGEMENT_OFFICE, Role.ADMINISTRATOR)):
        return None
    return Refusal("not_responsible", "由承办人、首问负责人或管理办公室告诉本人", way_out="转告承办人")


@one_change
def note_told(*, row: MovedDue, means: ToldMeans, by: Actor, at: datetime) -> None:
    """已告知: the person knows the new due date; earlier moves of the same clock are told with it. Raises Refused."""
    refuse_if(same_centre(row, by))
    refuse_if(may_tell(row, by=by))
    rows = MovedDue.objects.filter(clock_id=row.clock_id, must_tell=True, told_at=None)
    if not rows.filter(pk=row.pk).exists() or not rows.update(told_at=at, told_by_id=by.member_id):
        raise refuse("moved_due_told", "这一件已经告知过了，刷新看看")
    journal.record(
        by=by,
        at=at,
        action="clock.due_told",
        subject_kind=row.clock.kind,
        subject_id=row.clock.subject_id,
        data={"number": row.clock.number, "due": local_date(row.clock.due_at).isoformat(), "means": means.value},
    )
