"""Files that break the contract: every breach is told, with its JSON path."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.rulebook.contract_files import case, instant, month_file, refusals

from shouwen.rulebook.contract.values import FIRST_YEAR, LAST_YEAR
from shouwen.workdays import FIRST_DAY, LAST_DAY

AT = "2026-03-02T10:00"
PAUSE = {"from": "2026-03-04", "to": "2026-03-05", "reason": "听证"}
EXTENSION = {"workdays": 2, "asked": AT, "told": AT, "reason": "会审"}


def refused_clock(one: Any) -> list[str]:
    return refusals({"as_of": AT, "cases": [one]}, "deadline")


def without(one: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != key}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "$: 是空的，应是JSON"),
        (b" \n ", "$: 是空的，应是JSON"),
        (b"{", "$: 不是合法的JSON，第1行第2列读不下去"),
        (b'{\n "month": }', "$: 不是合法的JSON，第2行第11列读不下去"),
        (b"\x89PNG\r\n\x1a\n\x00", "$: 不是UTF-8编码的文字，第1个字节读不出"),
        ('{"month": "三月"}'.encode("gbk"), "$: 不是UTF-8编码的文字，第12个字节读不出"),
        (b"[" * 200_000, "$: 不是合法的JSON，括号套得太深"),
        (b'{"month": ' + b"9" * 5000 + b"}", "$: 不是合法的JSON，里面有位数太多的数字"),
        (b"[]", "$: 应是对象（{…}）"),
        (b"null", "$: 应是对象（{…}）"),
        (b'{"month": "2026-03", "as_of": "2026-04-01T09:00"} {}', "$: 不是合法的JSON，第1行第51列读不下去"),
    ],
)
def test_what_is_not_json(data: bytes, words: str) -> None:
    assert refusals(data)[0] == words


def test_byte_order_mark_of_a_windows_editor_is_no_breach() -> None:
    data = "\ufeff".encode() + json.dumps({"month": "2026-3", "as_of": AT}).encode()
    assert refusals(data) == ["month: 应是月份，如2026-03，不是2026-3"]


def test_key_written_twice_is_told_with_its_path() -> None:
    data = b'{"as_of": "2026-03-02T10:00", "cases": [{"id": "a", "id": "b", "kind": "instant", "accepted": "2026-03-02T10:00"}]}'
    assert refusals(data, "deadline") == ["cases[0].id: 同一个键写了两次"]


def test_all_problems_are_told_at_once() -> None:
    file = {
        "as_of": "2026-03-02",
        "extra": 1,
        "cases": [
            {"id": "a", "kind": "urgent", "accepted": AT},
            {"id": "a", "kind": "limited", "accepted": "昨天", "workdays": 0, "colour": "red"},
            7,
        ],
    }
    assert refusals(file, "deadline") == [
        "as_of: 应是当地时间，如2026-03-02T09:00，不带时区，不是2026-03-02",
        "extra: 约定里没有这个键",
        "cases[0].kind: 应是instant、limited之一，不是urgent",
        "cases[1].accepted: 应是当地时间，如2026-03-02T09:00，不带时区，不是昨天",
        "cases[1].workdays: 至少是1",
        "cases[1].colour: 约定里没有这个键",
        "cases[1].id: 和cases[0].id重复：a",
        "cases[2]: 应是对象（{…}）",
    ]


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-02T10:00Z", "2026-03-02T10:00+08:00", "2026-03-02 10:00", "2026-03-02T10", "2026-03-02T24:00",
        "2026-02-29T10:00", "2026-03-02T10:60", "20260302T1000", "2026-W10-1T10:00", "2026-03-02T10:00:00.5",
        "2026-03-02T1０:00", "", 20260302, None, True, [], float("nan"),
    ],
)  # fmt: skip
def test_times_are_local_times_without_offset(value: Any) -> None:
    (line,) = refused_clock(instant(value))
    assert line.startswith("cases[0].accepted: 应是当地时间，如2026-03-02T09:00，不带时区，不是")


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("id", "", "cases[0].id: 不能空"),
        ("id", 7, "cases[0].id: 应是文字"),
        ("id", "\ud83d", "cases[0].id: 含有不成字符的编码"),
        ("kind", None, "cases[0].kind: 应是instant、limited之一，不是null"),
        ("kind", [], "cases[0].kind: 应是instant、limited之一，不是list"),
        ("workdays", True, "cases[0].workdays: 应是整数"),
        ("workdays", 5.0, "cases[0].workdays: 应是整数"),
        ("workdays", "5", "cases[0].workdays: 应是整数"),
        ("workdays", None, "cases[0].workdays: 缺少这个键：limited要写明几个工作日"),
        ("workdays", -1, "cases[0].workdays: 至少是1"),
        ("workdays", 10**9, "cases[0].workdays: 算出的到期日超出了日历的范围（1990年至2200年）"),
        ("accepted", "1949-10-01T15:00", "cases[0].accepted: 应在1990年至2200年之间"),
        ("accepted", "9999-12-31T23:59", "cases[0].accepted: 应在1990年至2200年之间"),
        ("closed", "2026-03-02T09:59", "cases[0].closed: 早于accepted"),
        ("closed", "2026-03-05", "cases[0].closed: 应是当地时间，如2026-03-02T09:00，不带时区，不是2026-03-05"),
        ("pauses", {}, "cases[0].pauses: 应是列表（[…]）"),
        ("pauses", [{**PAUSE, "to": "2026-03-03"}], "cases[0].pauses[0].to: 早于from"),
        ("pauses", [PAUSE, without(PAUSE, "reason")], "cases[0].pauses[1].reason: 缺少这个键"),
        ("pauses", [{**PAUSE, "from": AT}], f"cases[0].pauses[0].from: 应是日期，如2026-03-02，不是{AT}"),
        ("pauses", [{**PAUSE, "to": "2026-02-30"}], "cases[0].pauses[0].to: 没有2026-02-30这一天"),
        ("pauses", [{**PAUSE, "days": 1}], "cases[0].pauses[0].days: 约定里没有这个键"),
        ("extension", [], "cases[0].extension: 应是对象（{…}）"),
        ("extension", without(EXTENSION, "told"), "cases[0].extension.told: 缺少这个键"),
        ("extension", {**EXTENSION, "workdays": 2.5}, "cases[0].extension.workdays: 应是整数"),
        (
            "extension",
            {**EXTENSION, "asked": None},
            "cases[0].extension.asked: 应是当地时间，如2026-03-02T09:00，不带时区，不是null",
        ),
    ],
)
def test_values_out_of_range(key: str, value: Any, line: str) -> None:
    assert refused_clock({**case(AT), key: value}) == [line]


@pytest.mark.parametrize("key", ["id", "kind", "accepted"])
def test_missing_keys_of_a_case(key: str) -> None:
    assert refused_clock(without(case(AT), key)) == [f"cases[0].{key}: 缺少这个键"]


def test_missing_keys_of_a_file() -> None:
    assert refusals({}, "deadline") == ["as_of: 缺少这个键", "cases: 缺少这个键"]
    assert refusals({}) == ["month: 缺少这个键", "as_of: 缺少这个键"]
    assert refusals({"as_of": AT, "cases": None}, "deadline") == ["cases: 应是列表（[…]）"]


def test_workdays_stand_with_limited_and_only_there() -> None:
    assert refused_clock(without(case(AT), "workdays")) == ["cases[0].workdays: 缺少这个键：limited要写明几个工作日"]
    assert refused_clock(instant(AT, workdays=3)) == ["cases[0].workdays: instant不能写这个键"]


def test_extension_beyond_the_rules_is_an_answer_not_a_breach() -> None:
    with pytest.raises(pytest.fail.Exception):
        refused_clock(case(AT, extension={**EXTENSION, "workdays": 6}))


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "2026-3", "26-03", "2026-03-01", 202603, None])
def test_month_out_of_range(month: Any) -> None:
    (line,) = refusals({"month": month, "as_of": AT})
    assert line.startswith("month: 应是月份，如2026-03，不是")


FACTS: dict[str, dict[str, Any]] = {
    "shifts": {"staff": "w1", "start": "2026-03-02T09:00", "end": "2026-03-02T12:00"},
    "punches": {"staff": "w1", "at": AT},
    "leave": {"staff": "w1", "kind": "sick", "from": AT, "to": AT},
    "consultations": {"id": "x", "staff": "w1", "asked": AT, "workdays": 1, "answered": None, "verified": True},
    "tasks": {"id": "x", "staff": "w1", "due": "2026-03-10", "done": None, "verified": True},
    "ratings": {"id": "x", "staff": "w1", "at": AT, "level": 2, "verified": True},
    "complaints": {"id": "x", "staff": "w1", "at": AT, "verified": True},
    "findings": {"id": "x", "staff": "w1", "clause": "K1.1", "at": AT, "verified": True},
    "away": {"id": "x", "staff": "w1", "from": AT, "to": AT, "cause": "none", "verified": True},
}


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, fact in FACTS.items() for key in fact])
def test_missing_keys_of_every_fact(name: str, key: str) -> None:
    assert refusals(month_file(**{name: [without(FACTS[name], key)]})) == [f"{name}[0].{key}: 缺少这个键"]


@pytest.mark.parametrize("name", FACTS)
def test_unknown_key_and_unknown_staff_of_every_fact(name: str) -> None:
    file = month_file(**{name: [{**FACTS[name], "staff": "w7", "note": ""}]})
    assert sorted(refusals(file)) == [f"{name}[0].note: 约定里没有这个键", f"{name}[0].staff: staff名单里没有w7"]


@pytest.mark.parametrize("name", [name for name, fact in FACTS.items() if "id" in fact])
def test_id_twice_in_a_list(name: str) -> None:
    file = month_file(**{name: [FACTS[name], {**FACTS[name], "id": "y"}, FACTS[name]]})
    assert refusals(file) == [f"{name}[2].id: 和{name}[0].id重复：x"]


@pytest.mark.parametrize("name", FACTS)
def test_lists_that_are_no_lists(name: str) -> None:
    assert refusals(month_file(**{name: None})) == [f"{name}: 应是列表（[…]）"]
    assert refusals(month_file(**{name: [None]})) == [f"{name}[0]: 应是对象（{{…}}）"]


@pytest.mark.parametrize(
    ("name", "change", "line"),
    [
        ("shifts", {"end": "2026-03-02T08:59"}, "shifts[0].end: 应晚于start"),
        ("shifts", {"end": "2026-03-02T09:00"}, "shifts[0].end: 应晚于start"),
        ("leave", {"to": "2026-03-02T09:59"}, "leave[0].to: 早于from"),
        ("leave", {"kind": ""}, "leave[0].kind: 不能空"),
        ("away", {"to": "2026-03-02T09:59"}, "away[0].to: 早于from"),
        ("away", {"cause": "coffee"}, "away[0].cause: 应是none、no_procedure之一，不是coffee"),
        ("away", {"verified": 1}, "away[0].verified: 应是true或false"),
        ("ratings", {"level": 0}, "ratings[0].level: 应是1到5的整数"),
        ("ratings", {"level": 6}, "ratings[0].level: 应是1到5的整数"),
        ("ratings", {"level": True}, "ratings[0].level: 应是整数"),
        ("ratings", {"verified": None}, "ratings[0].verified: 应是true或false"),
        ("consultations", {"answered": "2026-03-02T09:59"}, "consultations[0].answered: 早于asked"),
        ("consultations", {"workdays": 0}, "consultations[0].workdays: 至少是1"),
        ("consultations", {"workdays": 10**7}, "consultations[0].workdays: 算出的到期日超出了日历的范围（1990年至2200年）"),
        ("tasks", {"done": AT}, f"tasks[0].done: 应是日期，如2026-03-02，不是{AT}"),
        ("findings", {"clause": "K9.9"}, "findings[0].clause: 规则里没有K9.9这一条"),
        ("findings", {"clause": "K1.3"}, "findings[0].clause: K1.3不按线索计分"),
        ("findings", {"clause": "F8"}, "findings[0].clause: F8不按线索计分"),
        ("findings", {"clause": "K2.9"}, "findings[0].level: 缺少这个键：K2.9要写明哪一级发现的"),
        ("findings", {"clause": "K2.9", "level": "county"}, "findings[0].level: 应是town、district、city、province之一，不是county"),
        ("findings", {"act": 7}, "findings[0].act: 应是文字"),
    ],
)  # fmt: skip
def test_values_of_facts_out_of_range(name: str, change: dict[str, Any], line: str) -> None:
    assert refusals(month_file(**{name: [{**FACTS[name], **change}]})) == [line]


def test_responsible_people_of_a_case() -> None:
    one = case(AT, responsible=[{"staff": "w1", "from": "2026-03-01"}, {"staff": "w7", "from": AT}, {"staff": "w1"}])
    assert refusals(month_file(cases=[one])) == [
        f"cases[0].responsible[1].from: 应是日期，如2026-03-02，不是{AT}",
        "cases[0].responsible[1].staff: staff名单里没有w7",
        "cases[0].responsible[2].from: 缺少这个键",
    ]


def test_staff_that_can_not_be_read_does_not_bury_the_cause_under_its_consequences() -> None:
    file = month_file(staff=[{"id": "w1"}, {"id": "w2", "name": "乙"}], punches=[FACTS["punches"]])
    assert refusals(file) == ["staff[0].name: 缺少这个键"]


def test_staff_id_twice() -> None:
    assert refusals(month_file(staff=[{"id": "w1", "name": "甲"}] * 2)) == ["staff[1].id: 和staff[0].id重复：w1"]


def test_every_problem_is_one_line() -> None:
    evil = {"as_of": "a\nb\u2028c", "cases": [], "x\ny\u0085": 1, "a.b": 1, "": 1, "键": 1}
    lines = refusals(evil, "deadline")
    assert [len(line.splitlines()) for line in lines] == [1] * 5
    assert [line.split(": ")[0] for line in lines] == ["as_of", '["x\\ny\\u0085"]', "[a.b]", "[]", "键"]


def test_long_values_are_cut_in_messages() -> None:
    (line,) = refused_clock(instant("长" * 1000))
    assert line == f"cases[0].accepted: 应是当地时间，如2026-03-02T09:00，不带时区，不是{'长' * 40}…"


def test_years_of_the_contract_are_those_of_the_calendar() -> None:
    assert (FIRST_DAY.year, LAST_DAY.year) == (FIRST_YEAR, LAST_YEAR)
    assert ((FIRST_DAY.month, FIRST_DAY.day), (LAST_DAY.month, LAST_DAY.day)) == ((1, 1), (12, 31))
