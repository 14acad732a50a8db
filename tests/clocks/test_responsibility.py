"""每天归谁负责: re-assignment and AB岗 over the days of a clock (T1, reading R7)."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import Town, civil, make_case, make_town

from shouwen.assessment.bearers import bearer_of
from shouwen.cases import actions as cases
from shouwen.clocks.models import Clock
from shouwen.clocks.responsibility import Span, covers_for, owed_on, spans_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.people.models import Cover
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
ACCEPTED = civil(2026, 9, 15, 9, 40)


@pytest.fixture
def town() -> Town:
    return make_town()


def _cover(town: Town, first: tuple[int, int], last: tuple[int, int]) -> Cover:
    return Cover.objects.create(
        centre=town.centre,
        absent=town.he,
        by=town.deng,
        from_at=civil(2026, 9, *first),
        to_at=civil(2026, 9, *last),
        reason="请假",
    )


def _spans(town: Town, *, on: date) -> list[Span]:
    clock = Clock.objects.get(kind="case")
    covers = covers_for(town.centre.pk, {row.staff_id for row in clock.responsibilities.all()})
    return spans_of(clock, covers, on=on, by=Yardstick.of(town.centre.pk))


def test_r7_the_days_of_a_cover_are_those_of_whoever_stood_in(town: Town) -> None:
    make_case(town.actor(town.he), town.house, at=ACCEPTED)
    _cover(town, (17, 9), (18, 18))
    _cover(town, (21, 9), (21, 12))  # the morning alone: the day stays whose it is at the close of business

    spans = _spans(town, on=date(2026, 9, 22))

    assert spans == [
        Span(date(2026, 9, 15), date(2026, 9, 16), town.he.pk),
        Span(date(2026, 9, 17), date(2026, 9, 18), town.deng.pk, town.he.pk),
        Span(date(2026, 9, 19), date(2026, 9, 22), town.he.pk),
    ]
    assert [owed_on(spans, date(2026, 9, day)) for day in (14, 15, 18, 19, 30)] == [
        None,
        town.he.pk,
        town.deng.pk,
        town.he.pk,
        town.he.pk,
    ]


def test_r7_a_cover_of_the_one_before_says_nothing_of_the_one_after(town: Town) -> None:
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)
    cases.transfer(
        case=case,
        to_staff_id=town.deng.pk,
        to_window_id=town.civil_affairs.pk,
        by=town.actor(town.he),
        at=civil(2026, 9, 18, 10),
    )
    _cover(town, (17, 9), (21, 18))

    assert _spans(town, on=date(2026, 9, 21)) == [
        Span(date(2026, 9, 15), date(2026, 9, 16), town.he.pk),
        Span(date(2026, 9, 17), date(2026, 9, 17), town.deng.pk, town.he.pk),
        Span(date(2026, 9, 18), date(2026, 9, 21), town.deng.pk),
    ]


def test_k1_3_r7_who_stood_in_on_the_due_day_bears_it(town: Town) -> None:
    make_case(town.actor(town.he), town.house, at=ACCEPTED)
    due_on = Clock.objects.get(kind="case")
    assert bearer_of(due_on) == town.he.pk

    _cover(town, (24, 9), (24, 18))

    assert bearer_of(due_on) == town.deng.pk


def test_t1_the_office_reassigns_with_a_reason(town: Town) -> None:
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)
    to = {"to_staff_id": town.deng.pk, "to_window_id": town.civil_affairs.pk}

    with pytest.raises(Refused) as refused:
        cases.transfer(case=case, **to, by=town.actor(town.office), at=civil(2026, 9, 18, 10))
    cases.transfer(case=case, **to, by=town.actor(town.office), at=civil(2026, 9, 18, 10), reason="他要去培训一周")

    assert (refused.value.code, refused.value.message) == ("reason_missing", "改派别人的办件，要写明为什么")
    assert Clock.objects.get(kind="case").responsible_id == town.deng.pk
