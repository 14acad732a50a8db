"""What a person owes: order, groups and counts."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import Town, civil, make_town

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks import extensions, queries
from shouwen.clocks.enums import ClockKind, LimitUnit, PauseKind
from shouwen.clocks.models import Clock
from shouwen.clocks.queries import DebtGroup
from shouwen.clocks.standing import Stand, Standing
from shouwen.clocks.yardstick import Yardstick

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)


def owe(
    town: Town, subject: int, *, kind: ClockKind = ClockKind.CASE, unit: LimitUnit = LimitUnit.WORKDAY, **more: object
) -> Clock:
    details: dict[str, object] = {"at": civil(2026, 9, 29), "promised_limit": 5, "responsible_id": town.he.pk} | more
    return clocks.start(
        kind=kind,
        subject_id=subject,
        number=f"办 26-{subject:05d}",
        matter="事",
        unit=unit,
        by=town.actor(town.he),
        **details,  # type: ignore[arg-type]
    )


def _scene(town: Town) -> None:
    owe(town, 1, promised_limit=9)  # due 10-16
    owe(town, 2, promised_limit=1)  # due 9-30: overdue since 10-08
    owe(town, 3, at=NOW, unit=LimitUnit.INSTANT, promised_limit=0)
    owe(town, 4, at=civil(2026, 9, 30), promised_limit=3)  # due 10-10, a make-up Saturday
    owe(town, 5, kind=ClockKind.HANDOVER, at=civil(2026, 10, 9, 9), unit=LimitUnit.OPEN_MINUTE, promised_limit=30)
    owe(town, 6, kind=ClockKind.HANDOVER, at=civil(2026, 10, 9, 10, 42), unit=LimitUnit.OPEN_MINUTE, promised_limit=30)
    paused = owe(town, 7, promised_limit=2)
    clocks.pause(
        clock=paused,
        kind=PauseKind.SITE_VISIT,
        reason="踏勘",
        planned_workdays=1,
        from_on=date(2026, 9, 30),
        by=town.actor(town.he),
        at=civil(2026, 9, 29),
    )
    owe(town, 8, kind=ClockKind.INQUIRY, responsible_id=town.deng.pk, first_responder_id=town.he.pk)
    owe(town, 9, responsible_id=town.deng.pk)
    done = owe(town, 10)
    clocks.close(centre_id=done.centre_id, kind=ClockKind.CASE, subject_id=done.subject_id, at=NOW)


def test_overdue_lead_what_stands_still_comes_last_and_f3_first_inquiries_stay() -> None:
    town = make_town()
    _scene(town)

    debts = list(queries.debts_of(centre_id=town.centre.pk, staff_ids=[town.he.pk]))

    bounds = queries.bounds_of(NOW, Yardstick.of(town.centre.pk))
    assert [(clock.subject_id, queries.group_of(clock, bounds)) for clock in debts] == [
        (2, DebtGroup.OVERDUE),
        (5, DebtGroup.OVERDUE),
        (6, DebtGroup.TODAY),
        (3, DebtGroup.TODAY),
        (4, DebtGroup.NEXT_DAY),
        (8, DebtGroup.LATER),
        (1, DebtGroup.LATER),
        (7, DebtGroup.PAUSED),
    ]


def test_counts_are_those_of_the_list() -> None:
    town = make_town()
    _scene(town)
    bounds = queries.bounds_of(NOW, Yardstick.of(town.centre.pk))

    tallies = queries.debt_tallies(centre_id=town.centre.pk, staff_ids=[town.he.pk])
    counts = queries.debt_counts(tallies, bounds=bounds)
    of_cases = queries.debt_counts(tallies, bounds=bounds, kinds=[ClockKind.CASE])

    assert counts.total == 8
    assert counts.by_kind == {ClockKind.CASE: 5, ClockKind.HANDOVER: 2, ClockKind.INQUIRY: 1}
    listed = Counter(
        queries.group_of(clock, bounds) for clock in queries.debts_of(centre_id=town.centre.pk, staff_ids=[town.he.pk])
    )
    assert counts.by_group == {group: listed[group] for group in DebtGroup}
    assert of_cases.total == 8
    assert of_cases.by_group == {
        DebtGroup.OVERDUE: 1,
        DebtGroup.TODAY: 1,
        DebtGroup.NEXT_DAY: 1,
        DebtGroup.LATER: 1,
        DebtGroup.PAUSED: 1,
    }


def test_on_a_saturday_off_what_was_due_on_friday_is_not_overdue_yet() -> None:
    town = make_town()
    clock = owe(town, 1, at=civil(2026, 10, 12), promised_limit=4)
    assert local_date(clock.due_at) == date(2026, 10, 16)
    by = Yardstick.of(town.centre.pk)

    saturday, monday = (queries.bounds_of(civil(2026, 10, day), by) for day in (17, 19))

    assert queries.group_of(clock, saturday) == DebtGroup.TODAY
    assert queries.group_of(clock, monday) == DebtGroup.OVERDUE
    assert queries.standings([clock], at=monday.at, by=by) == {clock.pk: Standing(Stand.OVERDUE, 1)}


def test_another_centre_sees_nothing() -> None:
    town, other = make_town(), make_town("liangping", town="两坪镇")
    _scene(town)

    assert not queries.debts_of(centre_id=other.centre.pk, staff_ids=[town.he.pk]).exists()


def test_lights_of_the_list() -> None:
    town = make_town()
    _scene(town)
    by = Yardstick.of(town.centre.pk)

    debts = list(queries.debts_of(centre_id=town.centre.pk, staff_ids=[town.he.pk]))

    stands = queries.standings(debts, at=NOW, by=by)
    assert {clock.subject_id: stands[clock.pk] for clock in debts} == {
        2: Standing(Stand.OVERDUE, 2),
        5: Standing(Stand.OVERDUE, 0),
        6: Standing(Stand.TODAY, minutes=25),
        3: Standing(Stand.TODAY),
        4: Standing(Stand.SOON, 1),
        8: Standing(Stand.RUNNING, 2),
        1: Standing(Stand.RUNNING, 6),
        7: Standing(Stand.PAUSED),
    }


@pytest.mark.parametrize("rows", [1, 30])
def test_list_counts_and_lights_cost_the_same_queries_for_1_and_30_rows(rows: int) -> None:
    town = make_town()
    for subject in range(rows):
        clock = owe(town, subject, at=civil(2026, 9, 1 + subject % 20), promised_limit=3 + subject)
        if subject % 2 == 0:
            extensions.extend(
                clock=clock,
                workdays=1,
                reason="等部门回函",
                category="other",
                told_at=clock.started_at,
                by=town.actor(town.he),
                at=clock.started_at,
            )

    with CaptureQueriesContext(
        connection,
    ) as asked:
        by = Yardstick.of(town.centre.pk)
        bounds = queries.bounds_of(NOW, by)
        queries.debt_counts(queries.debt_tallies(centre_id=town.centre.pk, staff_ids=[town.he.pk]), bounds=bounds)
        page = list(queries.debts_of(centre_id=town.centre.pk, staff_ids=[town.he.pk])[:25])
        names = {(clock.responsible.name, clock.first_responder) for clock in page}
        stands = queries.standings(page, at=NOW, by=by)

    assert len(asked) == 7
    assert names == {("何谷雨", None)}
    assert len(stands) == min(rows, 25)


def test_due_days_count_running_debts() -> None:
    town = make_town()
    _scene(town)

    tallies = queries.debt_tallies(centre_id=town.centre.pk, staff_ids=[town.he.pk])
    found = queries.due_days(tallies, first=date(2026, 10, 9), last=date(2026, 10, 16))

    assert found == {date(2026, 10, 9): 3, date(2026, 10, 10): 1, date(2026, 10, 12): 1, date(2026, 10, 16): 1}


def test_f2_a_case_that_somebody_else_handles_is_no_debt_of_its_first_responder() -> None:
    town = make_town()
    for subject, kind in enumerate(ClockKind, start=1):
        owe(town, subject, kind=kind, responsible_id=town.deng.pk, first_responder_id=town.he.pk)

    debts = queries.debts_of(centre_id=town.centre.pk, staff_ids=[town.he.pk])

    assert {clock.kind for clock in debts} == {ClockKind.INQUIRY, ClockKind.PROMISE}
