"""The shipped calendar against the official notices of 2026 and against its source, day by day."""

import copy
import pickle
from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest

from shouwen.workdays import FIRST_DAY, LAST_DAY, Calendar, CalendarRangeError, DayKind, OpenExclusionError

CHINA = Calendar.national()


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(step) for step in range((date(year + 1, 1, 1) - first).days)]


def test_t2_every_published_day_is_what_the_source_says():
    assert CHINA.covered_years == frozenset(range(2004, 2027))
    for year in CHINA.covered_years:
        for day in days_of(year):
            assert CHINA.is_workday(day) is chinese_calendar.is_workday(day), day


def test_t2_kinds_and_names_follow_the_source():
    for year in CHINA.covered_years:
        for day in days_of(year):
            off, english = chinese_calendar.get_holiday_detail(day)
            if english is None:
                assert (CHINA.kind(day), CHINA.name(day)) == (DayKind.WEEKEND if off else DayKind.WORKDAY, "")
            else:
                assert CHINA.kind(day) is (DayKind.HOLIDAY if off else DayKind.MAKEUP_WORKDAY)
                assert chinese_calendar.Holiday(english).chinese in CHINA.name(day)


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2026, 1, 1), DayKind.HOLIDAY, "元旦"),
        (date(2026, 1, 4), DayKind.MAKEUP_WORKDAY, "元旦"),
        (date(2026, 2, 14), DayKind.MAKEUP_WORKDAY, "春节"),
        (date(2026, 2, 23), DayKind.HOLIDAY, "春节"),
        (date(2026, 2, 28), DayKind.MAKEUP_WORKDAY, "春节"),
        (date(2026, 4, 6), DayKind.HOLIDAY, "清明节"),
        (date(2026, 5, 5), DayKind.HOLIDAY, "劳动节"),
        (date(2026, 5, 9), DayKind.MAKEUP_WORKDAY, "劳动节"),
        (date(2026, 6, 19), DayKind.HOLIDAY, "端午节"),
        (date(2026, 9, 20), DayKind.MAKEUP_WORKDAY, "国庆节"),
        (date(2026, 9, 25), DayKind.HOLIDAY, "中秋节"),
        (date(2026, 10, 1), DayKind.HOLIDAY, "国庆节"),
        (date(2026, 10, 4), DayKind.HOLIDAY, "国庆节"),
        (date(2026, 10, 7), DayKind.HOLIDAY, "国庆节"),
        (date(2026, 10, 8), DayKind.WORKDAY, ""),
        (date(2026, 10, 10), DayKind.MAKEUP_WORKDAY, "国庆节"),
        (date(2026, 10, 11), DayKind.WEEKEND, ""),
        (date(2015, 9, 3), DayKind.HOLIDAY, "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"),
        (date(2018, 12, 29), DayKind.MAKEUP_WORKDAY, "元旦"),
    ],
)
def test_t2_days_of_the_official_notices(day, kind, name):
    assert (CHINA.kind(day), CHINA.name(day)) == (kind, name)
    assert CHINA.is_workday(day) is kind.is_workday


def test_t2_a_makeup_saturday_is_counted():
    assert CHINA.workdays(date(2026, 9, 29), date(2026, 10, 12)) == [
        date(2026, 9, 29),
        date(2026, 9, 30),
        date(2026, 10, 8),
        date(2026, 10, 9),
        date(2026, 10, 10),
        date(2026, 10, 12),
    ]
    assert CHINA.add(date(2026, 9, 29), 5) == date(2026, 10, 12)
    assert CHINA.count(date(2026, 9, 29), date(2026, 10, 12)) == 5
    assert CHINA.next(date(2026, 9, 30)) == date(2026, 10, 8)
    assert CHINA.next(date(2026, 9, 19)) == date(2026, 9, 20)
    assert CHINA.previous(date(2026, 10, 8)) == date(2026, 9, 30)


def test_r8_the_day_of_acceptance_is_not_counted():
    assert CHINA.add(date(2026, 11, 2), 1) == date(2026, 11, 3)
    assert CHINA.add(date(2026, 11, 2), 0) == date(2026, 11, 2)


@pytest.mark.parametrize("accepted", [date(2026, 10, 1), date(2026, 10, 3), date(2026, 10, 7)])
def test_r8_accepted_on_a_day_off_counts_from_the_next_working_day(accepted):
    assert CHINA.add(accepted, 1) == date(2026, 10, 8)
    assert CHINA.add(accepted, 4) == date(2026, 10, 12)
    assert CHINA.add(accepted, 0) == accepted


def test_t2_backwards_across_the_national_day():
    assert CHINA.add(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert CHINA.add(date(2026, 10, 3), -2) == date(2026, 9, 29)
    assert CHINA.count(date(2026, 10, 8), date(2026, 9, 29)) == -2
    assert CHINA.count(date(2026, 10, 8), date(2026, 10, 8)) == 0


def test_r9_the_example_of_the_contract():
    hearing = [(date(2026, 10, 8), date(2026, 10, 9))]
    assert CHINA.add(date(2026, 9, 29), 5, excluding=hearing) == date(2026, 10, 14)
    assert CHINA.add(date(2026, 9, 29), 8, excluding=hearing) == date(2026, 10, 19)
    assert [day.isoformat()[5:] for day in CHINA.workdays(date(2026, 9, 30), date(2026, 10, 19), excluding=hearing)] == [
        "09-30", "10-10", "10-12", "10-13", "10-14", "10-15", "10-16", "10-19",
    ]  # fmt: skip
    assert CHINA.count(date(2026, 9, 29), date(2026, 10, 19), excluding=hearing) == 8


def test_r9_overlapping_and_touching_spans_are_counted_once():
    overlapping = [
        (date(2026, 11, 4), date(2026, 11, 6)),
        (date(2026, 11, 3), date(2026, 11, 5)),
        (date(2026, 11, 5), date(2026, 11, 5)),
        (date(2026, 11, 7), date(2026, 11, 9)),
    ]
    one = [(date(2026, 11, 3), date(2026, 11, 9))]
    assert CHINA.add(date(2026, 11, 2), 3, excluding=overlapping) == date(2026, 11, 12)
    assert CHINA.add(date(2026, 11, 2), 3, excluding=one) == date(2026, 11, 12)
    assert CHINA.count(date(2026, 11, 2), date(2026, 11, 12), excluding=overlapping) == 3


def test_r9_a_pause_over_days_off_moves_nothing():
    holiday = [(date(2026, 10, 1), date(2026, 10, 7)), (date(2026, 10, 11), date(2026, 10, 11))]
    assert CHINA.add(date(2026, 9, 29), 5, excluding=holiday) == CHINA.add(date(2026, 9, 29), 5)


def test_r9_a_span_before_the_start_or_after_the_end_moves_nothing():
    elsewhere = [(date(2026, 10, 20), date(2026, 11, 2)), (date(2026, 11, 6), None)]
    assert CHINA.add(date(2026, 11, 2), 3, excluding=elsewhere) == date(2026, 11, 5)


def test_r9_behind_an_open_pause_there_is_no_due_date():
    with pytest.raises(OpenExclusionError, match=r"^暂停还没有结束，到期日现在算不出来。$"):
        CHINA.add(date(2026, 11, 2), 4, excluding=[(date(2026, 11, 6), None)])
    assert CHINA.count(date(2026, 11, 2), date(2026, 12, 31), excluding=[(date(2026, 11, 6), None)]) == 3
    assert CHINA.workdays(date(2026, 11, 3), date(2026, 11, 30), excluding=[(date(2026, 11, 4), None)]) == [
        date(2026, 11, 3)
    ]


def test_r9_backwards_over_excluded_days():
    paused = [(date(2026, 11, 4), date(2026, 11, 5)), (date(2026, 10, 30), date(2026, 11, 2))]
    assert CHINA.add(date(2026, 11, 9), -3, excluding=paused) == date(2026, 10, 29)
    assert CHINA.add(date(2026, 11, 9), -1, excluding=[(date(2026, 11, 9), None)]) == date(2026, 11, 6)


def test_r9_a_span_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match=r"^不计入的时段有误：结束日2026-11-03早于开始日2026-11-04。$"):
        CHINA.add(date(2026, 11, 2), 3, excluding=[(date(2026, 11, 4), date(2026, 11, 3))])


def test_t2_no_working_days_when_the_end_lies_before_the_start():
    assert CHINA.workdays(date(2026, 11, 3), date(2026, 11, 2)) == []


def test_t2_beyond_the_published_years_weekends_alone_are_off_and_it_is_said():
    assert CHINA.add(date(2026, 12, 30), 2) == date(2027, 1, 1)
    assert CHINA.kind(date(2027, 10, 1)) is DayKind.WORKDAY
    assert CHINA.kind(date(2027, 10, 2)) is DayKind.WEEKEND
    assert not CHINA.covers(date(2027, 1, 1))
    assert CHINA.covers(date(2026, 12, 31))
    assert not CHINA.covers(date(2003, 12, 31))
    assert not CHINA.provisional(date(2026, 12, 30), date(2026, 12, 31))
    assert CHINA.provisional(date(2026, 12, 30), date(2027, 1, 1))
    assert CHINA.provisional(date(2027, 1, 1), date(2026, 12, 30))


@pytest.mark.parametrize("year", [1990, 2003, 2027, 2100, 2200])
def test_t2_far_years_are_the_ordinary_week(year):
    for day in days_of(year):
        assert CHINA.is_workday(day) is (day.weekday() < 5)


def test_t2_beyond_the_calendar_is_said_in_words():
    last = CHINA.previous(LAST_DAY)
    assert CHINA.add(last, 1) == LAST_DAY == date(2200, 12, 31)
    with pytest.raises(
        CalendarRangeError, match=r"^从2200年12月31日起数1个工作日，超出了日历的范围（1990年至2200年）。$"
    ):
        CHINA.add(LAST_DAY, 1)
    with pytest.raises(CalendarRangeError, match=r"^从1990年1月1日起数-1个工作日，超出了日历的范围"):
        CHINA.add(FIRST_DAY, -1)
    with pytest.raises(CalendarRangeError, match=r"^2201年1月1日超出了日历的范围（1990年至2200年）。$"):
        CHINA.is_workday(date(2201, 1, 1))
    with pytest.raises(CalendarRangeError, match=r"^1989年12月31日超出了日历的范围"):
        CHINA.count(date(1989, 12, 31), date(2026, 1, 1))
    with pytest.raises(CalendarRangeError):
        CHINA.add(date(2026, 1, 5), 10**9)
    with pytest.raises(CalendarRangeError):
        CHINA.add(date(2200, 12, 1), 10, excluding=[(date(2200, 12, 5), date(2200, 12, 29))])
    with pytest.raises(CalendarRangeError):
        CHINA.add(date(1990, 1, 10), -4, excluding=[(date(1980, 1, 1), date(1990, 1, 8))])


def test_t2_a_moment_is_refused_because_its_day_depends_on_the_zone():
    evening_in_utc = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)  # already 3 November in Shanghai
    with pytest.raises(TypeError, match="take the local date first"):
        CHINA.is_workday(evening_in_utc)
    with pytest.raises(TypeError, match="take the local date first"):
        CHINA.add(evening_in_utc, 0)


def test_t2_one_calendar_for_all_and_nobody_changes_it():
    assert Calendar.national() is CHINA
    with pytest.raises(AttributeError, match="cannot be changed"):
        CHINA._years = frozenset()  # type: ignore[misc]
    assert CHINA.add(date(2026, 9, 29), 5) == date(2026, 10, 12)


def test_t2_equal_by_content_also_after_a_trip_to_a_worker():
    again = Calendar(CHINA.official_rows, CHINA.covered_years)
    assert again == CHINA
    assert hash(again) == hash(CHINA)
    assert pickle.loads(pickle.dumps(CHINA)) == CHINA  # noqa: S301
    assert copy.deepcopy(CHINA) == CHINA
    assert Calendar(CHINA.official_rows, CHINA.covered_years - {2026}) != CHINA
    assert CHINA != "calendar"
