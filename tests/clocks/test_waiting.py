"""An instant matter that waited: due on its day of acceptance, as the contract says, but late only from its first overdue day."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.cases.scene import fresh, review
from tests.factories import Town, civil, make_case, make_item, make_town

from shouwen.cases.corrections import issue_correction_notice, receive_materials
from shouwen.cases.enums import ReviewState
from shouwen.cases.models import Case
from shouwen.cases.queries import Sift, Wanted, cases_wanted
from shouwen.civil_time import local_date
from shouwen.clocks import queries
from shouwen.clocks.facts import facts_of
from shouwen.clocks.queries import DebtGroup
from shouwen.clocks.standing import Stand, Standing, standing_of
from shouwen.clocks.waiting import in_time_until
from shouwen.clocks.yardstick import Yardstick
from shouwen.rulebook.deadline import compute
from shouwen.workdays import Calendar

pytestmark = pytest.mark.django_db
ACCEPTED = civil(2026, 10, 9, 9, 40)
CAME = civil(2026, 10, 14, 15, 0)


def _waited(town: Town, *, told_at: datetime = ACCEPTED) -> Case:
    """An instant item whose missing material came on Wednesday 14 October."""
    version = make_item(town.general, "开具居住证明", promised_limit=0, materials=("身份证", "户口簿"))
    clerk = town.actor(town.he)
    case = make_case(clerk, version, at=ACCEPTED)
    review(case, clerk, told_at, faults={"户口簿": ReviewState.MISSING})
    notice = issue_correction_notice(case=fresh(case), by=clerk, at=told_at)
    receive_materials(case=fresh(case), material_ids=[notice.materials.get().pk], by=clerk, at=CAME)
    return fresh(case)


def _seen(town: Town, case: Case, at: datetime) -> tuple[DebtGroup, Standing, bool]:
    """Its group on *my day* (by the row and by the counts), its light, and whether the list of overdue cases shows it."""
    by = Yardstick.of(town.centre.pk)
    bounds = queries.bounds_of(at, by)
    row = queries.debts_of(centre_id=town.centre.pk, staff_ids=[town.he.pk]).get(pk=case.clock_id)
    tallies = queries.debt_tallies(centre_id=town.centre.pk, staff_ids=[town.he.pk])
    counted = [group for group, count in queries.debt_counts(tallies, bounds=bounds).by_group.items() if count]
    group = queries.group_of(row, bounds)
    assert counted == [group]
    overdue = cases_wanted(town.centre.pk, Wanted(sift=Sift.OVERDUE), at=at)
    return group, standing_of(row, at=at, by=by), overdue.filter(pk=case.pk).exists()


def test_t2_r9_page_and_contract_name_the_same_day() -> None:
    town = make_town()
    case = _waited(town)

    facts = facts_of(case.clock)
    by = Yardstick.of(town.centre.pk)
    said = compute(facts, datetime(2026, 10, 15, 9), by.calendar, by.rulebook.on(date(2026, 10, 9)))

    assert local_date(case.clock.due_at) == said.due == date(2026, 10, 9)
    assert [str(day) for day in said.overdue_days] == ["2026-10-15"]


def test_r9_lists_call_it_late_only_from_its_first_overdue_day() -> None:
    town = make_town()
    case = _waited(town)

    assert in_time_until(case.clock, Calendar.national()) == date(2026, 10, 14)
    assert _seen(town, case, CAME) == (DebtGroup.TODAY, Standing(Stand.TODAY), False)
    assert _seen(town, case, civil(2026, 10, 15, 9)) == (DebtGroup.OVERDUE, Standing(Stand.OVERDUE, 1), True)


def test_r9_a_wait_that_began_late_excuses_nothing() -> None:
    """Told on the next working day: that day is over already, and the wait after it takes none of it back."""
    town = make_town()
    case = _waited(town, told_at=civil(2026, 10, 10, 10))

    assert in_time_until(case.clock, Calendar.national()) == date(2026, 10, 9)
    assert _seen(town, case, CAME) == (DebtGroup.OVERDUE, Standing(Stand.OVERDUE, 1), True)
