"""预警 (限时办结制度 第二条): who answers for a clock that comes to a mark hears of it on the desk, once for each due date.

The rows that say who was warned and the notices are one change: a killed worker leaves both or neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.clocks.standing import Stand, Standing, standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.messages.desk_notices import DeskNotice, put_on_desks
from shouwen.people import queries as people
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.supervision.enums import Receiver, StepKind
from shouwen.supervision.escalation import Mark
from shouwen.supervision.kept_off import Kept, kept_off
from shouwen.supervision.models import LimitWarning
from shouwen.supervision.notice_words import Said, words_for
from shouwen.supervision.reaching import Reach, is_open, reached, reaches
from shouwen.supervision.tables import table_of

CHUNK = 500
"""Clocks of one change."""
SUBJECT = "warning"
"""What a notice about several matters is about: it leads to the list of what is near or over."""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who may hear of a warning now: staff of today, who stands in for whom, the office, the leaders; and who must not of what."""

    here: frozenset[int]
    stands_in: Mapping[int, int]
    office: tuple[int, ...]
    leaders: tuple[int, ...]
    kept: Mapping[int, Kept]

    @classmethod
    def at(cls, centre_id: int, at: datetime) -> OnDuty:
        """Two queries, and those of who knows whom a matter is about."""
        here = people.colleagues(centre_id, on=local_date(at))
        covers = people.covers_between(centre_id, at, at + timedelta(seconds=1))
        return cls(
            here=frozenset(one.staff_id for one in here),
            stands_in={cover.absent_id: cover.by_id for cover in covers},
            office=tuple(one.staff_id for one in here if Role.MANAGEMENT_OFFICE in one.roles),
            leaders=tuple(one.staff_id for one in here if Role.LEADER in one.roles),
            kept=kept_off(centre_id, at=at),
        )

    def unheard(self, centre_id: int, reach: Reach) -> QuerySet[Clock]:
        """The clocks at this mark of which somebody here is still to hear."""
        return reached(centre_id, reach, here=self.here, stands_in=self.stands_in, kept=self.kept)

    def receivers_of(self, clock: Clock, wanted: Collection[Receiver]) -> dict[int, Receiver]:
        """Of what somebody was ordered to put right only they hear, and leaders, who decide on it (服务承诺制度 第四条)."""
        kept = self.kept.get(clock.pk)
        found = self.receivers(wanted, clock.responsible_id, without=kept.staff if kept else frozenset())
        if clock.kind != ClockKind.RECTIFY:
            return found
        return {one: why for one, why in found.items() if why in (Receiver.RESPONSIBLE, Receiver.LEADER)}

    def receivers(
        self, wanted: Collection[Receiver], responsible_id: int, *, without: Collection[int]
    ) -> dict[int, Receiver]:
        """Whom the table means for a clock of this person, each once. Of somebody who left, or must not hear of it, the office hears
        instead; if nobody there may, a leader does. `without`: whom the matter is about."""
        found: dict[int, Receiver] = {}
        here = self.here.difference(without)
        stand_in = self.stands_in.get(responsible_id)
        if stand_in in without:
            stand_in = None
        if Receiver.RESPONSIBLE in wanted and responsible_id in here:
            found[responsible_id] = Receiver.RESPONSIBLE
        if Receiver.COVER in wanted and stand_in in here:
            found.setdefault(stand_in, Receiver.COVER)
        is_gone = responsible_id not in here and stand_in is None
        office = [one for one in self.office if one in here]
        if Receiver.OFFICE in wanted or is_gone:
            for staff_id in office:
                found.setdefault(staff_id, Receiver.OFFICE)
        if Receiver.LEADER in wanted or (without and is_gone and not office):
            for staff_id in self.leaders:
                if staff_id in here:
                    found.setdefault(staff_id, Receiver.LEADER)
        return found


def warn(*, centre_id: int, at: datetime) -> int:
    """Warn of every running clock that came to a mark of the table, in chunks, each one change. How many warnings were written.

    Outside the hours of the centre nothing happens: the warning waits for the next opening."""
    by = Yardstick.of(centre_id)
    if not is_open(at, by):
        return 0
    on_duty, written = OnDuty.at(centre_id, at), 0
    for reach in reaches(centre_id, table_of(centre_id), at=at, by=by):
        if not on_duty.unheard(centre_id, reach).exists():
            continue  # Most runs find nothing, and then nothing is locked.
        after: tuple[datetime, int] | None = None
        while True:
            count, after = _warn_some(reach, after, on_duty, by=by, actor=Actor.system(centre_id), at=at)
            written += count
            if after is None:
                break
    return written


@one_change
def _warn_some(
    reach: Reach, after: tuple[datetime, int] | None, on_duty: OnDuty, *, by: Yardstick, actor: Actor, at: datetime
) -> tuple[int, tuple[datetime, int] | None]:
    """One chunk: how many warnings, and the last clock that was looked at, None behind the last one."""
    # Held to the end of the change: of two workers, the second sees what the first wrote.
    serials.take(actor.centre_id, "warnings", 0)
    rows = on_duty.unheard(actor.centre_id, reach)
    if after is not None:
        rows = rows.filter(due_at__gte=after[0]).exclude(due_at=after[0], pk__lte=after[1])
    clocks = list(rows.select_related("responsible", "extension").prefetch_related("pauses")[:CHUNK])
    found = list(_warnings(reach.mark, clocks, on_duty, by=by, at=at))
    if found:
        written = LimitWarning.objects.bulk_create([one.row for one in found])
        put_on_desks(notices=list(_notices(reach.mark, found)), by=actor, at=at)
        data: dict[str, object] = {"mark": reach.mark.key, "count": len(found)}
        numbers = list(dict.fromkeys(one.clock.number for one in found))
        journal.record(
            by=actor,
            at=at,
            action="supervision.warn",
            subject_kind=SUBJECT,
            subject_id=written[0].pk,
            data=data | {"numbers": numbers},
        )
    last = clocks[-1] if len(clocks) == CHUNK else None
    return len(found), (last.due_at, last.pk) if last else None


@dataclass(frozen=True, slots=True)
class _Found:
    """One warning to be written, with its clock."""

    row: LimitWarning
    clock: Clock
    standing: Standing


def _warnings(mark: Mark, clocks: Sequence[Clock], on_duty: OnDuty, *, by: Yardstick, at: datetime) -> Iterable[_Found]:
    """Of a matter that changed hands after its warning, who has it now hears; nobody hears twice."""
    told = set(
        LimitWarning.objects.filter(clock__in=clocks, mark=mark.key).values_list("clock_id", "due_on", "staff_id")
    )
    for clock in clocks:
        standing = standing_of(clock, at=at, by=by)
        if not _is_at(mark, clock, standing):
            continue
        for staff_id, receiver in on_duty.receivers_of(clock, mark.receivers).items():
            if (clock.pk, local_date(clock.due_at), staff_id) in told:
                continue
            row = LimitWarning(
                centre_id=clock.centre_id,
                clock=clock,
                mark=mark.key,
                due_on=local_date(clock.due_at),
                staff_id=staff_id,
                receiver=receiver,
                warned_at=at,
                days=standing.days,
                minutes=standing.minutes,
            )
            yield _Found(row, clock, standing)


def _is_at(mark: Mark, clock: Clock, standing: Standing) -> bool:
    """The condition went by due dates alone: an instant matter that waited is later overdue than its date says."""
    if mark.step != StepKind.OVER:
        return standing.stand in {Stand.RUNNING, Stand.SOON, Stand.TODAY}
    if standing.stand != Stand.OVERDUE:
        return False
    return clock.unit == LimitUnit.OPEN_MINUTE or standing.days >= mark.value


def _notices(mark: Mark, found: Sequence[_Found]) -> Iterable[DeskNotice]:
    """One to each person, however many matters came to the mark together."""
    by_staff: dict[int, list[_Found]] = defaultdict(list)
    for one in found:
        by_staff[one.row.staff_id].append(one)
    for staff_id, theirs in by_staff.items():
        first = theirs[0]
        is_one = len(theirs) == 1
        said = [Said(one.clock, one.standing, one.row.receiver != Receiver.RESPONSIBLE) for one in theirs]
        yield DeskNotice(
            purpose=f"warning/{first.row.pk}",
            staff_id=staff_id,
            words=words_for(mark, said),
            subject_kind=first.clock.kind if is_one else SUBJECT,
            subject_id=first.clock.subject_id if is_one else first.row.pk,
            number=first.clock.number if is_one else f"{len(theirs)} 件",
        )
