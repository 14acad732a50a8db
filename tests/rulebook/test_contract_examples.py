"""The two examples that the contract itself prints."""

from __future__ import annotations

import json
from typing import Any

from tests.rulebook.contract_files import answer, deadline

from shouwen.rulebook.contract.deadline_file import answer_deadlines
from shouwen.rulebook.shipped import shipped
from shouwen.workdays.calendar import Calendar

DEADLINE: dict[str, Any] = {
    "as_of": "2026-10-20T09:00",
    "cases": [
        {
            "id": "c1",
            "kind": "limited",
            "accepted": "2026-09-29T10:00",
            "workdays": 5,
            "pauses": [{"from": "2026-10-08", "to": "2026-10-09", "reason": "听证"}],
            "extension": {"workdays": 3, "asked": "2026-10-12T09:00", "told": "2026-10-12T10:00", "reason": "…"},
            "closed": None,
        }
    ],
}
MONTH: dict[str, Any] = {
    "month": "2026-03",
    "as_of": "2026-04-01T09:00",
    "staff": [{"id": "w01", "name": "王芳"}],
    "shifts": [{"staff": "w01", "start": "2026-03-02T09:00", "end": "2026-03-02T12:00"}],
    "punches": [{"staff": "w01", "at": "2026-03-02T08:57:31"}],
    "leave": [{"staff": "w01", "kind": "sick", "from": "2026-03-03T09:00", "to": "2026-03-03T17:30"}],
    "cases": [
        {
            "id": "c1",
            "kind": "limited",
            "accepted": "2026-03-02T10:00",
            "workdays": 5,
            "closed": "2026-03-10T16:00",
            "responsible": [{"staff": "w01", "from": "2026-03-01"}],
        }
    ],
    "consultations": [
        {"id": "q1", "staff": "w01", "asked": "2026-03-02T10:00", "workdays": 1, "answered": None, "verified": True}
    ],
    "tasks": [{"id": "t1", "staff": "w01", "due": "2026-03-10", "done": "2026-03-12", "verified": True}],
    "ratings": [{"id": "r1", "staff": "w01", "at": "2026-03-05T11:00", "level": 2, "verified": True}],
    "complaints": [{"id": "p1", "staff": "w01", "at": "2026-03-06T11:00", "verified": True}],
    "findings": [
        {
            "id": "f1",
            "staff": "w01",
            "clause": "K2.9",
            "at": "2026-03-07T11:00",
            "level": "district",
            "act": "a1",
            "verified": True,
        }
    ],
    "away": [
        {
            "id": "a1",
            "staff": "w01",
            "from": "2026-03-04T10:00",
            "to": "2026-03-04T10:25",
            "cause": "none",
            "verified": True,
        }
    ],
}


def test_t2_t3_deadline_of_the_contract() -> None:
    assert answer_deadlines(json.dumps(DEADLINE).encode(), shipped(), Calendar.national()) == {
        "as_of": "2026-10-20T09:00",
        "cases": [
            {
                "id": "c1",
                "due": "2026-10-19",
                "overdue_days": ["2026-10-20"],
                "state": "overdue",
                "counted": [
                    "2026-09-30",
                    "2026-10-10",
                    "2026-10-12",
                    "2026-10-13",
                    "2026-10-14",
                    "2026-10-15",
                    "2026-10-16",
                    "2026-10-19",
                ],
                "unextended_due": "2026-10-14",
            }
        ],
    }


def test_as_of_comes_back_as_it_was_written() -> None:
    file = json.dumps({"as_of": "2026-10-20T09:00:00", "cases": []}).encode()
    assert answer_deadlines(file, shipped(), Calendar.national()) == {"as_of": "2026-10-20T09:00:00", "cases": []}


def test_pauses_extension_and_closed_may_be_missing_or_null() -> None:
    short = {"id": "c1", "kind": "limited", "accepted": "2026-09-29T10:00", "workdays": 5}
    nulls = {**short, "pauses": None, "extension": None, "closed": None}
    assert deadline(short, "2026-09-30T09:00") == deadline(nulls, "2026-09-30T09:00")
    assert deadline(short, "2026-09-30T09:00")["due"] == "2026-10-12"


def test_month_of_the_contract() -> None:
    result = answer(MONTH)
    (person,) = result["staff"]
    lines = person.pop("lines")
    assert person == {
        "id": "w01",
        "name": "王芳",
        "business": 6,
        "discipline": 3,
        "total": 9,
        "attendance_rate": 1.0,
        "days_due": 1,
        "days_present": 1,
        "awards_lost": True,
        "referrals": [],
    }
    assert [{key: line[key] for key in ("clause", "at", "points", "fact")} for line in lines] == [
        {"clause": "K1.2", "at": "2026-03-04", "points": 1, "fact": "consultation:q1"},
        {"clause": "K2.3", "at": "2026-03-04", "points": 1, "fact": "away:a1"},
        {"clause": "K1.5", "at": "2026-03-05", "points": 1, "fact": "rating:r1"},
        {"clause": "K1.5", "at": "2026-03-06", "points": 2, "fact": "complaint:p1"},
        {"clause": "K2.9", "at": "2026-03-07", "points": 2, "fact": "finding:f1"},
        {"clause": "K1.3", "at": "2026-03-10", "points": 1, "fact": "case:c1"},
        {"clause": "K1.4", "at": "2026-03-11", "points": 1, "fact": "task:t1"},
    ]
    assert result["month"] == "2026-03"
    assert [{key: one[key] for key in ("staff", "clause", "fact", "reason")} for one in result["pending"]] == [
        {"staff": "w01", "clause": "K2.1", "fact": "shift:2026-03-02T09:00", "reason": "missing_punch"}
    ]


def test_every_list_of_a_month_may_be_missing() -> None:
    result = answer({"month": "2026-03", "as_of": "2026-04-01T09:00"})
    assert (result["month"], result["staff"], result["pending"]) == ("2026-03", [], [])


def test_staff_without_facts_stand_in_the_order_of_the_input() -> None:
    staff = [{"id": "w9", "name": "甲"}, {"id": "w1", "name": "乙"}]
    result = answer({"month": "2026-03", "as_of": "2026-04-01T09:00", "staff": staff})
    assert [one["id"] for one in result["staff"]] == ["w9", "w1"]
    assert result["staff"][0] == {
        "id": "w9",
        "name": "甲",
        "business": 0,
        "discipline": 0,
        "total": 0,
        "attendance_rate": None,
        "days_due": 0,
        "days_present": 0,
        "awards_lost": False,
        "referrals": [],
        "lines": [],
    }
