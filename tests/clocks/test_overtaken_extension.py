"""An extension that was told in time holds, though the calendar moved the due day before that day afterwards (T3, K1.3)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.factories import Town, civil, make_case, make_item, make_town

from shouwen.assessment.facts import facts_of_month
from shouwen.assessment.facts.month import Month
from shouwen.cases import limits
from shouwen.cases.days_told import days_told
from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks import recomputation
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.early import days_early
from shouwen.clocks.enums import ClockKind, LimitUnit, LocalDayKind
from shouwen.clocks.local_days import local_days, set_local_day, withdraw_local_day
from shouwen.clocks.models import Clock, Extension
from shouwen.clocks.rules import rulebook_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.strip import day_strip
from shouwen.people.actor import Actor
from shouwen.rulebook.assessment import assess
from shouwen.rulebook.contract.month_file import read_month

pytestmark = pytest.mark.django_db
ACCEPTED, TOLD, CLOSED = civil(2026, 11, 6), civil(2026, 11, 23), civil(2026, 11, 27, 15)


@pytest.fixture(name="town")
def _town() -> Town:
    return make_town()


def overtaken(town: Town, *, unit: LimitUnit = LimitUnit.WORKDAY, limit: int = 10, told: datetime = TOLD) -> Clock:
    """Ten working days from 6 November with the 18th closed: due on the 23rd, when three days more are told. Then the 18th is
    open after all: without the extension it would have been due on the 20th."""
    office = Actor.system(town.centre.pk)
    version = make_item(town.general, promised_limit=limit)
    version.promised_unit = unit
    version.save()
    set_local_day(
        day=date(2026, 11, 18), kind=LocalDayKind.CLOSED, name="停电", basis="通知", by=office, at=civil(2026, 11, 2)
    )
    case = make_case(town.actor(town.he), version, at=ACCEPTED)
    limits.extend(
        case=case, workdays=3, reason="等回函", category="other", told_at=told, by=town.actor(town.he), at=told
    )
    (row,) = local_days(town.centre.pk)
    withdraw_local_day(row=row, reason="不停电了", by=office, at=TOLD)
    recomputation.run_all(centre_id=town.centre.pk, at=TOLD)
    return Clock.objects.get(pk=case.clock.pk)


def test_t3_list_page_and_citizen_see_the_same_day(town: Town) -> None:
    clock, by = overtaken(town), Yardstick.of(town.centre.pk)
    at = civil(2026, 11, 24)

    strip, told = day_strip(clock, at=at, by=by), days_told(clock, at=at)

    assert local_date(clock.due_at) == date(2026, 11, 25)
    assert "逾期" not in strip.label and strip.total == "承诺 10 天 ＋ 延期 3 天 ＝ 13 个工作日"
    assert any("原到期 11月20日" in brace.text for brace in strip.braces)
    assert told is not None and (told.total, told.used, told.over) == (13, 12, 0)
    assert Extension.objects.get().original_due_on == date(2026, 11, 23)  # as it was told


def test_k1_3_only_the_days_after_the_extended_day_cost_points(town: Town) -> None:
    overtaken(town)
    case_id = Clock.objects.get(kind=ClockKind.CASE).subject_id
    clocks.close(centre_id=town.centre.pk, kind=ClockKind.CASE, subject_id=case_id, at=CLOSED)

    facts = facts_of_month(Month.of(town.centre.pk, date(2026, 11, 1), at=civil(2026, 12, 1)))

    (fact,) = facts["cases"]
    assert (fact["workdays"], "extension" in fact) == (13, False)
    rulebook, calendar = rulebook_of(town.centre.pk), calendar_of(town.centre.pk)
    result = assess(read_month(facts, rulebook, calendar), rulebook, calendar)
    (he,) = [one for one in result.people if one.staff.name == "何谷雨"]
    assert [str(line.at) for line in he.lines] == ["2026-11-26", "2026-11-27"]  # not from the 23rd on


def test_t1_early_is_counted_against_the_day_that_holds_now(town: Town) -> None:
    clock = overtaken(town)
    clock.closed_at = civil(2026, 11, 19, 15)

    assert days_early(clock, by=Yardstick.of(town.centre.pk)) == 1  # until the 20th, not the 23rd of the telling


def test_t3_a_limit_in_calendar_days_shows_the_same_original_day(town: Town) -> None:
    """Twelve calendar days end on Wednesday the 18th, which was closed: on the 19th, when it was told; now on the 18th again."""
    told = civil(2026, 11, 19, 10)
    clock, by = overtaken(town, unit=LimitUnit.CALENDAR_DAY, limit=12, told=told), Yardstick.of(town.centre.pk)

    strip = day_strip(clock, at=civil(2026, 11, 20), by=by)

    assert [brace.text for brace in strip.braces] == ["延期 3 天，原到期 11月18日"]
