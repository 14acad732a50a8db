"""A year that an administrator brings, and days that the centre sets itself."""

from datetime import date

import pytest

from shouwen.workdays import Calendar, DayKind, DayRow, parse_year_rows

CHINA = Calendar.national()


@pytest.fixture
def until_2027(rows_2027):
    published = parse_year_rows([("日期", "类型", "名称"), *rows_2027])
    return CHINA.with_year(published.year, published.rows)


def test_t2_an_imported_year_moves_due_dates_and_ends_the_provisional_mark(until_2027):
    assert CHINA.add(date(2026, 12, 30), 2) == date(2027, 1, 1)
    assert until_2027.add(date(2026, 12, 30), 2) == date(2027, 1, 4)
    assert until_2027.covered_years == CHINA.covered_years | {2027}
    assert not until_2027.provisional(date(2026, 12, 30), date(2027, 12, 31))
    assert until_2027.name(date(2027, 2, 20)) == "春节"
    assert until_2027.kind(date(2027, 2, 20)) is DayKind.MAKEUP_WORKDAY


def test_t2_an_imported_year_leaves_the_other_years_alone(until_2027):
    assert CHINA.covered_years == frozenset(range(2004, 2027))
    assert until_2027 != CHINA
    for first, last in [(date(2004, 1, 1), date(2026, 12, 31)), (date(2028, 1, 1), date(2028, 12, 31))]:
        assert until_2027.workdays(first, last) == CHINA.workdays(first, last)


def test_t2_the_same_import_twice_is_the_same_calendar(until_2027):
    rows = [row for row in until_2027.official_rows if row.day.year == 2027]
    assert until_2027.with_year(2027, rows) == until_2027


def test_t2_a_corrected_year_replaces_the_first_version(until_2027):
    corrected = [row for row in until_2027.official_rows if row.day.year == 2027 and row.day.month != 9]
    later = until_2027.with_year(2027, corrected)
    assert later.is_workday(date(2027, 9, 15))
    assert not later.is_workday(date(2027, 9, 26))
    assert not later.is_workday(date(2027, 10, 1))


def test_t2_replacing_a_year_keeps_the_december_of_the_next_notice():
    rows_of_2018 = [row for row in CHINA.official_rows if row.arrangement_year == 2018]
    assert CHINA.with_year(2018, rows_of_2018) == CHINA
    assert CHINA.with_year(2018, rows_of_2018).is_workday(date(2018, 12, 29))


def test_t2_new_years_arrangement_may_reach_back_into_december():
    rows = [
        DayRow(date(2029, 12, 29), DayKind.MAKEUP_WORKDAY, "元旦"),
        DayRow(date(2029, 12, 31), DayKind.HOLIDAY, "元旦"),
        DayRow(date(2030, 1, 1), DayKind.HOLIDAY, "元旦"),
    ]
    calendar = CHINA.with_year(2030, rows)
    assert calendar.workdays(date(2029, 12, 28), date(2030, 1, 2)) == [
        date(2029, 12, 28),
        date(2029, 12, 29),
        date(2030, 1, 2),
    ]
    assert calendar.covered_years == CHINA.covered_years | {2030}


def test_t2_a_gap_between_covered_years_stays_provisional():
    calendar = CHINA.with_year(2028, [])
    assert calendar.provisional(date(2026, 12, 1), date(2028, 1, 31))
    assert not calendar.provisional(date(2028, 1, 1), date(2028, 1, 31))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([DayRow(date(2028, 1, 3), DayKind.HOLIDAY, "元旦")], "^2028年1月3日不属于2027年的放假安排。$"),
        ([DayRow(date(2026, 12, 31), DayKind.HOLIDAY, "国庆节")], "^2026年12月31日不属于2027年的放假安排。$"),
        ([DayRow(date(2027, 1, 1), DayKind.HOLIDAY, "元旦")] * 2, "^2027年1月1日写了两次。$"),
        ([DayRow(date(2027, 1, 1), DayKind.LOCAL_OFF, "元旦")], "^2027年1月1日的类型“本地休息”不能用在这里。$"),
    ],
)
def test_t2_rows_that_do_not_belong_are_refused(rows, words):
    with pytest.raises(ValueError, match=words):
        CHINA.with_year(2027, rows)


def test_t2_days_the_centre_sets_itself_win():
    local = CHINA.with_days(
        [
            DayRow(date(2026, 11, 4), DayKind.LOCAL_OFF, "防汛停办"),
            DayRow(date(2026, 11, 7), DayKind.LOCAL_WORKDAY, "延时服务"),
        ]
    )
    assert local.workdays(date(2026, 11, 3), date(2026, 11, 9)) == [
        date(2026, 11, 3),
        date(2026, 11, 5),
        date(2026, 11, 6),
        date(2026, 11, 7),
        date(2026, 11, 9),
    ]
    assert (local.kind(date(2026, 11, 4)), local.name(date(2026, 11, 4))) == (DayKind.LOCAL_OFF, "防汛停办")
    assert DayKind.LOCAL_OFF.is_local
    assert DayKind.LOCAL_OFF.label == "本地休息"
    assert local.covered_years == CHINA.covered_years
    assert local != CHINA


def test_t2_a_local_day_is_replaced_by_its_later_version_and_survives_an_import(rows_2027):
    first = CHINA.with_days([DayRow(date(2027, 10, 4), DayKind.LOCAL_WORKDAY, "值班")])
    published = parse_year_rows([("day", "kind", "name"), *rows_2027])
    imported = first.with_year(2027, published.rows)
    assert imported.kind(date(2027, 10, 4)) is DayKind.LOCAL_WORKDAY
    later = imported.with_days([DayRow(date(2027, 10, 4), DayKind.LOCAL_OFF, "不值班")])
    assert later.local_rows == (DayRow(date(2027, 10, 4), DayKind.LOCAL_OFF, "不值班"),)
    assert not later.is_workday(date(2027, 10, 4))


def test_t2_an_official_kind_is_no_local_day():
    with pytest.raises(ValueError, match=r"^2026年11月4日的类型“放假”不能用在这里。$"):
        CHINA.with_days([DayRow(date(2026, 11, 4), DayKind.HOLIDAY)])
