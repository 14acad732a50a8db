"""The deadline strip: which days it draws, what each says, and the sentence under it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shouwen.desk.strip import (
    DayKind,
    Strip,
    StripCell,
    StripClock,
    StripDay,
    build_strip,
    clock_and_days,
)
from shouwen.rulebook.clock_facts import ClockFacts, Extension, Pause
from shouwen.rulebook.shipped import shipped
from shouwen.workdays import Calendar, DayRow
from shouwen.workdays import DayKind as Day

RULES = shipped("erping-2023-87").on(date(2026, 10, 9))
SURVEY = Pause(date(2026, 9, 23), date(2026, 9, 29), "现场勘查、村组公示")


def civil(month: int, day: int, hour: int = 9, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour)


HOUSE = ClockFacts(
    "limited", civil(9, 15), 8, (SURVEY,), Extension(3, asked=civil(9, 30), told=civil(9, 30, 15), reason="要补勘")
)


def strip_of(facts: ClockFacts, today: datetime) -> Strip:
    return build_strip(*clock_and_days(facts, today, Calendar.national(), RULES))


def cell(strip: Strip, words: str) -> StripCell:
    """The one cell whose explanation begins with these words."""
    found = [one for one in strip.cells if one.why.startswith(words)]
    assert len(found) == 1, words
    return found[0]


def test_t2_house_case_counts_eleven_working_days_with_two_makeup_days() -> None:
    strip = strip_of(HOUSE, civil(10, 9))
    numbers = [one.text for one in strip.cells if one.text and one.text not in "休受"]
    assert numbers == ["1", "2", "3", "4", "5", "6", "7", "8", "+1", "+2", "+3"]
    assert cell(strip, "9月20日").why == "9月20日 周日，第 4 个工作日，调休上班"
    assert cell(strip, "10月10日").why == "10月10日 周六，延期第 2 天，调休上班"
    assert [one.date_text for one in strip.cells if one.is_makeup] == ["20", "10"]


def test_t3_sentence_is_the_arithmetic_of_the_extended_limit() -> None:
    strip = strip_of(HOUSE, civil(10, 9))
    assert strip.label == (
        "受理 9月15日（当天不计）起，承诺 8 天 ＋ 延期 3 天 ＝ 11 个工作日。"
        "周末与节日 12 天、暂停 4 个工作日不计；9月20日、10月10日调休上班，计入。"
    )
    assert strip.total == "承诺 8 天 ＋ 延期 3 天 ＝ 11 个工作日"


def test_strip_is_five_whole_weeks_from_the_monday_of_acceptance() -> None:
    strip = strip_of(HOUSE, civil(10, 9))
    assert len(strip.cells) == 35
    assert strip.cells[0].why.startswith("9月14日 周一")
    assert strip.cells[-1].why.startswith("10月18日 周日")
    assert [one.css.split()[-1] for one in strip.cells[:4]] == ["lf", "lf", "lf", "k4"]


def test_braces_name_pause_holiday_and_extension_in_their_columns() -> None:
    strip = strip_of(HOUSE, civil(10, 9))
    assert [(one.css, one.text) for one in strip.braces] == [
        ("br k10 x7", "暂停：现场勘查、村组公示"),
        ("br k18 x7", "国庆放假 7 天"),
        ("br k26 x4", "延期 3 天，原到期 10月8日"),
    ]
    assert strip.css == "strip"


def test_flags_say_accepted_today_and_due() -> None:
    strip = strip_of(HOUSE, civil(10, 9))
    assert [(one.css, one.text) for one in strip.flags] == [
        ("fl a k2", "受理"),
        ("fl t k26", "今天"),
        ("fl due k29", "到期"),
    ]


def test_due_today_is_one_flag_and_neighbours_are_narrow() -> None:
    due_today = strip_of(ClockFacts("limited", civil(10, 8), 1), civil(10, 9))
    assert [(one.css, one.text) for one in due_today.flags] == [
        ("fl a k4 tight", "受理"),
        ("fl t k5 tight", "今天到期"),
    ]


def test_cells_look_by_what_they_are() -> None:
    strip = strip_of(HOUSE, civil(10, 9))
    assert cell(strip, "9月15日").css == "d acc k2 lf"
    assert cell(strip, "9月16日").css == "d cnt k3 lf"
    assert cell(strip, "9月23日").css == "d pz k10"
    assert cell(strip, "9月25日").css == "d off k12"
    assert cell(strip, "10月9日").css == "d ext past today k26"
    assert cell(strip, "10月12日").css == "d ext due-cell k29"
    assert cell(strip, "10月13日").css == "d out k30"


def test_why_a_day_does_not_count_is_said() -> None:
    strip = strip_of(HOUSE, civil(10, 9))
    assert cell(strip, "9月15日").why == "9月15日 周二，受理，当天不计"
    assert cell(strip, "9月19日").why == "9月19日 周六，休息日，不计"
    assert cell(strip, "9月23日").why == "9月23日 周三，暂停（现场勘查、村组公示），不计"
    assert cell(strip, "10月1日").why == "10月1日 周四，国庆节放假，不计"


def test_list_of_days_holds_every_day_of_the_limit_and_no_other() -> None:
    strip = strip_of(HOUSE, civil(10, 9))
    assert len(strip.days) == 28
    assert strip.days[0] == "9月15日 周二，受理，当天不计"
    assert strip.days[-1] == "10月12日 周一，延期第 3 天，到期"


def test_t4_overdue_days_are_numbered_and_summed() -> None:
    strip = strip_of(ClockFacts("limited", civil(9, 28), 2), civil(10, 9))
    assert [one.text for one in strip.cells if one.text.startswith("逾")] == ["逾1", "逾2"]
    assert cell(strip, "10月9日").css == "d over today k12"
    assert strip.tail == "。9月30日到期，逾期 2 个工作日。"


def test_a_clock_that_stands_has_no_due_day_and_says_where_it_goes_on() -> None:
    waiting = Pause(date(2026, 9, 30), None, "等补正")
    strip = strip_of(ClockFacts("limited", civil(9, 28), 5, (waiting,)), civil(10, 9))
    assert "到期" not in [one.text for one in strip.flags]
    assert [one.text for one in strip.braces] == ["暂停：等补正，补齐的下一个工作日接着算第 2 天"]
    assert strip.tail.endswith("已计 1 天，现在停着，到期日等恢复后再定。")
    assert cell(strip, "10月12日").is_paused


def test_r9_a_pause_from_tomorrow_says_its_reason_and_leaves_today_alone() -> None:
    """The day of a correction notice: the clock stands from the next day on."""
    waiting = Pause(date(2026, 10, 10), None, "等申请人补 3 份材料")
    strip = strip_of(ClockFacts("limited", civil(9, 29), 8, (waiting,)), civil(10, 9, 11))
    assert [brace.text for brace in strip.braces] == [
        "国庆放假 7 天",
        "暂停：等申请人补 3 份材料，补齐的下一个工作日接着算第 4 天",
    ]
    assert cell(strip, "10月9日").why == "10月9日 周五，第 3 个工作日，今天"
    assert cell(strip, "10月10日").why == "10月10日 周六，暂停（等申请人补 3 份材料），不计，调休上班"


def test_closed_clock_shows_the_closing_day_instead_of_today() -> None:
    strip = strip_of(ClockFacts("limited", civil(9, 28), 5, closed=civil(10, 9)), civil(10, 20))
    assert [one.text for one in strip.flags] == ["受理", "办结", "到期"]
    assert strip.tail.endswith("10月9日办结，没有逾期。")


def test_instant_item_has_no_numbers() -> None:
    strip = strip_of(ClockFacts("instant", civil(10, 9)), civil(10, 9))
    assert strip.label == "受理 10月9日，即办件，当天办结。"
    assert [one.text for one in strip.flags] == ["今天受理到期"]
    assert not [one for one in strip.cells if one.text.isdigit()]


def test_provisional_due_date_is_said() -> None:
    strip = strip_of(ClockFacts("limited", civil(1, 4, year=2027), 3), civil(1, 5, year=2027))
    assert strip.tail.endswith("往后的放假安排还没公布，先按周末推算，公布后会重算。")


def test_long_case_folds_whole_past_weeks_into_one_cell() -> None:
    strip = strip_of(ClockFacts("limited", civil(3, 2), 30), civil(4, 9))
    folded = [one for one in strip.cells if "fold" in one.css]
    assert [(one.date_text, one.text, one.why) for one in folded] == [
        ("3/9–29", "15 天", "3月9日至3月29日：计 15 天，放假 6 天")
    ]
    assert folded[0].css == "d fold cnt k8 x2"
    assert strip.cells[-1].column_css == "k30"
    shown = [int(one.text) for one in strip.cells if one.text.isdigit()]
    assert shown == [1, 2, 3, 4, *range(20, 31)]


def test_labels_that_would_touch_take_a_second_row() -> None:
    first = Pause(date(2026, 11, 4), date(2026, 11, 4), "等邻居签字")
    second = Pause(date(2026, 11, 6), date(2026, 11, 6), "等村委会盖章")
    strip = strip_of(ClockFacts("limited", civil(11, 2), 5, (first, second)), civil(11, 9))
    assert [one.css for one in strip.braces] == ["br k3 x1", "br k5 x1 low"]
    assert strip.css == "strip deep"


def test_days_with_a_gap_are_refused() -> None:
    days = [StripDay(date(2026, 10, 8), DayKind.ACCEPTED), StripDay(date(2026, 10, 10), DayKind.COUNTED, 1)]
    with pytest.raises(ValueError, match="consecutive"):
        build_strip(StripClock(date(2026, 10, 8), 1, date(2026, 10, 8), date(2026, 10, 10)), days)


def test_no_days_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        build_strip(StripClock(date(2026, 10, 8), 1, date(2026, 10, 8), date(2026, 10, 10)), [])


def closed_on(*days: date) -> Calendar:
    return Calendar.national().with_days([DayRow(day, Day.LOCAL_OFF, "停电检修") for day in days])


def local_strip(facts: ClockFacts, today: datetime, *days: date) -> Strip:
    return build_strip(*clock_and_days(facts, today, closed_on(*days), RULES))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((date(2026, 10, 16), date(2026, 10, 19)), ["停电检修停办，连休息日 4 天"]),
        ((date(2026, 10, 13), date(2026, 10, 14), date(2026, 10, 15)), ["停电检修停办 3 天"]),
    ],
)
def test_t2_days_the_centre_closed_are_never_called_a_holiday(days: tuple[date, ...], words: list[str]) -> None:
    strip = local_strip(ClockFacts("limited", civil(10, 12), 8), civil(10, 12), *days)
    assert [brace.text for brace in strip.braces] == words


def test_t2_a_closed_day_while_the_clock_stands_is_named_as_when_it_runs() -> None:
    waiting = Pause(date(2026, 10, 13), None, "等申请人补 3 份材料")
    closed = date(2026, 10, 20)
    stands = local_strip(ClockFacts("limited", civil(10, 12), 8, (waiting,)), civil(10, 14), closed)
    runs = local_strip(ClockFacts("limited", civil(10, 12), 8), civil(10, 14), closed)
    said = "10月20日 周二，停电检修停办，不计"
    assert (cell(stands, "10月20日").why, cell(runs, "10月20日").why) == (said, said)


def test_t2_a_folded_week_counts_closed_days_apart() -> None:
    strip = local_strip(ClockFacts("limited", civil(3, 2), 30), civil(4, 9), date(2026, 3, 11))
    folded = [one.why for one in strip.cells if "fold" in one.css]
    assert folded == ["3月9日至3月29日：计 14 天，放假 6 天，停办 1 天"]
