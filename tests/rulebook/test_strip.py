"""Which days a deadline strip shows, and what each counts as: the case of the mockup, and the awkward ones."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.rulebook.clock_facts import ClockFacts, Extension, Pause
from shouwen.rulebook.deadline import compute
from shouwen.rulebook.shipped import shipped
from shouwen.rulebook.strip import DayReason, day_reasons
from shouwen.workdays.calendar import Calendar

CHINA = Calendar.national()
RULES = shipped().on(date(2026, 9, 15))


def strip(facts: ClockFacts, as_of: datetime) -> list[DayReason]:
    return day_reasons(facts, compute(facts, as_of, CHINA, RULES), as_of, CHINA, RULES)


def in_short(days: list[DayReason]) -> str:
    """One mark a day: a number, +n, x for overdue, 受, 休 or 停."""
    marks = {"accepted": "受", "off": "休", "paused": "停", "counted": "", "extension": "+", "overdue": "x"}
    return " ".join(marks[day.role] + (str(day.number) if day.number else "") for day in days)


def test_t2_t3_the_case_of_the_mockup() -> None:
    facts = ClockFacts(
        "limited",
        datetime(2026, 9, 15, 10, 6),
        8,
        (Pause(date(2026, 9, 23), date(2026, 9, 29), "现场勘查、村组公示"),),
        Extension(3, datetime(2026, 9, 30, 15), datetime(2026, 9, 30, 15, 10), "会审"),
    )
    days = strip(facts, datetime(2026, 10, 9, 10, 58))
    assert in_short(days) == "受 1 2 3 休 4 5 6 停 停 休 休 休 停 停 7 休 休 休 休 休 休 休 8 +1 +2 休 +3"
    assert sum(day.role == "off" for day in days) == 12
    assert sum(day.role == "paused" for day in days) == 4
    assert [day.day.isoformat() for day in days if day.is_makeup] == ["2026-09-20", "2026-10-10"]
    assert {day.name for day in days if day.role == "paused"} == {"现场勘查、村组公示"}
    assert {day.name for day in days if day.day.month == 10 and day.day.day <= 7} == {"国庆节"}


def test_t4_overdue_days_are_numbered_and_a_pause_among_them_is_not() -> None:
    facts = ClockFacts("limited", datetime(2026, 3, 2, 10), 1, (Pause(date(2026, 3, 5), date(2026, 3, 5), "鉴定"),))
    assert in_short(strip(facts, datetime(2026, 3, 9, 9))) == "受 1 x1 停 x2 休 休 x3"


def test_t2_instant_case_shows_its_day_alone() -> None:
    facts = ClockFacts("instant", datetime(2026, 3, 7, 10), closed=datetime(2026, 3, 7, 10, 5))
    assert strip(facts, datetime(2026, 3, 20, 9)) == [DayReason(date(2026, 3, 7), "accepted", is_off=True)]


def test_t3_instant_case_with_an_extension() -> None:
    asked = datetime(2026, 3, 6, 9)
    facts = ClockFacts("instant", asked, extension=Extension(2, asked, asked, "系统停了"))
    assert in_short(strip(facts, asked)) == "受 休 休 +1 +2"


def test_t3_extension_of_an_instant_case_skips_a_pause() -> None:
    asked = datetime(2026, 3, 6, 9)
    pause = Pause(date(2026, 3, 9), date(2026, 3, 9), "停电")
    facts = ClockFacts("instant", asked, 0, (pause,), Extension(2, asked, asked, "系统停了"))
    assert in_short(strip(facts, asked)) == "受 休 休 停 +1 +2"


def test_closed_early_shows_the_days_up_to_the_due_day() -> None:
    facts = ClockFacts("limited", datetime(2026, 3, 2, 10), 3, closed=datetime(2026, 3, 3, 10))
    assert in_short(strip(facts, datetime(2026, 3, 20, 9))) == "受 1 2 3"


def test_r9_running_pause_stands_still_up_to_today() -> None:
    facts = ClockFacts("limited", datetime(2026, 3, 2, 10), 3, (Pause(date(2026, 3, 4), None, "等补正"),))
    assert in_short(strip(facts, datetime(2026, 3, 6, 9))) == "受 1 停 停 停 休 休 2 3"


def test_r8_day_of_acceptance_can_be_the_first() -> None:
    rules = shipped().with_reading("R8", "same_day").on(date(2026, 3, 2))
    facts = ClockFacts("limited", datetime(2026, 3, 2, 10), 3)
    result = compute(facts, datetime(2026, 3, 2, 11), CHINA, rules)
    assert in_short(day_reasons(facts, result, datetime(2026, 3, 2, 11), CHINA, rules)) == "1 2 3"
