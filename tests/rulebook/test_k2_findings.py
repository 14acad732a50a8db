"""效能纪律 without the clock: being away, findings, and breaches found by several levels."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.rulebook.contract_files import answer, assessed, month_file, pending, rows


def away(minutes: int, at: str = "2026-03-04T14:00", cause: str = "none", **keys: Any) -> dict[str, Any]:
    end = (datetime.fromisoformat(at) + timedelta(minutes=minutes)).isoformat()
    return {"id": "a1", "staff": "w1", "from": at, "to": end, "cause": cause, "verified": True, **keys}


def breach(ident: str, at: str, level: str = "town", act: str | None = "x", **keys: Any) -> dict[str, Any]:
    return {
        "id": ident, "staff": "w1", "clause": "K2.9", "at": at, "level": level, "act": act, "verified": True, **keys,
    }  # fmt: skip


def finding(clause: str, **keys: Any) -> dict[str, Any]:
    return {"id": "f1", "staff": "w1", "clause": clause, "at": "2026-03-05T10:00", "verified": True, **keys}


@pytest.mark.parametrize(("minutes", "points"), [(1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (300, 3)])
def test_k2_3_away_without_cause_by_the_minute(minutes: int, points: int) -> None:
    assert rows(month_file(away=[away(minutes)])) == [("K2.3", "2026-03-04", points, "away:a1")]


def test_k2_3_away_for_no_minute_is_nothing() -> None:
    file = month_file(away=[away(0), away(0, id="a2", verified=False)])
    assert (rows(file), pending(file)) == ([], [])


@pytest.mark.parametrize("minutes", [0, 5, 300])
def test_k2_2_away_without_procedure_costs_one_point_however_long(minutes: int) -> None:
    assert rows(month_file(away=[away(minutes, cause="no_procedure")])) == [("K2.2", "2026-03-04", 1, "away:a1")]


@pytest.mark.parametrize(("cause", "clause"), [("none", "K2.3"), ("no_procedure", "K2.2")])
def test_k2_2_k2_3_away_not_verified_waits(cause: str, clause: str) -> None:
    file = month_file(away=[away(45, cause=cause, verified=False)])
    assert (rows(file), pending(file)) == ([], [("w1", clause, "away:a1", "unverified")])


def test_k2_3_away_shares_the_one_absence_of_the_day_with_shifts() -> None:
    shift = {"staff": "w1", "start": "2026-03-04T09:00", "end": "2026-03-04T12:00"}
    file = month_file(shifts=[shift], away=[away(90), away(90, "2026-03-05T14:00", id="a2"), away(20, id="a3")])
    assert rows(file) == [
        ("K2.3", "2026-03-04", 0, "away:a1"),
        ("K2.3", "2026-03-04", 1, "away:a3"),
        ("K2.3", "2026-03-04", 3, "shift:2026-03-04T09:00"),
        ("K2.3", "2026-03-05", 3, "away:a2"),
    ]


def test_k2_3_not_verified_absence_leaves_the_day_to_the_next_one() -> None:
    file = month_file(away=[away(90, "2026-03-04T09:00", verified=False), away(90, id="a2")])
    assert rows(file) == [("K2.3", "2026-03-04", 3, "away:a2")]


@pytest.mark.parametrize(
    ("clause", "points"),
    [("K2.2", 1), ("K2.4", 1), ("K2.5", 3), ("K2.6", 4), ("K2.7", 1), ("K2.8", 3)],
    ids=["k2_2", "k2_4", "k2_5", "k2_6", "k2_7", "k2_8"],
)
def test_k2_2_k2_4_k2_5_k2_6_k2_7_k2_8_points_of_a_finding(clause: str, points: int) -> None:
    assert rows(month_file(findings=[finding(clause)])) == [(clause, "2026-03-05", points, "finding:f1")]
    waiting = month_file(findings=[finding(clause, verified=False)])
    assert (rows(waiting), pending(waiting)) == ([], [("w1", clause, "finding:f1", "unverified")])


def test_k2_6_is_handed_to_the_discipline_inspectors_once_verified() -> None:
    file = month_file(findings=[finding("K2.6"), finding("K2.6", id="f0"), finding("K2.6", id="f9", verified=False)])
    assert assessed(file)["referrals"] == ["finding:f0", "finding:f1"]
    assert assessed(month_file(findings=[finding("K2.6", verified=False)]))["referrals"] == []


@pytest.mark.parametrize(("level", "points"), [("town", 1), ("district", 2), ("city", 4), ("province", 6)])
def test_k2_9_points_by_level(level: str, points: int) -> None:
    file = month_file(findings=[breach("f1", "2026-03-05T10:00", level)])
    assert rows(file) == [("K2.9", "2026-03-05", points, "finding:f1")]
    assert assessed(file)["awards_lost"] is True


def test_k2_9_highest_level_only() -> None:
    file = month_file(
        findings=[
            breach("a", "2026-03-11T10:00", "town"),
            breach("b", "2026-03-18T10:00", "city"),
            breach("c", "2026-03-20T10:00", "district"),
        ]
    )
    assert rows(file) == [
        ("K2.9", "2026-03-11", 0, "finding:a"),
        ("K2.9", "2026-03-18", 4, "finding:b"),
        ("K2.9", "2026-03-20", 0, "finding:c"),
    ]
    first, second, third = (line["trace"] for line in assessed(file)["lines"])
    assert (first["raw"], first["mark"]) == ([1], "同一行为取最高")
    assert first["arithmetic"] == "本级1分，同一件事已按最高一级4分计，计0分"
    assert (second["mark"], second["arithmetic"]) == (None, "本级4分，是这件事的最高一级，计4分")
    assert third["facts"] == {
        "level": "district",
        "act": "x",
        "level_points": 2,
        "highest_before_month": 0,
        "highest_in_month": 4,
    }


def test_k2_9_a_later_month_costs_only_what_the_level_rose_by() -> None:
    findings = [
        breach("a", "2026-02-11T10:00", "town"),
        breach("b", "2026-03-18T10:00", "city"),
        breach("c", "2026-04-02T10:00", "province"),
    ]
    assert rows(month_file("2026-02", findings=findings)) == [("K2.9", "2026-02-11", 1, "finding:a")]
    assert rows(month_file("2026-03", findings=findings)) == [("K2.9", "2026-03-18", 3, "finding:b")]
    assert rows(month_file("2026-04", findings=findings)) == [("K2.9", "2026-04-02", 2, "finding:c")]
    (line,) = assessed(month_file("2026-03", findings=findings))["lines"]
    assert line["trace"]["arithmetic"] == "本级4分，这件事以前已计1分，计4－1＝3分"


def test_k2_9_lower_level_later_is_listed_and_still_loses_the_awards() -> None:
    findings = [breach("a", "2026-02-11T10:00", "city"), breach("b", "2026-03-18T10:00", "town")]
    file = month_file(findings=findings)
    assert rows(file) == [("K2.9", "2026-03-18", 0, "finding:b")]
    assert assessed(file)["awards_lost"] is True


def test_k2_9_same_level_in_a_later_month_costs_nothing_more() -> None:
    findings = [breach("a", "2026-02-11T10:00", "city"), breach("b", "2026-03-18T10:00", "city")]
    (line,) = assessed(month_file(findings=findings))["lines"]
    assert (line["points"], line["trace"]["mark"]) == (0, "同一行为取最高")
    assert line["trace"]["arithmetic"] == "本级4分，同一件事已按最高一级4分计，计0分"


def test_k2_9_same_level_stands_at_the_earlier_finding_whatever_its_id() -> None:
    findings = [breach("a", "2026-03-18T10:00", "city"), breach("b", "2026-03-18T09:00", "city")]
    assert [(row[3], row[2]) for row in rows(month_file(findings=findings))] == [("finding:a", 0), ("finding:b", 4)]


def test_k2_9_same_level_twice_stands_at_the_first() -> None:
    at = "2026-03-18T10:00"
    findings = [breach("b", at, "city"), breach("a", at, "city"), breach("c", "2026-03-02T10:00", "town")]
    assert [(row[3], row[2]) for row in rows(month_file(findings=findings))] == [
        ("finding:c", 0),
        ("finding:a", 4),
        ("finding:b", 0),
    ]


def test_k2_9_without_an_act_each_finding_stands_alone() -> None:
    findings = [breach("a", "2026-03-11T10:00", "district", None), breach("b", "2026-03-12T10:00", "town", None)]
    assert [(row[3], row[2]) for row in rows(month_file(findings=findings))] == [("finding:a", 2), ("finding:b", 1)]
    without_key = {key: value for key, value in findings[0].items() if key != "act"}
    assert rows(month_file(findings=[without_key])) == [("K2.9", "2026-03-11", 2, "finding:a")]


def test_k2_9_acts_of_two_people_are_two_acts() -> None:
    staff = [{"id": "w1", "name": "甲"}, {"id": "w2", "name": "乙"}]
    other = breach("b", "2026-03-12T10:00", "district", staff="w2")
    file = month_file(staff=staff, findings=[breach("a", "2026-03-11T10:00", "district"), other])
    assert rows(file) == [("K2.9", "2026-03-11", 2, "finding:a")]


def test_k2_9_not_verified_neither_counts_nor_raises_nor_loses_awards() -> None:
    before = breach("a", "2026-02-11T10:00", "province", verified=False)
    now = breach("b", "2026-03-18T10:00", "city", verified=False)
    file = month_file(findings=[before, now])
    assert (rows(file), pending(file)) == ([], [("w1", "K2.9", "finding:b", "unverified")])
    assert assessed(file)["awards_lost"] is False
    assert rows(month_file(findings=[before, {**now, "verified": True}])) == [("K2.9", "2026-03-18", 4, "finding:b")]


def test_what_waits_tells_what_it_can_cost_at_most() -> None:
    file = month_file(
        away=[away(minutes, id=f"a{minutes}", verified=False) for minutes in (31, 90)],
        findings=[finding("K2.6", verified=False), breach("f2", "2026-03-07T10:00", "province", verified=False)],
        complaints=[{"id": "p1", "staff": "w1", "at": "2026-03-08T10:00", "verified": False}],
        tasks=[{"id": "t1", "staff": "w1", "due": "2026-03-09", "done": None, "verified": False}],
        shifts=[{"staff": "w1", "start": "2026-03-20T09:00", "end": "2026-03-20T12:00"}],
        punches=[{"staff": "w1", "at": "2026-03-20T09:00"}],
    )
    assert [(one["fact"], one["most_points"]) for one in answer(file)["pending"]] == [
        ("away:a31", 2),
        ("away:a90", 3),
        ("finding:f1", 4),
        ("finding:f2", 6),
        ("complaint:p1", 2),
        ("task:t1", 1),
        ("shift:2026-03-20T09:00", None),
    ]


def test_lines_stand_by_day_then_clause_then_fact() -> None:
    at = "2026-03-05T23:00"
    file = month_file(
        findings=[breach("a", "2026-03-05T08:00"), finding("K1.1", id="z", at=at), finding("K1.1", id="b", at=at)],
        away=[away(5, "2026-03-04T09:00")],
    )
    assert [(row[1], row[0], row[3]) for row in rows(file)] == [
        ("2026-03-04", "K2.3", "away:a1"),
        ("2026-03-05", "K1.1", "finding:b"),
        ("2026-03-05", "K1.1", "finding:z"),
        ("2026-03-05", "K2.9", "finding:a"),
    ]
