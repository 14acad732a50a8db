"""重新起计: the whole limit from then on; no second extension (T3), and no overdue day is lost (T1)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.factories import Town, civil, make_town

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.begun_anew import begin_anew
from shouwen.clocks.enums import ClockKind, ClockState, LimitUnit
from shouwen.clocks.extensions import extend
from shouwen.clocks.models import Clock, Extension
from shouwen.clocks.queries import clock_of
from shouwen.clocks.standing import Stand, Standing, standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal.models import Entry

pytestmark = pytest.mark.django_db
BEGAN = civil(2026, 10, 9, 10)
"""A Friday; five working days after it end on Thursday the 15th, the 10th being one."""


@pytest.fixture
def town() -> Town:
    return make_town()


def closed(town: Town, at: datetime, *, kind: ClockKind = ClockKind.COMPLAINT) -> Clock:
    clock: Clock = clocks.start(
        kind=kind,
        subject_id=1,
        number="诉 26-0001",
        matter="网上投诉",
        responsible_id=town.he.pk,
        unit=LimitUnit.WORKDAY,
        promised_limit=5,
        by=town.actor(town.he),
        at=BEGAN,
    )
    if at > BEGAN:
        clocks.close(centre_id=town.centre.pk, kind=kind, subject_id=1, at=at)
    return Clock.objects.get(pk=clock.pk)


def again(town: Town, clock: Clock, at: datetime) -> tuple[Clock, Standing]:
    begin_anew(clock=clock, responsible_id=town.deng.pk, by=town.actor(town.office), at=at)
    read = clock_of(town.centre.pk, clock.pk)
    assert read is not None
    return read, standing_of(read, at=at, by=Yardstick.of(town.centre.pk))


@pytest.mark.parametrize("settled", [civil(2026, 10, 12, 9), civil(2026, 10, 15, 18)])
def test_t1_settled_in_time_it_has_its_whole_limit_again(town: Town, settled: datetime) -> None:
    clock, standing = again(town, closed(town, settled), civil(2026, 10, 19, 10))
    assert (clock.state, clock.started_at, local_date(clock.due_at).isoformat()) == (
        ClockState.RUNNING,
        civil(2026, 10, 19, 10),
        "2026-10-26",
    )
    assert (standing, clock.responsible_id) == (Standing(Stand.RUNNING, 5), town.deng.pk)


def test_t1_settled_late_it_goes_on_from_its_own_due_date_with_the_days_it_was_over(town: Town) -> None:
    clock, standing = again(town, closed(town, civil(2026, 10, 19, 9)), civil(2026, 10, 20, 10))
    assert (clock.state, clock.closed_at, clock.started_at) == (ClockState.RUNNING, None, BEGAN)
    assert (local_date(clock.due_at).isoformat(), standing) == ("2026-10-15", Standing(Stand.OVERDUE, 3))
    assert [(row.staff_id, row.from_on.isoformat()) for row in clock.responsibilities.order_by("from_on")] == [
        (town.he.pk, "2026-10-09"),
        (town.deng.pk, "2026-10-20"),
    ]
    assert Entry.objects.get(action="clock.begin_anew").data["late"] is True


def test_t3_what_was_extended_is_not_begun_anew(town: Town) -> None:
    clock, by = closed(town, BEGAN, kind=ClockKind.CASE), town.actor(town.he)
    asked = BEGAN + timedelta(days=3)
    extend(clock=clock, workdays=5, reason="等回函", category="other", told_at=asked, by=by, at=asked)
    clocks.close(centre_id=town.centre.pk, kind=ClockKind.CASE, subject_id=1, at=civil(2026, 10, 16))
    before = Clock.objects.get(pk=clock.pk)
    with pytest.raises(ValueError, match="was extended"):
        again(town, clock, civil(2026, 10, 19, 10))
    after = Clock.objects.get(pk=clock.pk)
    assert (after.state, after.due_at, after.closed_at) == (ClockState.CLOSED, before.due_at, before.closed_at)
    assert (local_date(after.due_at).isoformat(), Extension.objects.count()) == ("2026-10-22", 1)
