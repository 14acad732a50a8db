"""Opening hours that change on a day: each day by its own hours, also across the change (T1)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from shouwen.workdays import Calendar, DatedHours, DayKind, DayRow, OpeningHours

OLD = OpeningHours()
WINTER = OpeningHours(((time(9), time(12)), (time(13), time(17))))
SHORT = OpeningHours(((time(9, 30), time(11, 30)),))
HOURS = DatedHours(OLD, ((date(2026, 10, 14), WINTER), (date(2026, 10, 19), SHORT)))
CALENDAR = Calendar.national()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute)


def minute_by_minute(moment: datetime, minutes: int, calendar: Calendar) -> datetime:
    """The plain way: go on minute by minute and count the open ones."""
    left = minutes
    while left:
        sessions = HOURS.on(moment.date()).sessions if calendar.is_workday(moment.date()) else ()
        left -= any(start <= moment.time() < end for start, end in sessions)
        moment += timedelta(minutes=1)
    return moment


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (at(13, 17, 20), 10, at(13, 17, 30)),  # full at the end of the last old session
        (at(13, 17, 20), 30, at(14, 9, 20)),
        (at(13, 11, 30), 30 + 240 + 180 + 60, at(14, 14)),  # the new afternoon begins at 13:00
        (at(16, 16, 30), 60, at(19, 10)),  # over a weekend into the third hours
        (at(17, 10), 30, at(19, 10)),
        (at(14, 8), 1, at(14, 9, 1)),
        (at(13, 23), 1, at(14, 9, 1)),
    ],
)
def test_t1_minutes_across_a_change_follow_the_hours_of_each_day(start: datetime, minutes: int, end: datetime) -> None:
    assert HOURS.add_minutes(start, minutes, CALENDAR) == end
    assert HOURS.open_minutes_between(start, end, CALENDAR) == minutes


def test_t1_the_same_as_going_minute_by_minute_for_three_hundred_starts() -> None:
    chance = Random(5)
    closed = CALENDAR.with_days([DayRow(date(2026, 10, 15), DayKind.LOCAL_OFF, "停电")])
    for _ in range(300):
        start = datetime(2026, 10, 9) + timedelta(minutes=chance.randrange(12 * 1440))
        minutes, calendar = chance.randrange(1, 900), chance.choice((CALENDAR, closed))
        assert HOURS.add_minutes(start, minutes, calendar) == minute_by_minute(start, minutes, calendar)


def test_t1_minutes_between_add_up_over_any_moment_in_between() -> None:
    chance = Random(6)
    for _ in range(300):
        one, two, three = sorted(
            datetime(2026, 10, 9) + timedelta(minutes=chance.randrange(12 * 1440)) for _ in range(3)
        )
        parts = [HOURS.open_minutes_between(a, b, CALENDAR) for a, b in ((one, two), (two, three), (one, three))]
        assert parts[0] + parts[1] == parts[2]
        assert HOURS.open_minutes_between(three, one, CALENDAR) == -parts[2]


def test_r8_close_of_business_is_that_of_the_day() -> None:
    ends = [HOURS.close_of_business(date(2026, 10, day)).time() for day in (13, 14, 18, 19)]
    assert ends == [time(17, 30), time(17), time(17), time(11, 30)]
    assert OLD.on(date(2026, 10, 14)) is OLD


def test_changes_out_of_order_are_refused() -> None:
    for days in ((14, 14), (15, 14)):
        with pytest.raises(ValueError, match="一天只能有一次"):
            DatedHours(OLD, tuple((date(2026, 10, day), WINTER) for day in days))


def test_no_minutes_and_negative_minutes() -> None:
    assert HOURS.add_minutes(at(13, 23), 0, CALENDAR) == at(13, 23)
    with pytest.raises(ValueError, match="不能是负数"):
        HOURS.add_minutes(at(13, 23), -1, CALENDAR)
