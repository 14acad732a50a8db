"""Opening minutes across lunch, evening, weekend and holiday."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwen.workdays import Calendar, CalendarRangeError, OpeningHours

CHINA = Calendar.national()
HOURS = OpeningHours()
UNHURRIED = settings(deadline=None)  # a busy machine is no wrong result


def at(words: str) -> datetime:
    return datetime.fromisoformat(words)


def test_r8_a_limit_ends_at_close_of_business():
    assert HOURS.close_of_business(date(2026, 10, 19)) == datetime(2026, 10, 19, 17, 30)
    assert OpeningHours(((time(8, 30), time(12)),)).close_of_business(date(2026, 10, 19)) == datetime(2026, 10, 19, 12)


@pytest.mark.parametrize(
    ("moment", "minutes", "due"),
    [
        ("2026-11-03T10:00", 30, "2026-11-03T10:30"),
        ("2026-11-03T10:00:20", 30, "2026-11-03T10:30:20"),
        ("2026-11-03T11:50", 30, "2026-11-03T13:50"),  # over lunch
        ("2026-11-03T11:30", 30, "2026-11-03T12:00"),  # full at the end of the session
        ("2026-11-03T12:00", 30, "2026-11-03T14:00"),
        ("2026-11-03T12:40", 30, "2026-11-03T14:00"),  # in the lunch break
        ("2026-11-03T07:15", 30, "2026-11-03T09:30"),  # before opening
        ("2026-11-03T17:20", 30, "2026-11-04T09:20"),  # over night
        ("2026-11-03T17:00", 30, "2026-11-03T17:30"),
        ("2026-11-03T17:30", 30, "2026-11-04T09:30"),
        ("2026-11-03T22:00", 30, "2026-11-04T09:30"),
        ("2026-11-06T17:20", 30, "2026-11-09T09:20"),  # over the weekend
        ("2026-11-07T10:00", 30, "2026-11-09T09:30"),  # on a Saturday
        ("2026-09-30T17:10", 30, "2026-10-08T09:10"),  # over National Day
        ("2026-10-09T17:10", 30, "2026-10-10T09:10"),  # to the make-up Saturday
        ("2026-10-10T17:10", 30, "2026-10-12T09:10"),
        ("2026-11-03T10:00", 420, "2026-11-04T10:00"),  # one whole day of 7 hours
        ("2026-11-03T09:00", 420, "2026-11-03T17:30"),
        ("2026-11-07T10:00", 840, "2026-11-10T17:30"),
        ("2026-11-07T10:00", 0, "2026-11-07T10:00"),
    ],
)
def test_f6_minutes_of_opening_time(moment, minutes, due):
    assert HOURS.add_minutes(at(moment), minutes, CHINA) == at(due)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-03T10:00", "2026-11-03T10:30", 30),
        ("2026-11-03T10:00", "2026-11-03T10:30:59", 30),
        ("2026-11-03T11:50", "2026-11-03T13:50", 30),
        ("2026-11-03T12:10", "2026-11-03T13:20", 0),
        ("2026-11-03T17:20", "2026-11-04T09:20", 30),
        ("2026-11-06T17:20", "2026-11-09T09:20", 30),
        ("2026-11-07T10:00", "2026-11-08T16:00", 0),
        ("2026-09-30T17:10", "2026-10-08T09:10", 30),
        ("2026-09-30T09:00", "2026-10-12T17:30", 5 * 420),  # make-up Saturday included
        ("2026-11-09T09:20", "2026-11-06T17:20", -30),
    ],
)
def test_f6_opening_minutes_between_two_moments(start, end, minutes):
    assert HOURS.open_minutes_between(at(start), at(end), CHINA) == minutes


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 20)).map(lambda moment: moment.replace(microsecond=0))


@UNHURRIED
@given(moments, st.integers(0, 10_000))
def test_f6_minutes_added_are_the_minutes_between(moment, minutes):
    due = HOURS.add_minutes(moment, minutes, CHINA)
    assert HOURS.open_minutes_between(moment, due, CHINA) == minutes
    assert due >= moment
    if minutes:
        opening = HOURS.sessions
        assert CHINA.is_workday(due.date())
        assert any(start < due.time() <= end for start, end in opening)


@UNHURRIED
@given(moments, st.integers(1, 2000), st.integers(1, 2000))
def test_f6_minutes_add_up(moment, first, second):
    step = HOURS.add_minutes(moment, first, CHINA)
    assert HOURS.add_minutes(step, second, CHINA) == HOURS.add_minutes(moment, first + second, CHINA)


@UNHURRIED
@given(st.datetimes(datetime(2026, 9, 25), datetime(2026, 10, 13)), st.integers(0, 4000))
def test_f6_minute_by_minute_restatement(moment, length):
    start = moment.replace(second=0, microsecond=0)
    minutes = [start + timedelta(minutes=step) for step in range(length)]
    is_open = [
        CHINA.is_workday(minute.date()) and any(opens <= minute.time() < closes for opens, closes in HOURS.sessions)
        for minute in minutes
    ]
    assert HOURS.open_minutes_between(start, start + timedelta(minutes=length), CHINA) == sum(is_open)


@pytest.mark.parametrize(
    ("sessions", "words"),
    [
        ((), "^办公时间至少要有一段。$"),
        (((time(12), time(9)),), "^办公时间12:00到09:00有误：结束要晚于开始。$"),
        (((time(9), time(9)),), "^办公时间09:00到09:00有误：结束要晚于开始。$"),
        (((time(9), time(12)), (time(11), time(17))), "^办公时间有误：11:00开始的一段与前一段重叠，或次序颠倒。$"),
        (((time(9, tzinfo=UTC), time(12, tzinfo=UTC)),), "naive local times"),
    ],
)
def test_f6_impossible_opening_hours_are_refused(sessions, words):
    with pytest.raises(ValueError, match=words):
        OpeningHours(sessions)


def test_f6_what_cannot_be_reckoned_is_refused():
    with pytest.raises(ValueError, match=r"^办公分钟数不能是负数。$"):
        HOURS.add_minutes(at("2026-11-03T10:00"), -1, CHINA)
    with pytest.raises(ValueError, match="naive local time"):
        HOURS.add_minutes(datetime(2026, 11, 3, 10, tzinfo=UTC), 30, CHINA)
    with pytest.raises(ValueError, match="naive local time"):
        HOURS.open_minutes_between(at("2026-11-03T10:00"), datetime(2026, 11, 3, 10, tzinfo=UTC), CHINA)
    with pytest.raises(CalendarRangeError, match="超出了日历的范围"):
        HOURS.add_minutes(at("2200-12-31T17:00"), 60, CHINA)
