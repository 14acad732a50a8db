"""Readings R1 to R13: the default, and what the other setting makes of the same facts."""

from __future__ import annotations

from typing import Any

import pytest
from tests.rulebook.contract_files import assessed, case, deadline, instant, month_file, rows

from shouwen.rulebook.readings import SETTINGS
from shouwen.rulebook.shipped import shipped


def punched(*punches: str, leave: Any = ()) -> dict[str, Any]:
    """One shift, 9 to 12 on 2 March 2026."""
    return month_file(
        shifts=[{"staff": "w1", "start": "2026-03-02T09:00", "end": "2026-03-02T12:00"}],
        punches=[{"staff": "w1", "at": f"2026-03-02T{at}"} for at in punches],
        leave=list(leave),
    )


def breach(ident: str, at: str, level: str) -> dict[str, Any]:
    return {"id": ident, "staff": "w1", "clause": "K2.9", "at": at, "level": level, "act": None, "verified": True}


def points(file: dict[str, Any], **settings: str) -> list[tuple[str, int]]:
    return [(row[0], row[2]) for row in rows(file, **settings)]


def test_r1_calendar_setting_counts_days_off_as_overdue() -> None:
    one = case("2026-03-02T10:00", closed="2026-03-16T10:00", responsible=[{"staff": "w1", "from": "2026-03-01"}])
    pauses = [{"from": "2026-03-14", "to": "2026-03-14", "reason": "鉴定"}]
    only_workdays = ["2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13", "2026-03-16"]
    every_day = [*only_workdays[:4], "2026-03-15", "2026-03-16"]
    clock = {key: value for key, value in one.items() if key != "responsible"} | {"pauses": pauses}
    assert deadline(clock, "2026-03-31T09:00")["overdue_days"] == only_workdays
    assert deadline(clock, "2026-03-31T09:00", R1="calendar")["overdue_days"] == every_day
    file = month_file(cases=[one | {"pauses": pauses}])
    assert [row[1] for row in rows(file)] == only_workdays
    assert [row[1] for row in rows(file, R1="calendar")] == every_day


def test_r1_calendar_setting_makes_the_day_after_an_instant_case_overdue() -> None:
    one = instant("2026-03-07T10:00")
    assert deadline(one, "2026-03-08T09:00")["state"] == "due_soon"
    assert deadline(one, "2026-03-08T09:00", R1="calendar")["state"] == "overdue"


def test_r1_calendar_setting_dates_a_late_answer_on_the_weekend() -> None:
    asked = {"id": "q1", "staff": "w1", "asked": "2026-03-05T10:00", "workdays": 1, "answered": None, "verified": True}
    file = month_file(consultations=[asked])
    assert [row[1] for row in rows(file)] == ["2026-03-09"]
    assert [row[1] for row in rows(file, R1="calendar")] == ["2026-03-07"]


@pytest.mark.parametrize(
    ("level", "as_city", "as_district"), [("town", 1, 1), ("district", 2, 4), ("city", 4, 4), ("province", 6, 6)]
)
def test_r2_the_second_district_level_of_the_text(level: str, as_city: int, as_district: int) -> None:
    file = month_file(findings=[breach("f1", "2026-03-05T10:00", level)])
    assert points(file) == [("K2.9", as_city)]
    assert points(file, R2="district") == [("K2.9", as_district)]


def test_r2_both_lines_are_shown_with_the_remark() -> None:
    counting: Any = shipped().clause("K2.9").counts["finding"]
    assert [(line.text_level, line.level, line.points) for line in counting.lines] == [
        ("town", "town", 1),
        ("district", "district", 2),
        ("district", "city", 4),
        ("province", "province", 6),
    ]
    assert counting.lines[2].remark == "R2：文中“区级”写了两次，第二处读作市级"


@pytest.mark.parametrize("punches", [("10:01", "12:00"), ("09:00", "10:59")], ids=["late", "early"])
def test_r3_more_than_an_hour_is_absence_or_lateness_never_both(punches: tuple[str, str]) -> None:
    assert points(punched(*punches)) == [("K2.3", 3)]
    assert points(punched(*punches), R3="late") == [("K2.1", 2)]


def test_r3_leaves_being_away_for_more_than_an_hour_an_absence() -> None:
    gone = {
        "id": "a1",
        "staff": "w1",
        "from": "2026-03-04T10:00",
        "to": "2026-03-04T11:01",
        "cause": "none",
        "verified": True,
    }
    assert points(month_file(away=[gone]), R3="late") == [("K2.3", 3)]


@pytest.mark.parametrize(
    ("arrival", "inclusive", "exclusive"),
    [
        ("09:29", ("K2.1", 1), ("K2.1", 1)),
        ("09:30", ("K2.1", 1), ("K2.1", 2)),
        ("09:59", ("K2.1", 2), ("K2.1", 2)),
        ("10:00", ("K2.1", 2), ("K2.3", 3)),
    ],
)
def test_r4_boundaries(arrival: str, inclusive: tuple[str, int], exclusive: tuple[str, int]) -> None:
    assert points(punched(arrival, "12:00")) == [inclusive]
    assert points(punched(arrival, "12:00"), R4="exclusive") == [exclusive]


@pytest.mark.parametrize(("minutes", "inclusive", "exclusive"), [(30, 1, 2), (60, 2, 3)])
def test_r4_boundaries_of_being_away(minutes: int, inclusive: int, exclusive: int) -> None:
    end = f"2026-03-04T{10 + minutes // 60}:{minutes % 60:02d}"
    gone = {"id": "a1", "staff": "w1", "from": "2026-03-04T10:00", "to": end, "cause": "none", "verified": True}
    assert points(month_file(away=[gone])) == [("K2.3", inclusive)]
    assert points(month_file(away=[gone]), R4="exclusive") == [("K2.3", exclusive)]


def test_r5_several_absences_on_one_day() -> None:
    file = month_file(
        shifts=[
            {"staff": "w1", "start": "2026-03-02T09:00", "end": "2026-03-02T12:00"},
            {"staff": "w1", "start": "2026-03-02T13:30", "end": "2026-03-02T17:30"},
        ]
    )
    assert points(file) == [("K2.3", 3), ("K2.3", 0)]
    assert points(file, R5="each") == [("K2.3", 3), ("K2.3", 3)]


def test_r6_each_overdue_day_counts_in_its_own_month() -> None:
    one = case("2026-03-24T10:00", closed="2026-04-02T10:00", responsible=[{"staff": "w1", "from": "2026-03-01"}])
    assert [row[1] for row in rows(month_file("2026-03", cases=[one]))] == []
    one = case("2026-03-20T10:00", closed="2026-04-02T10:00", responsible=[{"staff": "w1", "from": "2026-03-01"}])
    assert [row[1] for row in rows(month_file("2026-03", cases=[one]))] == ["2026-03-30", "2026-03-31"]
    assert [row[1] for row in rows(month_file("2026-04", cases=[one]))] == ["2026-04-01", "2026-04-02"]


def test_r7_who_bears_an_overdue_day() -> None:
    responsible = [{"staff": "w2", "from": "2026-03-01"}, {"staff": "w1", "from": "2026-03-11"}]
    one = case("2026-03-02T10:00", closed="2026-03-12T10:00", responsible=responsible)
    file = month_file(staff=[{"id": "w1", "name": "甲"}, {"id": "w2", "name": "乙"}], cases=[one])
    assert [row[1] for row in rows(file)] == ["2026-03-11", "2026-03-12"]
    assert [row[1] for row in rows(file, R7="at_acceptance")] == []


def test_r8_day_of_acceptance_counted_or_not() -> None:
    assert deadline(case("2026-03-02T10:00"), "2026-03-02T10:00")["due"] == "2026-03-09"
    same_day = deadline(case("2026-03-02T10:00"), "2026-03-02T10:00", R8="same_day")
    assert (same_day["due"], same_day["counted"][0]) == ("2026-03-06", "2026-03-02")
    # Accepted on a day off: both begin with the next working day.
    assert deadline(case("2026-03-07T10:00"), "2026-03-07T10:00", R8="same_day")["due"] == "2026-03-13"
    assert deadline(case("2026-03-07T10:00"), "2026-03-07T10:00")["due"] == "2026-03-13"


def test_r8_leaves_an_instant_case_alone() -> None:
    assert deadline(instant("2026-03-02T10:00"), "2026-03-02T10:00", R8="same_day")["due"] == "2026-03-02"


def test_r9_pauses_counted_or_not() -> None:
    one = case("2026-03-02T10:00", pauses=[{"from": "2026-03-04", "to": "2026-03-05", "reason": "听证"}])
    assert deadline(one, "2026-03-02T10:00")["due"] == "2026-03-11"
    assert deadline(one, "2026-03-02T10:00", R9="counted")["due"] == "2026-03-09"


def test_r10_base_score_is_optional() -> None:
    file = month_file(findings=[breach("f1", "2026-03-05T10:00", "city")])
    assert "score" not in assessed(file)
    assert assessed(file, R10="base")["score"] == 96


def test_r11_one_extension_of_five_working_days_in_all() -> None:
    rules = shipped().on(shipped().since)
    assert (rules.limit("extensions_max"), rules.limit("extension_max_workdays")) == (1, 5)


def test_r12_cap_together_or_separately() -> None:
    at = "2026-03-05T10:00"
    complaints = [{"id": f"p{n}", "staff": "w1", "at": at, "verified": True} for n in range(6)]
    ratings = [{"id": f"r{n:02d}", "staff": "w1", "at": at, "level": 1, "verified": True} for n in range(12)]
    file = month_file(complaints=complaints, ratings=ratings)
    assert (assessed(file)["business"], len(rows(file))) == (10, 18)
    assert (assessed(file, R12="separately")["business"], len(rows(file, R12="separately"))) == (20, 18)


def test_r13_quarantined_day_is_no_absence_and_due_or_not() -> None:
    shifts = [{"staff": "w1", "start": f"2026-03-0{n}T09:00", "end": f"2026-03-0{n}T12:00"} for n in (2, 3, 4)]
    file = month_file(
        shifts=shifts,
        punches=[{"staff": "w1", "at": f"2026-03-02T{at}"} for at in ("09:00", "12:00")],
        leave=[
            {"staff": "w1", "kind": "quarantine", "from": "2026-03-03T00:00", "to": "2026-03-03T23:59"},
            {"staff": "w1", "kind": "sick", "from": "2026-03-04T00:00", "to": "2026-03-04T23:59"},
        ],
    )
    assert (rows(file), assessed(file)["attendance_rate"]) == ([], 1.0)
    assert (rows(file, R13="due"), assessed(file, R13="due")["attendance_rate"]) == ([], 0.5)


def test_every_reading_of_the_register_is_there_with_its_default() -> None:
    readings = {reading.id: reading for reading in shipped().readings}
    assert list(readings) == [f"R{n}" for n in range(1, 14)]
    assert {ident: (one.setting, one.default) for ident, one in readings.items()} == {
        ident: (settings[0], settings[0]) for ident, settings in SETTINGS.items()
    }
    assert {ident: tuple(one.allowed) for ident, one in readings.items()} == dict(SETTINGS)


def test_a_reading_can_only_be_set_to_what_is_allowed() -> None:
    with pytest.raises(ValueError, match="R1没有“lunar”这个设定"):
        shipped().with_reading("R1", "lunar")
    with pytest.raises(KeyError, match="R14"):
        shipped().with_reading("R14", "any")
