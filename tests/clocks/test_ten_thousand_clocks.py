"""10,000 random clocks with pauses, extension, re-assignment and a change of the calendar: the database and the pure engine agree.

The rows are written many at a time: what is tried is the reckoning, which is the same function for one clock and for many
(`clocks.reckoned`), and the reading of rows as facts. That the actions write such rows is tried one by one in
`test_same_as_the_contract.py` and `test_worked_examples_in_the_database.py`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import pytest
from tests.factories import Town, civil, make_staff, make_town

from shouwen.civil_time import instant, local_date, start_of
from shouwen.clocks.actions import prepare
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import ClockKind, LimitUnit, PauseKind
from shouwen.clocks.facts import facts_of
from shouwen.clocks.models import CalendarDay, Clock, Extension, Pause, Responsibility
from shouwen.clocks.reckoned import remembering
from shouwen.clocks.responsibility import owed_on, spans_of
from shouwen.clocks.standing import Stand, standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.once import forget
from shouwen.rulebook.deadline import compute, due_only
from shouwen.workdays import Calendar

pytestmark = pytest.mark.django_db
CLOCKS = 10_000
AS_OF = datetime(2027, 3, 12, 16, 30)
NEW_YEAR = (
    *(("holiday", date(2027, 1, day), "元旦") for day in (1, 2, 3)),
    *(("holiday", date(2027, 2, day), "春节") for day in (5, 6, 7, 8, 9, 10, 11, 12)),
    *(("workday", day, "春节") for day in (date(2027, 1, 31), date(2027, 2, 20))),
)
"""An arrangement as one might be published: eight days of a festival, two days made up for."""


def _scene(town: Town, dice: Random, measure: Yardstick) -> None:
    """Clocks accepted between November and February, with what befell them; all reckoned by the calendar as it was then."""
    others = [town.he.pk, town.deng.pk, make_staff(town.centre, "方白露").pk]
    clocks, pauses, extensions, whose = [], [], [], []
    for subject in range(1, CLOCKS + 1):
        at = _moment(dice, date(2026, 11, 2) + timedelta(days=dice.randint(0, 110)))
        unit = dice.choices([LimitUnit.WORKDAY, LimitUnit.INSTANT], [9, 1])[0]
        limit = dice.randint(1, 25) if unit == LimitUnit.WORKDAY else 0
        clock = prepare(
            centre_id=town.centre.pk,
            kind=ClockKind.CASE,
            subject_id=subject,
            number=f"办 27-{subject:05d}",
            matter="事",
            responsible_id=others[0],
            at=at,
            unit=unit,
            promised_limit=limit,
            legal_limit=30,
            measure=measure,
        )
        clock.pk = subject
        clocks.append(clock)
        day = local_date(at)
        spans = list(_spans(dice, day)) if unit == LimitUnit.WORKDAY else []
        pauses += [_pause(clock, first, last) for first, last in spans]
        if limit > 8 and dice.random() < 0.4:
            # Told well before the limit ends, so that no change of the calendar makes it too late.
            extensions.append(_extension(clock, dice.randint(1, 5), at + timedelta(hours=1), town.he.pk))
        if dice.random() < 0.5:
            until = max([day, *(last for _, last in spans)]) + timedelta(days=dice.randint(0, 40))
            clock.state, clock.closed_at = "closed", start_of(until) + timedelta(hours=18)
        turns = sorted({day, *(day + timedelta(days=dice.randint(1, 30)) for _ in range(dice.choice([0, 0, 1, 2])))})
        whose += [_whose(clock, dice.choice(others), first) for first in turns]
    Clock.objects.bulk_create(clocks, batch_size=1000)
    Pause.objects.bulk_create(pauses, batch_size=1000)
    Extension.objects.bulk_create(extensions, batch_size=1000)
    Responsibility.objects.bulk_create(whose, batch_size=1000)
    assert len(pauses) > 4000 and len(extensions) > 2000 and len(whose) > 14_000


def _moment(dice: Random, day: date) -> datetime:
    return instant(datetime(day.year, day.month, day.day, dice.randint(9, 17), dice.randint(0, 59)))


def _spans(dice: Random, day: date) -> list[tuple[date, date]]:
    found = []
    for _ in range(dice.choice([0, 0, 1, 2])):
        first = day + timedelta(days=dice.randint(1, 12))
        day = first + timedelta(days=dice.randint(0, 14))
        found.append((first, day))
    return found


def _pause(clock: Clock, first: date, last: date) -> Pause:
    return Pause(
        centre_id=clock.centre_id,
        clock_id=clock.pk,
        kind=PauseKind.PUBLICITY,
        reason="公示",
        from_on=first,
        to_on=last,
        planned_workdays=5,
    )


def _extension(clock: Clock, workdays: int, told_at: datetime, staff_id: int) -> Extension:
    return Extension(
        centre_id=clock.centre_id,
        clock_id=clock.pk,
        workdays=workdays,
        reason="等回函",
        original_due_on=local_date(clock.due_at),
        asked_at=told_at,
        told_at=told_at,
        told_on=local_date(told_at),
        asked_by_id=staff_id,
    )


def _whose(clock: Clock, staff_id: int, from_on: date) -> Responsibility:
    return Responsibility(centre_id=clock.centre_id, clock_id=clock.pk, staff_id=staff_id, from_on=from_on)


def _reckon_all(centre_id: int) -> dict[int, datetime]:
    """Every clock reckoned anew as the recomputation does, and written; its due day by id."""
    reckon = remembering(Yardstick.of(centre_id))
    clocks = list(Clock.objects.filter(centre_id=centre_id).select_related("extension").prefetch_related("pauses"))
    for clock in clocks:
        spans = [(row.from_on, row.to_on) for row in clock.pauses.all()]
        reckon(clock, spans, clock.extension.workdays if hasattr(clock, "extension") else 0).put(clock)
    Clock.objects.bulk_update(clocks, ["due_at", "legal_due_on", "provisional"], batch_size=500)
    return dict(Clock.objects.values_list("pk", "due_at"))


@pytest.mark.slow
def test_t1_t2_t3_ten_thousand_clocks_agree_with_the_engine_before_and_after_the_calendar_changes() -> None:
    town, dice = make_town(), Random(20270312)
    before_change = Yardstick.of(town.centre.pk)
    _scene(town, dice, before_change)

    first = _reckon_all(town.centre.pk)
    _due_agree(town, first)
    CalendarDay.objects.bulk_create(
        CalendarDay(centre=town.centre, kind=kind, day=day, name=name, imported_at=civil(2026, 11, 20))
        for kind, day, name in NEW_YEAR
    )
    forget()
    assert calendar_of(town.centre.pk) != before_change.calendar
    second = _reckon_all(town.centre.pk)
    _agree(town, second)

    later = sum(second[pk] > first[pk] for pk in first)
    earlier = sum(second[pk] < first[pk] for pk in first)
    assert later > 1000 and earlier > 10


def _due_agree(town: Town, due_at: dict[int, datetime]) -> None:
    by = Yardstick.of(town.centre.pk)
    for clock in Clock.objects.select_related("extension").prefetch_related("pauses").iterator(chunk_size=2000):
        facts = facts_of(clock)
        assert local_date(due_at[clock.pk]) == due_only(facts, by.calendar, by.rulebook.on(facts.accepted.date()))


def _agree(town: Town, due_at: dict[int, datetime]) -> None:
    """Row and engine say the same due day, overdue days, standing and bearer."""
    by: Yardstick = Yardstick.of(town.centre.pk)
    calendar: Calendar = by.calendar
    rows = Clock.objects.select_related("extension").prefetch_related("pauses", "responsibilities")
    for clock in rows.iterator(chunk_size=2000):
        facts = facts_of(clock)
        rules = by.rulebook.on(facts.accepted.date())
        assert local_date(due_at[clock.pk]) == due_only(facts, calendar, rules), clock.pk
        result = compute(facts, AS_OF, calendar, rules)
        stand = standing_of(clock, at=instant(AS_OF), by=by)
        over = len(result.overdue_days)
        assert (stand.days if stand.stand in {Stand.OVERDUE, Stand.DONE_LATE} else 0) == over, clock.pk
        if not over:
            continue
        spans = spans_of(clock, [], on=AS_OF.date(), by=by)
        turns = sorted((row.from_on, row.staff_id) for row in clock.responsibilities.all())
        for day in result.overdue_days:
            assert owed_on(spans, day) == [staff for since, staff in turns if since <= day][-1]
