"""现在开不开门: what the first page for people says at a moment."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.factories import civil, make_centre

from shouwen.clocks.models import LocalDay, OpeningTimes
from shouwen.clocks.open_now import open_now
from shouwen.people.models import Centre

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre() -> Centre:
    return make_centre()


@pytest.mark.parametrize(
    ("at", "is_open", "words"),
    [
        (civil(2026, 10, 9, 9, 0), True, "现在开门，到 12:00"),
        (civil(2026, 10, 9, 11, 59), True, "现在开门，到 12:00"),
        (civil(2026, 10, 9, 12, 0), False, "现在不办公，今天 13:30 开门"),
        (civil(2026, 10, 9, 17, 30), False, "现在不办公，明天 9:00 开门"),
        (civil(2026, 10, 10, 10, 0), True, "现在开门，到 12:00"),
        (civil(2026, 10, 11, 10, 0), False, "现在不办公，明天 9:00 开门"),
        (civil(2026, 9, 30, 18, 0), False, "现在不办公，10月8日（周四） 9:00 开门"),
    ],
)
def test_s1_the_page_says_whether_one_may_come_now_and_when_next(
    centre: Centre, at: datetime, is_open: bool, words: str
) -> None:
    found = open_now(centre.pk, at=at)

    assert (found.is_open, found.words) == (is_open, words)


def test_s1_extended_service_at_midday_and_on_saturday_is_open_but_not_on_a_holiday(centre: Centre) -> None:
    OpeningTimes.objects.create(
        centre=centre,
        from_on=civil(2026, 9, 1).date(),
        sessions=[["09:00", "12:00"], ["13:30", "17:30"]],
        midday=[["12:00", "13:30"]],
        weekend={"6": [["09:00", "11:30"]]},
        set_at=civil(2026, 8, 20),
    )

    assert open_now(centre.pk, at=civil(2026, 10, 9, 12, 10)).words == "现在是延时服务，到 13:30"
    assert open_now(centre.pk, at=civil(2026, 10, 17, 9, 30)).words == "现在是延时服务，到 11:30"
    assert open_now(centre.pk, at=civil(2026, 10, 3, 9, 30)).words == "现在不办公，10月8日（周四） 9:00 开门"


def test_s1_a_day_the_centre_closed_itself_and_hours_that_begin_later_are_known(centre: Centre) -> None:
    LocalDay.objects.create(
        centre=centre,
        day=civil(2026, 10, 12).date(),
        kind="closed",
        name="停电检修",
        basis="通知",
        set_at=civil(2026, 10, 1),
    )
    OpeningTimes.objects.create(
        centre=centre, from_on=civil(2026, 10, 13).date(), sessions=[["08:30", "12:00"]], set_at=civil(2026, 10, 1)
    )

    assert open_now(centre.pk, at=civil(2026, 10, 11, 10)).words == "现在不办公，后天 8:30 开门"
