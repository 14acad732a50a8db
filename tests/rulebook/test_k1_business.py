"""业务办理: findings, consultations, overdue days, tasks, ratings and complaints."""

from __future__ import annotations

from typing import Any

import pytest
from tests.rulebook.contract_files import answer, case, month_file, pending, rows


def finding(clause: str, at: str = "2026-03-05T10:00", **keys: Any) -> dict[str, Any]:
    return {"id": "f1", "staff": "w1", "clause": clause, "at": at, "verified": True, **keys}


def rating(ident: str, at: str, level: int = 1, verified: bool = True) -> dict[str, Any]:
    return {"id": ident, "staff": "w1", "at": at, "level": level, "verified": verified}


def complaint(ident: str, at: str, verified: bool = True) -> dict[str, Any]:
    return {"id": ident, "staff": "w1", "at": at, "verified": verified}


def consultation(asked: str, answered: str | None, workdays: int = 1, verified: bool = True) -> dict[str, Any]:
    return {
        "id": "q1", "staff": "w1", "asked": asked, "workdays": workdays, "answered": answered, "verified": verified,
    }  # fmt: skip


def task(due: str, done: str | None, verified: bool = True) -> dict[str, Any]:
    return {"id": "t1", "staff": "w1", "due": due, "done": done, "verified": verified}


def borne_by(*responsible: tuple[str, str], **keys: Any) -> dict[str, Any]:
    """A case due on Monday 9 March 2026, open unless closed, with its responsible people."""
    return case("2026-03-02T10:00", responsible=[{"staff": s, "from": day} for s, day in responsible], **keys)


def test_k1_1_finding_costs_one_point() -> None:
    assert rows(month_file(findings=[finding("K1.1")])) == [("K1.1", "2026-03-05", 1, "finding:f1")]


def test_k1_1_not_verified_waits() -> None:
    file = month_file(findings=[finding("K1.1", verified=False)])
    assert rows(file) == []
    assert pending(file) == [("w1", "K1.1", "finding:f1", "unverified")]


def test_k1_1_other_months_count_nowhere() -> None:
    for at in ("2026-02-28T23:59:59", "2026-04-01T00:00"):
        file = month_file(findings=[finding("K1.1", at=at), finding("K1.1", at=at, id="f2", verified=False)])
        assert (rows(file), pending(file)) == ([], [])


@pytest.mark.parametrize(
    ("asked", "answered", "expected"),
    [
        ("2026-03-02T10:00", "2026-03-03T23:59", []),
        ("2026-03-02T10:00", "2026-03-04T00:00", [("K1.2", "2026-03-04", 1, "consultation:q1")]),
        ("2026-03-02T10:00", None, [("K1.2", "2026-03-04", 1, "consultation:q1")]),
        # Asked on Friday: due on Monday, first overdue day is Tuesday.
        ("2026-03-06T10:00", "2026-03-20T10:00", [("K1.2", "2026-03-10", 1, "consultation:q1")]),
        # Its first overdue day is 1 April, another month.
        ("2026-03-30T10:00", None, []),
    ],
)
def test_k1_2_late_answer_is_dated_on_the_first_overdue_day(
    asked: str, answered: str | None, expected: list[Any]
) -> None:
    assert rows(month_file(consultations=[consultation(asked, answered)])) == expected


def test_k1_2_not_verified_waits_only_if_late() -> None:
    late = month_file(consultations=[consultation("2026-03-02T10:00", None, verified=False)])
    assert pending(late) == [("w1", "K1.2", "consultation:q1", "unverified")]
    in_time = month_file(consultations=[consultation("2026-03-02T10:00", "2026-03-03T10:00", verified=False)])
    assert pending(in_time) == []


def test_k1_3_a_point_for_every_overdue_day() -> None:
    file = month_file(cases=[borne_by(("w1", "2026-01-01"), closed="2026-03-13T10:00")])
    assert rows(file) == [
        ("K1.3", "2026-03-10", 1, "case:c1"),
        ("K1.3", "2026-03-11", 1, "case:c1"),
        ("K1.3", "2026-03-12", 1, "case:c1"),
        ("K1.3", "2026-03-13", 1, "case:c1"),
    ]


def test_k1_3_open_case_counts_up_to_as_of_and_inside_the_month() -> None:
    one = borne_by(("w1", "2026-01-01"))
    assert [row[1] for row in rows(month_file(as_of="2026-03-12T00:00", cases=[one]))] == [
        "2026-03-10", "2026-03-11", "2026-03-12",
    ]  # fmt: skip
    assert len(rows(month_file(cases=[one]))) == 16
    assert [row[1] for row in rows(month_file("2026-04", "2026-04-03T10:00", cases=[one]))] == [
        "2026-04-01", "2026-04-02", "2026-04-03",
    ]  # fmt: skip


def test_k1_3_case_closed_on_the_first_day_of_the_month() -> None:
    file = month_file("2026-04", cases=[borne_by(("w1", "2026-01-01"), closed="2026-04-01T08:00")])
    assert rows(file) == [("K1.3", "2026-04-01", 1, "case:c1")]


@pytest.mark.parametrize(
    ("month", "accepted", "closed", "provisional"),
    [
        ("2027-01", "2026-12-28T10:00", None, True),
        ("2026-12", "2026-12-28T10:00", None, False),
        ("2027-01", "2026-12-01T10:00", "2026-12-20T10:00", False),
        ("2027-03", "2027-01-05T10:00", "2027-01-29T10:00", False),
        ("2027-01", "2027-02-01T10:00", None, False),
    ],
)
def test_k1_3_month_that_rests_on_an_unpublished_year_is_provisional(
    month: str, accepted: str, closed: str | None, provisional: bool
) -> None:
    file = month_file(month, "2027-06-01T09:00", cases=[case(accepted, closed=closed)])
    assert answer(file).get("provisional", False) is provisional


def test_k1_3_number_of_the_overdue_day_runs_on_over_the_month() -> None:
    file = month_file("2026-04", "2026-04-01T10:00", cases=[borne_by(("w1", "2026-01-01"))])
    (line,) = answer(file)["staff"][0]["lines"]
    assert line["trace"] == {
        "article": "二坪镇便民服务中心工作人员考核制度 三（一）（3）",
        "label": "三（一）3 超时",
        "readings": ["R1", "R6", "R7", "R8"],
        "facts": {"due": "2026-03-09", "overdue_day": "2026-04-01", "number": 17},
        "raw": [1],
        "counted": 1,
        "mark": None,
        "arithmetic": "到期3月9日，这是逾期第17个工作日，计1分",
    }


def test_k1_3_who_is_responsible_on_the_day_bears_it() -> None:
    staff = [{"id": "w1", "name": "甲"}, {"id": "w2", "name": "乙"}]
    one = borne_by(("w2", "2026-03-12"), ("w1", "2026-03-01"), closed="2026-03-13T10:00")
    people = answer(month_file(staff=staff, cases=[one]))["staff"]
    assert [[line["at"] for line in person["lines"]] for person in people] == [
        ["2026-03-10", "2026-03-11"],
        ["2026-03-12", "2026-03-13"],
    ]


def test_k1_3_day_before_anybody_was_responsible_costs_nobody() -> None:
    file = month_file(cases=[borne_by(("w1", "2026-03-13"), closed="2026-03-13T10:00")])
    assert rows(file) == [("K1.3", "2026-03-13", 1, "case:c1")]
    assert rows(month_file(cases=[case("2026-03-02T10:00", closed="2026-03-13T10:00")])) == []


def test_k1_4_finding_and_late_task() -> None:
    file = month_file(findings=[finding("K1.4")], tasks=[task("2026-03-10", "2026-03-11")])
    assert rows(file) == [("K1.4", "2026-03-05", 1, "finding:f1"), ("K1.4", "2026-03-11", 1, "task:t1")]


@pytest.mark.parametrize(
    ("due", "done", "as_of", "expected"),
    [
        ("2026-03-10", "2026-03-10", "2026-12-31T18:00", []),
        # The day after is a Saturday, and counts.
        ("2026-03-06", None, "2026-12-31T18:00", ["2026-03-07"]),
        ("2026-02-28", "2026-03-02", "2026-12-31T18:00", ["2026-03-01"]),
        ("2026-03-31", None, "2026-12-31T18:00", []),
        # Not done yet, but its day isn't over.
        ("2026-03-10", None, "2026-03-10T23:59", []),
        ("2026-03-10", None, "2026-03-11T00:00", ["2026-03-11"]),
    ],
)
def test_k1_4_task_counts_on_the_first_day_after(due: str, done: str | None, as_of: str, expected: list[str]) -> None:
    assert [row[1] for row in rows(month_file(as_of=as_of, tasks=[task(due, done)]))] == expected


def test_k1_4_not_verified_task_waits() -> None:
    assert pending(month_file(tasks=[task("2026-03-10", None, verified=False)])) == [
        ("w1", "K1.4", "task:t1", "unverified")
    ]


def test_k1_5_only_levels_one_and_two_are_bad() -> None:
    ratings = [rating(f"r{level}", f"2026-03-0{level}T10:00", level) for level in range(1, 6)]
    assert rows(month_file(ratings=ratings)) == [
        ("K1.5", "2026-03-01", 1, "rating:r1"),
        ("K1.5", "2026-03-02", 1, "rating:r2"),
    ]


def test_k1_5_cap_of_ten_cuts_the_last_one_and_lists_the_rest_with_nothing() -> None:
    # The month of the mockup: 1, 2, 2, 1, 2, 1, 2 in order of time, and one more after the cap.
    file = month_file(
        ratings=[rating("a", "2026-03-10T09:00"), rating("d", "2026-03-14T15:00"), rating("f", "2026-03-21T09:00")],
        complaints=[
            complaint("g", "2026-03-28T09:00"),
            complaint("b", "2026-03-14T09:00"),
            complaint("c", "2026-03-14T10:00"),
            complaint("e", "2026-03-15T09:00"),
            complaint("h", "2026-03-29T09:00"),
        ],
    )
    assert [(row[3], row[2]) for row in rows(file)] == [
        ("rating:a", 1),
        ("complaint:b", 2),
        ("complaint:c", 2),
        ("rating:d", 1),
        ("complaint:e", 2),
        ("rating:f", 1),
        ("complaint:g", 1),
        ("complaint:h", 0),
    ]
    person = answer(file)["staff"][0]
    assert (person["business"], person["total"]) == (10, 10)
    cut = person["lines"][-2]["trace"]
    assert (cut["raw"], cut["counted"], cut["mark"]) == ([2], 1, "每月最多10")
    assert cut["facts"] == {"at": "2026-03-28T09:00:00", "cap": 10, "before": 9, "after": 10}
    assert cut["arithmetic"] == "投诉1件，计2分；本月已计9分，上限10分，只计1分"


def test_k1_5_at_the_same_time_ratings_come_first_then_ids() -> None:
    at = "2026-03-10T09:00"
    file = month_file(
        ratings=[rating("r9", at), rating("r10", at)],
        complaints=[complaint(f"p{n}", at) for n in (5, 4, 3, 2, 1)],
    )
    assert {row[3]: row[2] for row in rows(file)} == {
        "rating:r9": 1, "rating:r10": 1,
        "complaint:p1": 2, "complaint:p2": 2, "complaint:p3": 2, "complaint:p4": 2, "complaint:p5": 0,
    }  # fmt: skip


def test_k1_5_seconds_decide_the_order() -> None:
    first = [complaint(f"z{n}", f"2026-03-10T09:00:0{n}") for n in range(5)]
    file = month_file(complaints=[complaint("a", "2026-03-10T09:00:09"), *first])
    assert {row[3]: row[2] for row in rows(file)}["complaint:a"] == 0


def test_k1_5_what_is_not_verified_waits_and_uses_nothing_of_the_cap() -> None:
    file = month_file(
        complaints=[complaint("u", "2026-03-01T09:00", verified=False), complaint("v", "2026-03-02T09:00")],
        ratings=[rating("good", "2026-03-03T09:00", 4, verified=False)],
    )
    assert rows(file) == [("K1.5", "2026-03-02", 2, "complaint:v")]
    assert pending(file) == [("w1", "K1.5", "complaint:u", "unverified")]
    assert answer(file)["staff"][0]["lines"][0]["trace"]["facts"]["before"] == 0
