"""Many open clocks of every sort, saved in bulk through the same code that starts one: for recomputation and its bench."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from tests.factories import Town

from shouwen.civil_time import instant, local, local_date
from shouwen.clocks.actions import prepare
from shouwen.clocks.enums import ClockKind, ClockState, LimitUnit, PauseKind
from shouwen.clocks.models import Clock, Extension, Pause
from shouwen.clocks.reckoned import reckoned
from shouwen.clocks.yardstick import Yardstick

SORTS = (
    (ClockKind.CASE, LimitUnit.WORKDAY, 60),
    (ClockKind.INQUIRY, LimitUnit.WORKDAY, 20),
    (ClockKind.CASE, LimitUnit.CALENDAR_DAY, 8),
    (ClockKind.PROMISE, LimitUnit.CALENDAR_DAY, 6),
    (ClockKind.HANDOVER, LimitUnit.OPEN_MINUTE, 4),
    (ClockKind.REVIEW, LimitUnit.INSTANT, 2),
)
"""Kind, unit and share."""


def owe_many(town: Town, count: int, *, first: date, days: int, seed: int = 1, at_once: int = 2000) -> None:
    """`count` open clocks that began on the `days` from `first` on; every tenth waits or waited, every thirtieth is extended."""
    chance, by = Random(seed), Yardstick.of(town.centre.pk)
    staff = (town.he.pk, town.deng.pk)
    sorts = [(kind, unit) for kind, unit, share in SORTS for _ in range(share)]
    for start in range(0, count, at_once):
        clocks = [
            _clock(
                town, number, *chance.choice(sorts), first + timedelta(days=chance.randrange(days)), chance, staff, by
            )
            for number in range(start + 1, min(start + at_once, count) + 1)
        ]
        Clock.objects.bulk_create(clocks)
        _wait_or_extend(clocks, chance, by)


def _clock(
    town: Town,
    number: int,
    kind: ClockKind,
    unit: LimitUnit,
    day: date,
    chance: Random,
    staff: tuple[int, ...],
    by: Yardstick,
) -> Clock:
    at = instant(datetime(day.year, day.month, day.day, chance.randrange(9, 12), chance.randrange(60)))
    limit = {LimitUnit.OPEN_MINUTE: chance.choice((30, 60)), LimitUnit.INSTANT: 0}.get(
        unit, chance.choice((3, 5, 8, 20))
    )
    return prepare(
        centre_id=town.centre.pk,
        kind=kind,
        subject_id=number,
        number=f"{kind.mark} 26-{number:05d}",
        matter="事",
        responsible_id=chance.choice(staff),
        person_masked="陈*木",
        at=at,
        unit=unit,
        promised_limit=limit,
        legal_limit=20 if kind == ClockKind.CASE and unit == LimitUnit.WORKDAY else None,
        due_on=day + timedelta(days=limit) if kind == ClockKind.PROMISE else None,
        measure=by,
    )


def _wait_or_extend(clocks: list[Clock], chance: Random, by: Yardstick) -> None:
    pauses, extensions, changed = [], [], []
    for clock in clocks:
        if clock.kind != ClockKind.CASE:
            continue
        started, asked = local_date(clock.started_at), clock.started_at
        if chance.random() < 0.1:
            last = None if chance.random() < 0.5 else started + timedelta(days=4)
            pauses.append(_pause(clock, started + timedelta(days=1), last))
            clock.state = ClockState.RUNNING if last else ClockState.PAUSED
        elif chance.random() < 0.03:
            extensions.append(
                Extension(
                    centre_id=clock.centre_id,
                    clock=clock,
                    workdays=3,
                    reason="核验",
                    original_due_on=local_date(clock.due_at),
                    asked_at=asked,
                    told_at=asked,
                    told_on=started,
                    asked_by_id=clock.responsible_id,
                )
            )
        else:
            continue
        changed.append(clock)
    Pause.objects.bulk_create(pauses)
    Extension.objects.bulk_create(extensions)
    spans = {pause.clock_id: [(pause.from_on, pause.to_on)] for pause in pauses}
    longer = {extension.clock_id: extension.workdays for extension in extensions}
    for clock in changed:
        reckoned(clock, spans.get(clock.pk, []), longer.get(clock.pk, 0), by=by).put(clock)
    Clock.objects.bulk_update(changed, ["due_at", "legal_due_on", "provisional", "state"], batch_size=200)


def _pause(clock: Clock, first: date, last: date | None) -> Pause:
    return Pause(
        centre_id=clock.centre_id, clock=clock, kind=PauseKind.CORRECTION, reason="等补正", from_on=first, to_on=last
    )


def shown(centre_id: int) -> list[tuple[str, str, str, bool]]:
    """Every open clock: number, due moment, legal due day, provisional."""
    rows = Clock.objects.filter(centre_id=centre_id, closed_at=None).order_by("number")
    return [
        (clock.number, local(clock.due_at).isoformat(), str(clock.legal_due_on), clock.provisional) for clock in rows
    ]
