"""The end of a limit by each unit, and by each setting of the readings that speak on it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.reckoning import due, legal_due
from shouwen.clocks.yardstick import Yardstick
from shouwen.rulebook.shipped import shipped
from shouwen.workdays import Calendar, OpeningHours

STARTED = datetime(2026, 9, 29, 10)


def measure(reading: str = "", setting: str = "") -> Yardstick:
    rulebook = shipped().with_reading(reading, setting) if reading else shipped()
    return Yardstick(Calendar.national(), OpeningHours(), rulebook)


@pytest.mark.parametrize(
    ("unit", "limit", "end"),
    [
        (LimitUnit.INSTANT, 0, datetime(2026, 9, 29, 17, 30)),
        (LimitUnit.WORKDAY, 5, datetime(2026, 10, 12, 17, 30)),
        (LimitUnit.CALENDAR_DAY, 3, datetime(2026, 10, 8, 17, 30)),
        (LimitUnit.CALENDAR_DAY, 10, datetime(2026, 10, 9, 17, 30)),
        (LimitUnit.OPEN_MINUTE, 30, datetime(2026, 9, 29, 10, 30)),
        (LimitUnit.OPEN_MINUTE, 130, datetime(2026, 9, 29, 13, 40)),
    ],
)
def test_t2_a_limit_ends_by_its_unit(unit: LimitUnit, limit: int, end: datetime) -> None:
    assert due(unit=unit, limit=limit, started=STARTED, by=measure()).at == end


def test_r8_the_day_of_acceptance_counts_only_where_the_rulebook_says_so() -> None:
    ends = [
        due(unit=LimitUnit.WORKDAY, limit=5, started=STARTED, by=by).at.date()
        for by in (measure(), measure("R8", "same_day"))
    ]
    assert ends == [date(2026, 10, 12), date(2026, 10, 10)]


def test_r9_a_pause_moves_the_end_only_where_the_rulebook_says_so() -> None:
    pauses = [(date(2026, 10, 8), date(2026, 10, 9))]
    for by, promised, legal in (
        (measure(), date(2026, 10, 14), date(2026, 10, 21)),
        (measure("R9", "counted"), date(2026, 10, 12), date(2026, 10, 19)),
    ):
        assert due(unit=LimitUnit.WORKDAY, limit=5, started=STARTED, by=by, pauses=pauses).at.date() == promised
        assert legal_due(limit=10, started=STARTED, by=by, pauses=pauses) == legal


def test_an_instant_matter_that_waited_stays_due_on_the_day_of_acceptance() -> None:
    pauses = [(date(2026, 9, 30), date(2026, 10, 9))]
    assert due(unit=LimitUnit.INSTANT, limit=0, started=STARTED, by=measure(), pauses=pauses).at.date() == date(
        2026, 9, 29
    )


def test_a_year_without_a_published_calendar_is_provisional() -> None:
    late = due(unit=LimitUnit.WORKDAY, limit=5, started=datetime(2026, 12, 29, 10), by=measure())
    assert (late.at.date(), late.provisional) == (date(2027, 1, 5), True)
