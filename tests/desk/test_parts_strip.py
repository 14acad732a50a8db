"""The deadline strip: which days it draws, what each says, and the sentence under it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shouwen.desk.strip import (
    DayKind,
    Strip,
    StripCell,
    StripClock,
    StripDay,
    StripPause,
    build_strip,
    strip_days,
)
from shouwen.workdays.calendar import Calendar

CALENDAR = Calendar.national()
SURVEY = StripPause(date(2026, 9, 23), date(2026, 9, 29), "现场勘查、村组公示")
HOUSE = StripClock(
    accepted=date(2026, 9, 15),
    limit=8,
    today=date(2026, 10, 9),
    due=date(2026, 10, 12),
    extension=3,
    original_due=date(2026, 10, 8),
)


def counted_of(clock: StripClock, pauses: tuple[StripPause, ...] = ()) -> list[date]:
    """The working days after acceptance up to the due day, as the clock counts them."""
    spans = [(pause.first, pause.last or clock.today) for pause in pauses]
    days = CALENDAR.workdays(clock.accepted + timedelta(days=1), clock.due or clock.today, excluding=spans)
    return list(days)


def strip_of(clock: StripClock, *pauses: StripPause, overdue: tuple[date, ...] = ()) -> Strip:
    days = strip_days(CALENDAR, clock, counted=counted_of(clock, pauses), overdue=overdue, pauses=pauses)
    return build_strip(clock, days)


def cell(strip: Strip, words: str) -> StripCell:
    """The one cell whose explanation begins with these words."""
    found = [one for one in strip.cells if one.why.startswith(words)]
    assert len(found) == 1, words
    return found[0]


def test_t2_house_case_counts_eleven_working_days_with_two_makeup_days() -> None:
    strip = strip_of(HOUSE, SURVEY)
    numbers = [one.text for one in strip.cells if one.text and one.text not in "休受"]
    assert numbers == ["1", "2", "3", "4", "5", "6", "7", "8", "+1", "+2", "+3"]
    assert cell(strip, "9月20日").why == "9月20日 周日，第 4 个工作日，调休上班"
    assert cell(strip, "10月10日").why == "10月10日 周六，延期第 2 天，调休上班"
    assert [one.date_text for one in strip.cells if one.is_makeup] == ["20", "10"]


def test_t3_sentence_is_the_arithmetic_of_the_extended_limit() -> None:
    strip = strip_of(HOUSE, SURVEY)
    assert strip.label == (
        "受理 9月15日（当天不计）起，承诺 8 天 ＋ 延期 3 天 ＝ 11 个工作日。"
        "周末与节日 12 天、暂停 4 个工作日不计；9月20日、10月10日调休上班，计入。"
    )
    assert strip.total == "承诺 8 天 ＋ 延期 3 天 ＝ 11 个工作日"


def test_strip_is_five_whole_weeks_from_the_monday_of_acceptance() -> None:
    strip = strip_of(HOUSE, SURVEY)
    assert len(strip.cells) == 35
    assert strip.cells[0].why.startswith("9月14日 周一")
    assert strip.cells[-1].why.startswith("10月18日 周日")
    assert [one.css.split()[-1] for one in strip.cells[:4]] == ["lf", "lf", "lf", "k4"]


def test_braces_name_pause_holiday_and_extension_in_their_columns() -> None:
    strip = strip_of(HOUSE, SURVEY)
    assert [(one.css, one.text) for one in strip.braces] == [
        ("br k10 x7", "暂停：现场勘查、村组公示"),
        ("br k18 x7", "国庆放假 7 天"),
        ("br k26 x4", "延期 3 天，原到期 10月8日"),
    ]
    assert strip.css == "strip"


def test_flags_say_accepted_today_and_due() -> None:
    strip = strip_of(HOUSE, SURVEY)
    assert [(one.css, one.text) for one in strip.flags] == [
        ("fl a k2", "受理"),
        ("fl t k26", "今天"),
        ("fl due k29", "到期"),
    ]


def test_due_today_is_one_flag_and_neighbours_are_narrow() -> None:
    due_today = strip_of(StripClock(date(2026, 10, 8), 1, date(2026, 10, 9), date(2026, 10, 9)))
    assert [(one.css, one.text) for one in due_today.flags] == [
        ("fl a k4 tight", "受理"),
        ("fl t k5 tight", "今天到期"),
    ]


def test_cells_look_by_what_they_are() -> None:
    strip = strip_of(HOUSE, SURVEY)
    assert cell(strip, "9月15日").css == "d acc k2 lf"
    assert cell(strip, "9月16日").css == "d cnt k3 lf"
    assert cell(strip, "9月23日").css == "d pz k10"
    assert cell(strip, "9月25日").css == "d off k12"
    assert cell(strip, "10月9日").css == "d ext past today k26"
    assert cell(strip, "10月12日").css == "d ext due-cell k29"
    assert cell(strip, "10月13日").css == "d out k30"


def test_why_a_day_does_not_count_is_said() -> None:
    strip = strip_of(HOUSE, SURVEY)
    assert cell(strip, "9月15日").why == "9月15日 周二，受理，当天不计"
    assert cell(strip, "9月19日").why == "9月19日 周六，休息日，不计"
    assert cell(strip, "9月23日").why == "9月23日 周三，暂停（现场勘查、村组公示），不计"
    assert cell(strip, "10月1日").why == "10月1日 周四，国庆节放假，不计"


def test_list_of_days_holds_every_day_of_the_limit_and_no_other() -> None:
    strip = strip_of(HOUSE, SURVEY)
    assert len(strip.days) == 28
    assert strip.days[0] == "9月15日 周二，受理，当天不计"
    assert strip.days[-1] == "10月12日 周一，延期第 3 天，到期"


def test_t4_overdue_days_are_numbered_and_summed() -> None:
    clock = StripClock(date(2026, 9, 28), 2, date(2026, 10, 9), date(2026, 9, 30))
    strip = strip_of(clock, overdue=(date(2026, 10, 8), date(2026, 10, 9)))
    assert [one.text for one in strip.cells if one.text.startswith("逾")] == ["逾1", "逾2"]
    assert cell(strip, "10月9日").css == "d over today k12"
    assert strip.tail == "。9月30日到期，逾期 2 个工作日。"


def test_a_clock_that_stands_has_no_due_day_and_says_where_it_goes_on() -> None:
    clock = StripClock(date(2026, 9, 28), 5, date(2026, 10, 9), None)
    strip = strip_of(clock, StripPause(date(2026, 9, 30), None, "等补正"))
    assert "到期" not in [one.text for one in strip.flags]
    assert [one.text for one in strip.braces] == ["暂停：等补正，补齐的下一个工作日接着算第 2 天"]
    assert strip.tail.endswith("已计 1 天，现在停着，到期日等恢复后再定。")
    assert cell(strip, "10月12日").is_paused


def test_closed_clock_shows_the_closing_day_instead_of_today() -> None:
    clock = StripClock(date(2026, 9, 28), 5, date(2026, 10, 20), date(2026, 10, 10), closed=date(2026, 10, 9))
    strip = strip_of(clock)
    assert [one.text for one in strip.flags] == ["受理", "办结", "到期"]
    assert strip.tail.endswith("10月9日办结，没有逾期。")


def test_instant_item_has_no_numbers() -> None:
    strip = strip_of(StripClock(date(2026, 10, 9), 0, date(2026, 10, 9), date(2026, 10, 9)))
    assert strip.label == "受理 10月9日，即办件，当天办结。"
    assert [one.text for one in strip.flags] == ["今天受理到期"]
    assert not [one for one in strip.cells if one.text.isdigit()]


def test_provisional_due_date_is_said() -> None:
    clock = StripClock(date(2027, 1, 4), 3, date(2027, 1, 5), date(2027, 1, 7), provisional=True)
    assert strip_of(clock).tail.endswith("往后的放假安排还没公布，先按周末推算，公布后会重算。")


def test_long_case_folds_whole_past_weeks_into_one_cell() -> None:
    accepted = date(2026, 3, 2)
    clock = StripClock(accepted, 30, date(2026, 4, 9), CALENDAR.add(accepted, 30))
    strip = strip_of(clock)
    folded = [one for one in strip.cells if "fold" in one.css]
    assert [(one.date_text, one.text, one.why) for one in folded] == [
        ("3/9–29", "15 天", "3月9日至3月29日：计 15 天，放假 6 天")
    ]
    assert folded[0].css == "d fold cnt k8 x2"
    assert strip.cells[-1].column_css == "k30"
    shown = [int(one.text) for one in strip.cells if one.text.isdigit()]
    assert shown == [1, 2, 3, 4, *range(20, 31)]


def test_labels_that_would_touch_take_a_second_row() -> None:
    clock = StripClock(date(2026, 11, 2), 5, date(2026, 11, 9), date(2026, 11, 11))
    first = StripPause(date(2026, 11, 4), date(2026, 11, 4), "等邻居签字")
    second = StripPause(date(2026, 11, 6), date(2026, 11, 6), "等村委会盖章")
    strip = strip_of(clock, first, second)
    assert [one.css for one in strip.braces] == ["br k3 x1", "br k5 x1 low"]
    assert strip.css == "strip deep"


def test_days_with_a_gap_are_refused() -> None:
    days = [StripDay(date(2026, 10, 8), DayKind.ACCEPTED), StripDay(date(2026, 10, 10), DayKind.COUNTED, 1)]
    with pytest.raises(ValueError, match="consecutive"):
        build_strip(StripClock(date(2026, 10, 8), 1, date(2026, 10, 8), date(2026, 10, 10)), days)


def test_no_days_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        build_strip(HOUSE, [])
