"""八项承诺 and the kinds of reasons are data of a rulebook, read as strictly as the rest (服务承诺制度 第二、三条)."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from shouwen.rulebook.errors import RulebookError
from shouwen.rulebook.loading.folder import load
from shouwen.rulebook.shipped import DEFAULT, FOLDER, shipped

DAY = date(2026, 10, 9)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped rulebook that a test may change."""
    return shutil.copytree(FOLDER / DEFAULT, tmp_path / "rules")


def problems(folder: Path) -> list[str]:
    with pytest.raises(RulebookError) as refused:
        load(folder)
    return refused.value.lines()


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_p2_the_eight_promises_stand_in_the_words_of_the_regulation_each_with_a_category_of_complaints() -> None:
    promises = shipped().on(DAY).promises
    assert [(one.number, one.key, one.words) for one in promises] == [
        (1, "coldness", "不让来办事的人员在我这里受冷落"),
        (2, "delay", "不让工作的事项在我这里积压延误"),
        (3, "mistake", "不让工作的差错在我这里发生"),
        (4, "disclosure", "不让工作的机密在我这里泄露"),
        (5, "discord", "不让影响团结的言行在我身上出现"),
        (6, "unlawful", "不让违纪违法的行为在我身上发生"),
        (7, "image", "不让机关的形象因我受到影响"),
        (8, "interest", "不让群众的利益因我受到侵害"),
    ]
    assert {one.clause for one in promises} == {"P2"}
    assert len({one.complaint for one in promises}) == 8
    assert all(one.hint for one in promises)


def test_p3b_p3d_kinds_of_reasons_are_given_by_what_they_are_for() -> None:
    rules = shipped().on(DAY)
    assert [reason.words for reason in rules.reasons_for("promise")] == [
        "条件暂不具备",
        "等上级政策",
        "材料待补",
        "人手排期",
        "资金待拨",
        "其他",
    ]
    assert [reason.words for reason in rules.reasons_for("not_possible")] == ["政策", "资金", "规划", "其他"]
    assert [reason.key for reason in rules.reasons_for("moved")][-2:] == ["circumstances", "other"]


def test_p2_another_town_may_promise_something_else_from_a_later_day(folder: Path) -> None:
    path = folder / "promises.yaml"
    text = path.read_text(encoding="utf-8")
    eighth = text[text.index("- number: 8") :]
    later = eighth.replace("from: 2023-07-25", "from: 2027-01-01").replace(
        "不让群众的利益因我受到侵害", "群众的事当天回话"
    )
    path.write_text(text.rstrip("\n") + "\n  to: 2026-12-31\n\n" + later, encoding="utf-8")
    rulebook = load(folder)
    assert rulebook.on(date(2026, 12, 31)).promises[7].words == "不让群众的利益因我受到侵害"
    assert rulebook.on(date(2027, 1, 1)).promises[7].words == "群众的事当天回话"
    assert rulebook.content_hash != shipped().content_hash


def test_p2_a_town_without_promises_leaves_the_files_out(folder: Path) -> None:
    for name in ("promises.yaml", "reasons.yaml"):
        (folder / name).unlink()
    rules = load(folder).on(DAY)
    assert (rules.promises, rules.reasons, rules.reasons_for("promise")) == ((), (), ())


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("promises.yaml", "- number: 3", "- number: 2", "第2项承诺的起止日期与promises.yaml:10重叠"),
        ("promises.yaml", "- number: 8", "- number: 9", "缺少第8项承诺"),
        ("promises.yaml", "- number: 1\n", "- number: 一\n", "承诺的“number”应是1到20的整数"),
        ("promises.yaml", "key: delay", "key: coldness", "两项承诺用了同一个“key”"),
        ("promises.yaml", "key: delay", "key: 积压", "承诺的“key”只能用小写字母和下划线，2到20个"),
        ("promises.yaml", "clause: P2", "clause: P7", "承诺的“clause”提到的条款P7不存在"),
        ("promises.yaml", "  hint: 收钱收礼、要好处\n", "", "承诺缺少“hint”"),
        ("promises.yaml", "  hint: 收钱", "  measure: 收钱", "承诺不认识“measure”这个键"),
        (
            "reasons.yaml",
            "when: [moved]",
            "when: [later]",
            "原因的“when”不认识“later”，只能是：promise、moved、not_possible",
        ),
        ("reasons.yaml", "  when: [moved]\n", "", "原因的“when”至少要写一项"),
        ("reasons.yaml", "key: superior", "key: conditions", "conditions的起止日期与reasons.yaml:2重叠"),
        ("reasons.yaml", "clause: P3c", "clause: P3e", "原因的“clause”提到的条款P3e不存在"),
    ],
)
def test_p2_mistakes_are_named_by_file_and_line(folder: Path, name: str, old: str, new: str, words: str) -> None:
    change(folder, name, old, new)
    found = problems(folder)
    assert words in [re.sub(r"^[a-z.]+(:\d+)?: ", "", problem) for problem in found], found
    assert all(problem.startswith(name) for problem in found), found


def test_p2_a_number_keeps_its_key_so_that_counts_stay_comparable(folder: Path) -> None:
    path = folder / "promises.yaml"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    eighth = text[text.index("- number: 8") :]
    later = eighth.replace("2023-07-25", "2027-01-01").replace("key: interest", "key: gain")
    path.write_text(f"{text}\n  to: 2026-12-31\n\n{later}\n", encoding="utf-8")
    assert [problem.split(": ", 1)[1] for problem in problems(folder)] == ["第8项的“key”前后不一：interest、gain"]
