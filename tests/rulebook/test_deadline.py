"""The clock (限时办结制度; readings R8, R9, R11) on the official calendar of 2026."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from tests.rulebook.contract_files import case, deadline, instant

from shouwen.rulebook.clock_facts import ClockFacts, Extension, Pause
from shouwen.rulebook.deadline import compute, due_only
from shouwen.rulebook.shipped import shipped
from shouwen.workdays.calendar import Calendar
from shouwen.workdays.errors import OpenExclusionError

CHINA = Calendar.national()
RULES = shipped().on(date(2026, 3, 2))


def extended(workdays: int, asked: str, told: str | None = None) -> dict[str, Any]:
    """A case accepted on Monday 2 March 2026 for five working days (due Monday 9), with an extension asked for."""
    extension = {"workdays": workdays, "asked": asked, "told": told or asked, "reason": "会审"}
    return deadline(case("2026-03-02T10:00", extension=extension), "2026-03-02T11:00")


def test_t2_day_of_acceptance_is_not_counted() -> None:
    found = deadline(case("2026-03-02T08:00", workdays=1), "2026-03-02T09:00")
    assert (found["due"], found["counted"]) == ("2026-03-03", ["2026-03-03"])


def test_t2_accepted_on_a_day_off_counts_from_the_next_working_day() -> None:
    found = deadline(case("2026-03-07T10:00", workdays=2), "2026-03-07T10:00")
    assert (found["due"], found["counted"]) == ("2026-03-10", ["2026-03-09", "2026-03-10"])


def test_t2_makeup_saturday_counts_and_holiday_does_not() -> None:
    # National Day 2026: 1 to 7 October off, Sunday 20 September and Saturday 10 October on.
    found = deadline(case("2026-09-30T10:00", workdays=3), "2026-09-30T10:00")
    assert found["counted"] == ["2026-10-08", "2026-10-09", "2026-10-10"]


def test_t2_limit_over_the_end_of_the_year() -> None:
    found = deadline(case("2025-12-30T10:00", workdays=3), "2025-12-30T10:00")
    # 1 to 3 January 2026 are off, Sunday the 4th is a make-up working day.
    assert found["counted"] == ["2025-12-31", "2026-01-04", "2026-01-05"]
    assert "provisional" not in found


def test_t2_year_without_published_calendar_is_provisional() -> None:
    found = deadline(case("2026-12-30T10:00", workdays=3), "2026-12-30T10:00")
    assert found["counted"] == ["2026-12-31", "2027-01-01", "2027-01-04"]
    assert found["provisional"] is True


@pytest.mark.parametrize(
    ("one", "as_of", "provisional"),
    [
        (case("2026-12-30T10:00", workdays=1), "2026-12-31T09:00", False),
        (case("2026-12-30T10:00", workdays=1), "2027-01-02T09:00", True),
        (case("2026-12-30T10:00", workdays=1, closed="2026-12-31T10:00"), "2027-01-08T09:00", False),
        (instant("2027-02-01T10:00", closed="2027-02-01T11:00"), "2027-02-03T09:00", False),
        (instant("2027-02-01T10:00"), "2027-02-03T09:00", True),
        (case("2003-12-31T10:00", workdays=2, closed="2004-01-05T10:00"), "2004-01-09T09:00", False),
    ],
)
def test_t2_only_a_needed_year_makes_a_result_provisional(one: dict[str, Any], as_of: str, provisional: bool) -> None:
    assert deadline(one, as_of).get("provisional", False) is provisional


def test_t2_instant_is_due_on_the_day_itself_working_day_or_not() -> None:
    found = deadline(instant("2026-03-07T10:00", closed="2026-03-08T10:00"), "2026-03-20T09:00")
    assert found == {"id": "c1", "due": "2026-03-07", "overdue_days": [], "state": "done", "counted": []}
    late = deadline(instant("2026-03-07T10:00", closed="2026-03-09T10:00"), "2026-03-20T09:00")
    assert (late["overdue_days"], late["state"]) == (["2026-03-09"], "done_late")


def test_t2_instant_case_may_say_that_it_has_no_limit() -> None:
    assert deadline(instant("2026-03-02T10:00", workdays=None), "2026-03-02T11:00")["due"] == "2026-03-02"


def test_t3_fifth_day_is_applied() -> None:
    found = extended(5, "2026-03-09T17:00")
    assert (found["due"], len(found["counted"])) == ("2026-03-16", 10)
    assert "extension_error" not in found


def test_t3_sixth_day_is_refused() -> None:
    found = extended(6, "2026-03-09T17:00")
    assert (found["due"], len(found["counted"])) == ("2026-03-09", 5)
    assert found["extension_error"] == "延期最长不得超过5个工作日（限时办结制度 第三、五条）"


@pytest.mark.parametrize(
    ("workdays", "asked", "told", "words"),
    [
        (0, "2026-03-05T09:00", "2026-03-05T09:00", "延期最少1个工作日"),
        (-2, "2026-03-05T09:00", "2026-03-05T09:00", "延期最少1个工作日"),
        (3, "2026-03-10T00:00", "2026-03-10T09:00", "申请延期时已过到期日3月9日"),
        (3, "2026-03-09T23:59", "2026-03-10T00:00", "告诉办事人时已过到期日3月9日"),
        (3, "2026-03-05T09:00", "2026-03-05T08:59", "告知的时间早于申请延期的时间"),
    ],
)
def test_t3_extension_that_is_not_applied(workdays: int, asked: str, told: str, words: str) -> None:
    found = extended(workdays, asked, told)
    assert (found["due"], found["extension_error"].split("（")[0]) == ("2026-03-09", words)


def test_t3_not_told_is_not_applied() -> None:
    extension = {"workdays": 2, "asked": "2026-03-05T09:00", "told": None, "reason": "会审"}
    found = deadline(case("2026-03-02T10:00", extension=extension), "2026-03-05T09:00")
    assert (found["due"], found["extension_error"]) == ("2026-03-09", "没有把延期告诉办事人（限时办结制度 第三、五条）")


def test_t3_extension_asked_and_told_on_the_last_minute_of_the_due_day() -> None:
    assert extended(1, "2026-03-09T23:59", "2026-03-09T23:59")["due"] == "2026-03-10"


def test_t3_pause_moves_the_day_up_to_which_one_may_ask() -> None:
    extension = {"workdays": 1, "asked": "2026-03-11T09:00", "told": "2026-03-11T09:00", "reason": "会审"}
    pauses = [{"from": "2026-03-04", "to": "2026-03-05", "reason": "听证"}]
    found = deadline(case("2026-03-02T10:00", extension=extension, pauses=pauses), "2026-03-11T09:00")
    assert (found["unextended_due"], found["due"]) == ("2026-03-11", "2026-03-12")


def test_t3_extension_of_an_instant_case_counts_after_its_acceptance() -> None:
    extension = {"workdays": 2, "asked": "2026-03-06T09:30", "told": "2026-03-06T09:40", "reason": "系统停了"}
    found = deadline(instant("2026-03-06T09:00", extension=extension), "2026-03-06T10:00")
    assert (found["due"], found["counted"]) == ("2026-03-10", [])


def test_t3_extension_days_skip_a_pause() -> None:
    extension = {"workdays": 2, "asked": "2026-03-09T09:00", "told": "2026-03-09T09:00", "reason": "会审"}
    pauses = [{"from": "2026-03-10", "to": "2026-03-11", "reason": "踏勘"}]
    found = deadline(case("2026-03-02T10:00", extension=extension, pauses=pauses), "2026-03-09T10:00")
    assert (found["counted"][-3:], found["due"]) == (["2026-03-09", "2026-03-12", "2026-03-13"], "2026-03-13")


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([("2026-03-03", "2026-03-03")], "2026-03-10"),
        ([("2026-03-07", "2026-03-08")], "2026-03-09"),
        ([("2026-03-03", "2026-03-05"), ("2026-03-04", "2026-03-06")], "2026-03-13"),
        ([("2026-03-09", "2026-03-09")], "2026-03-10"),
        ([("2026-03-10", "2026-03-20")], "2026-03-09"),
        ([("2026-02-01", "2026-03-02")], "2026-03-09"),
        ([("2026-03-02", "2026-03-31")], "2026-04-08"),
    ],
    ids=["one day", "weekend", "overlap", "last day", "after due", "before", "a month"],
)
def test_t2_pause_days_are_not_counted(pauses: list[tuple[str, str]], due: str) -> None:
    written = [{"from": first, "to": last, "reason": "听证"} for first, last in pauses]
    assert deadline(case("2026-03-02T10:00", pauses=written), "2026-03-02T10:00")["due"] == due


def test_t4_days_inside_a_pause_are_no_overdue_days() -> None:
    pauses = [{"from": "2026-03-11", "to": "2026-03-12", "reason": "鉴定"}]
    found = deadline(case("2026-03-02T10:00", pauses=pauses), "2026-03-13T00:01")
    assert (found["due"], found["overdue_days"]) == ("2026-03-09", ["2026-03-10", "2026-03-13"])


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2026-03-05T23:59", "running"),
        ("2026-03-06T00:00", "due_soon"),  # Friday, the working day before
        ("2026-03-07T12:00", "due_soon"),  # Saturday: one working day is left
        ("2026-03-09T18:00", "due_soon"),
        ("2026-03-10T00:00", "overdue"),
    ],
)
def test_t2_state_of_an_open_case(as_of: str, state: str) -> None:
    assert deadline(case("2026-03-02T10:00"), as_of)["state"] == state


def test_t2_due_passed_with_only_days_off_since_is_due_soon() -> None:
    found = deadline(case("2026-03-13T10:00"), "2026-03-22T10:00")
    assert (found["due"], found["overdue_days"], found["state"]) == ("2026-03-20", [], "due_soon")


@pytest.mark.parametrize(
    ("closed", "state", "overdue"),
    [
        ("2026-03-09T23:59", "done", []),
        ("2026-03-10T00:00", "done_late", ["2026-03-10"]),
        ("2026-03-14T10:00", "done_late", ["2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13"]),
    ],
)
def test_t4_closed_case(closed: str, state: str, overdue: list[str]) -> None:
    found = deadline(case("2026-03-02T10:00", closed=closed), "2026-03-31T09:00")
    assert (found["state"], found["overdue_days"]) == (state, overdue)


def test_due_only_equals_compute() -> None:
    facts = ClockFacts(
        "limited",
        datetime(2026, 9, 29, 10),
        5,
        (Pause(date(2026, 10, 8), date(2026, 10, 9), "听证"),),
        Extension(3, datetime(2026, 10, 12, 9), datetime(2026, 10, 12, 10)),
    )
    assert due_only(facts, CHINA, RULES) == date(2026, 10, 19)
    result = compute(facts, datetime(2026, 10, 9, 10), CHINA, RULES)
    assert (result.due, result.unextended_due, result.extension_days) == (date(2026, 10, 19), date(2026, 10, 14), 3)
    # 10, 12, 13, 14, 15, 16 and 19 October are left.
    assert (result.left, result.state) == (7, "running")


def test_r9_running_pause_gives_the_earliest_due_day_and_none_alone() -> None:
    facts = ClockFacts("limited", datetime(2026, 3, 2, 10), 5, (Pause(date(2026, 3, 4), None, "补正"),))
    result = compute(facts, datetime(2026, 3, 10, 9), CHINA, RULES)
    assert (result.paused, result.due, result.state) == (True, date(2026, 3, 16), "running")
    with pytest.raises(OpenExclusionError):
        due_only(facts, CHINA, RULES)
