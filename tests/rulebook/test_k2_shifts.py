"""打卡 (三（二）（1）（3）（10）): late, early, absent, missing punches, and what leave takes from a shift."""

from __future__ import annotations

from typing import Any

import pytest
from tests.rulebook.contract_files import answer, assessed, month_file, pending, rows

MORNING, AFTERNOON = ("09:00", "12:00"), ("13:30", "17:30")


def day(*punches: str, shifts: Any = (MORNING,), leave: Any = (), on: str = "2026-03-02") -> dict[str, Any]:
    """A month with one day of shifts; times are those of the day."""
    return month_file(
        on[:7],
        shifts=[{"staff": "w1", "start": f"{on}T{a}", "end": f"{on}T{b}"} for a, b in shifts],
        punches=[{"staff": "w1", "at": f"{on}T{at}"} for at in punches],
        leave=[{"staff": "w1", "kind": kind, "from": f"{on}T{a}", "to": f"{on}T{b}"} for kind, a, b in leave],
    )


def found(file: dict[str, Any]) -> list[tuple[str, int]]:
    """Lines as (clause, points)."""
    return [(clause, points) for clause, _, points, _ in rows(file)]


@pytest.mark.parametrize(
    ("arrival", "expected"),
    [
        ("08:00", []),
        ("09:00:59", []),
        ("09:01", [("K2.1", 1)]),
        ("09:30:59", [("K2.1", 1)]),
        ("09:31", [("K2.1", 2)]),
        ("10:00:59", [("K2.1", 2)]),
        ("10:01", [("K2.3", 3)]),
    ],
)
def test_k2_1_late_by_the_minute(arrival: str, expected: list[tuple[str, int]]) -> None:
    assert found(day(arrival, "12:00")) == expected


@pytest.mark.parametrize(
    ("departure", "expected"),
    [
        ("13:00", []),
        ("12:00", []),
        ("11:59:59", [("K2.1", 1)]),
        ("11:30", [("K2.1", 1)]),
        ("11:29:59", [("K2.1", 2)]),
        ("11:00", [("K2.1", 2)]),
        ("10:59", [("K2.3", 3)]),
    ],
)
def test_k2_1_early_by_the_minute(departure: str, expected: list[tuple[str, int]]) -> None:
    assert found(day("09:00", departure)) == expected


def test_k2_1_late_and_early_on_one_day_are_two_events() -> None:
    assert rows(day("09:10", "11:20")) == [
        ("K2.1", "2026-03-02", 1, "shift:2026-03-02T09:00"),
        ("K2.1", "2026-03-02", 2, "shift:2026-03-02T09:00"),
    ]


def test_k2_1_trace_of_a_late_arrival() -> None:
    (line,) = assessed(day("09:12:40", "12:05"))["lines"]
    assert line["trace"] == {
        "article": "二坪镇便民服务中心工作人员考核制度 三（二）（1）",
        "label": "三（二）1 迟到",
        "readings": ["R4"],
        "facts": {
            "start": "2026-03-02T09:00",
            "end": "2026-03-02T12:00",
            "effective_start": "2026-03-02T09:00",
            "effective_end": "2026-03-02T12:00",
            "arrival": "2026-03-02T09:12",
            "departure": "2026-03-02T12:05",
            "late": 12,
            "early": 0,
        },
        "raw": [1],
        "counted": 1,
        "mark": None,
        "arithmetic": "迟到12分钟，计1分",
    }


def test_k2_3_late_by_more_than_an_hour_is_never_counted_as_both() -> None:
    (line,) = assessed(day("10:07", "12:00"))["lines"]
    assert (line["clause"], line["points"]) == ("K2.3", 3)
    assert (line["trace"]["raw"], line["trace"]["mark"]) == ([2, 3], "不和迟到叠加")
    assert line["trace"]["arithmetic"] == "迟到67分钟，按旷工，计3分，不再计2分"


@pytest.mark.parametrize(
    ("punches", "verdict"),
    [
        (["08:57"], "missing"),
        (["11:59"], "missing"),  # could be an arrival, so it is one
        (["12:00"], "missing"),  # a departure alone
        (["13:00"], "missing"),
        (["08:50", "08:59"], "missing"),  # both before the start: no departure
        (["12:10", "12:20"], "missing"),
        (["12:00", "12:20"], "missing"),  # the effective end itself is no arrival any more
        (["09:00:10", "09:00:50"], "missing"),  # one minute is one punch
        ([], "absent"),
        (["07:59"], "absent"),
        (["13:01"], "absent"),
        (["07:59", "13:01"], "absent"),
    ],
)
def test_k2_1_missing_punch_waits_and_none_at_all_is_absent(punches: list[str], verdict: str) -> None:
    file = day(*punches)
    waiting = [("w1", "K2.1", "shift:2026-03-02T09:00", "missing_punch")]
    absent = [("K2.3", "2026-03-02", 3, "shift:2026-03-02T09:00")]
    assert (rows(file), pending(file)) == (([], waiting) if verdict == "missing" else (absent, []))


def test_k2_3_two_absences_on_one_day_cost_three_points_once() -> None:
    file = day(shifts=[MORNING, AFTERNOON])
    assert rows(file) == [
        ("K2.3", "2026-03-02", 3, "shift:2026-03-02T09:00"),
        ("K2.3", "2026-03-02", 0, "shift:2026-03-02T13:30"),
    ]
    second = assessed(file)["lines"][1]["trace"]
    assert (second["mark"], second["arithmetic"]) == (
        "每天最多一次旷工",
        "整班没有打卡，算旷工；这一天已计一次旷工，计0分",
    )


def test_k2_3_late_and_early_by_more_than_an_hour_share_the_one_absence() -> None:
    assert found(day("10:30", "10:40")) == [("K2.3", 3), ("K2.3", 0)]


def test_k2_1_late_beside_an_absence_is_counted_too() -> None:
    assert found(day("10:30", "11:50")) == [("K2.1", 1), ("K2.3", 3)]


# Halfway between 12:00 and 13:30 is 12:45, and belongs to the morning.
@pytest.mark.parametrize(
    ("lunch", "expected"),
    [
        (["12:45", "12:46"], []),
        (["12:45:59", "13:29"], []),
        (["12:44", "12:45"], [("w1", "K2.1", "shift:2026-03-02T13:30", "missing_punch")]),
        (["12:46", "12:47"], [("w1", "K2.1", "shift:2026-03-02T09:00", "missing_punch")]),
    ],
)
def test_k2_1_halfway_between_two_shifts(lunch: list[str], expected: list[Any]) -> None:
    file = day("09:00", *lunch, "17:30", shifts=[MORNING, AFTERNOON])
    assert (rows(file), pending(file)) == ([], expected)


def test_k2_1_odd_halfway_is_cut_to_a_whole_minute() -> None:
    shifts = [("09:00", "12:00"), ("12:31", "17:00")]
    assert pending(day("09:00", "12:15", "12:16", "17:00", shifts=shifts)) == []
    assert pending(day("09:00", "12:16", "12:17", "17:00", shifts=shifts)) == [
        ("w1", "K2.1", "shift:2026-03-02T09:00", "missing_punch")
    ]


def test_k2_1_one_punch_serves_one_shift_only() -> None:
    file = day("09:00", "12:30", "17:30", shifts=[MORNING, AFTERNOON])
    assert pending(file) == [("w1", "K2.1", "shift:2026-03-02T13:30", "missing_punch")]


def test_k2_1_shifts_of_two_days_meet_at_midnight_and_what_can_be_an_arrival_is_one() -> None:
    file = month_file(
        shifts=[
            {"staff": "w1", "start": "2026-03-02T20:00", "end": "2026-03-02T23:30"},
            {"staff": "w1", "start": "2026-03-03T00:45", "end": "2026-03-03T06:00"},
        ],
        punches=[{"staff": "w1", "at": f"2026-03-0{at}"} for at in ("2T20:00", "3T00:10", "3T06:00")],
    )
    assert (rows(file), pending(file)) == ([], [("w1", "K2.1", "shift:2026-03-02T20:00", "missing_punch")])


def test_k2_1_other_months_and_other_people_do_not_count() -> None:
    file = day("09:00", "12:00", on="2026-03-31")
    file["staff"].append({"id": "w2", "name": "乙"})
    file["shifts"].append({"staff": "w2", "start": "2026-04-01T09:00", "end": "2026-04-01T12:00"})
    assert [person["lines"] for person in answer(file)["staff"]] == [[], []]
    assert [person["attendance_rate"] for person in answer(file)["staff"]] == [1.0, None]


@pytest.mark.parametrize(
    ("leave", "punches", "expected"),
    [
        ([("sick", "09:00", "10:00")], ["10:00", "12:00"], []),
        ([("sick", "09:00", "10:00")], ["10:05", "12:00"], [("K2.1", 1)]),
        ([("sick", "08:00", "10:00")], ["09:00", "12:00"], []),
        # An hour before the effective start is as early as an arrival can be.
        ([("sick", "08:00", "11:00")], ["09:59", "12:00"], "missing"),
        ([("sick", "11:00", "12:00")], ["09:00", "11:00"], []),
        ([("sick", "11:00", "12:00")], ["09:00", "10:50"], [("K2.1", 1)]),
        ([("sick", "11:00", "12:00")], ["09:00", "12:01"], "missing"),
        # Leave that touches counts as one, in whatever order it is written.
        ([("sick", "09:30", "10:30"), ("annual", "09:00", "09:30")], ["10:30", "12:00"], []),
        ([("sick", "11:00", "11:30"), ("annual", "11:30", "13:00")], ["09:00", "11:00"], []),
        ([("sick", "09:00", "09:30"), ("annual", "09:31", "10:30")], ["10:30", "12:00"], [("K2.1", 2)]),
        # Leave in the middle moves neither end.
        ([("sick", "10:00", "11:00")], ["09:00", "12:00"], []),
    ],
)
def test_k2_1_leave_moves_the_effective_start_and_end(leave: Any, punches: list[str], expected: Any) -> None:
    file = day(*punches, leave=leave)
    if expected == "missing":
        assert (found(file), len(pending(file))) == ([], 1)
    else:
        assert (found(file), pending(file)) == (expected, [])


@pytest.mark.parametrize(
    "leave",
    [
        [("sick", "09:00", "12:00")],
        [("quarantine", "08:00", "18:00")],
        [("sick", "09:00", "10:00"), ("annual", "10:00", "12:00")],
        [("sick", "09:00", "11:00"), ("annual", "10:00", "12:30")],
    ],
)
def test_k2_2_shift_wholly_covered_by_leave_is_excused(leave: Any) -> None:
    file = day(leave=leave)
    assert (rows(file), pending(file), assessed(file)["attendance_rate"]) == ([], [], None)


def test_attendance_rate_counts_days_with_a_punch() -> None:
    days = [f"2026-03-{n:02d}" for n in range(2, 25)]
    file = month_file(
        shifts=[{"staff": "w1", "start": f"{on}T09:00", "end": f"{on}T12:00"} for on in days],
        punches=[{"staff": "w1", "at": f"{on}T09:00"} for on in days[1:]] + [{"staff": "w1", "at": "2026-03-28T09:00"}],
        leave=[{"staff": "w1", "kind": "quarantine", "from": "2026-03-24T00:00", "to": "2026-03-25T00:00"}],
    )
    person = assessed(file)
    assert (person["days_present"], person["days_due"], person["attendance_rate"]) == (21, 22, 0.9545)


def test_k2_10_weekend_shifts_count_likewise() -> None:
    assert rows(day("09:20", "12:00", on="2026-03-07")) == [("K2.1", "2026-03-07", 1, "shift:2026-03-07T09:00")]
    # Midday of a holiday: 1 October 2026.
    assert rows(day(shifts=[("12:00", "13:30")], on="2026-10-01")) == [
        ("K2.3", "2026-10-01", 3, "shift:2026-10-01T12:00")
    ]


def test_shift_that_is_not_over_yet_is_not_judged() -> None:
    file = day(shifts=[MORNING, AFTERNOON])
    file["as_of"] = "2026-03-02T13:00"
    assert rows(file) == [("K2.3", "2026-03-02", 3, "shift:2026-03-02T09:00")]
    file["as_of"] = "2026-03-02T12:00"
    assert rows(file) == [("K2.3", "2026-03-02", 3, "shift:2026-03-02T09:00")]
    file["as_of"] = "2026-03-02T11:59"
    assert (rows(file), assessed(file)["attendance_rate"]) == ([], None)


def night(shifts: list[tuple[str, str]], *punches: str) -> dict[str, Any]:
    """March 2026 with shifts that begin or end after midnight."""
    return month_file(
        "2026-03",
        shifts=[{"staff": "w1", "start": f"2026-03-{a}", "end": f"2026-03-{b}"} for a, b in shifts],
        punches=[{"staff": "w1", "at": f"2026-03-{at}"} for at in punches],
    )


def test_k2_1_a_night_shift_shares_the_minutes_with_the_morning_after_it() -> None:
    file = night([("02T22:00", "03T06:00"), ("03T06:30", "03T12:00")], "02T21:58", "03T06:05", "03T06:25", "03T12:01")
    assert (found(file), pending(file)) == ([], [])


def test_k2_1_shifts_that_meet_after_midnight_are_told_apart_there() -> None:
    file = night([("02T23:00", "03T00:30"), ("03T00:30", "03T03:00")], "02T23:40", "03T00:30", "03T03:00")
    # 00:30 is halfway and belongs to the earlier shift: 40 minutes late there, and only a departure for the later one.
    assert found(file) == [("K2.1", 2)]
    assert [one["fact"] for one in answer(file)["pending"]] == ["shift:2026-03-03T00:30"]
