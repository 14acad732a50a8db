"""A rulebook is loaded strictly: every mistake is named by file and line, and none is guessed away."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from shouwen.rulebook.errors import RulebookError
from shouwen.rulebook.loading.folder import load
from shouwen.rulebook.shipped import DEFAULT, FOLDER, ids, shipped

Change = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped rulebook that a test may change."""
    return shutil.copytree(FOLDER / DEFAULT, tmp_path / "rules")


@pytest.fixture
def change(folder: Path) -> Change:
    """Replace one piece of text in a file of the copy; the piece must be there."""

    def replace(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def problems(folder: Path) -> list[str]:
    with pytest.raises(RulebookError) as refused:
        load(folder)
    return refused.value.lines()


def line_of(folder: Path, name: str, piece: str) -> int:
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if piece in line)


def test_copy_of_the_shipped_rulebook_is_the_same_rulebook(folder: Path) -> None:
    assert load(folder).content_hash == load(folder / "rulebook.yaml").content_hash == shipped().content_hash


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("clauses/F.yaml", "  label: 首问负责制 二\n", "  label: 首问负责制 二\n  lable: 二\n", "条款不认识“lable”这个键"),
        ("clauses/F.yaml", "  label: 首问负责制 二\n", "  label: 二\n  label: 二\n", "条款的键“label”写了两次"),
        ("clauses/F.yaml", "- id: F1\n", "- id: 首问\n", "条款的“id”“首问”不像条款编号，如K1.3"),
        ("clauses/F.yaml", "leads_to: [K1.1, K1.5]", "leads_to: [K1.1, K1.7]", "条款的“leads_to”提到的条款K1.7不存在"),
        ("clauses/F.yaml", "leads_to: [K1.1, K1.5]", "leads_to: K1.1", "条款的“leads_to”应是列表，不能空"),
        ("clauses/F.yaml", "leads_to: [K1.1, K1.5]", "leads_to: [K1.1, K1.1]", "条款的“leads_to”里有一项写了两次"),
        ("clauses/F.yaml", "leads_to: [K1.1, K1.5]", "leads_to: [1]", "条款的“leads_to”里的每一项都应是文字，不能空"),
        ("clauses/K1.yaml", "finding: {points: 1}", "finding: {points: many}", "finding的“points”应是0到100的整数"),
        ("clauses/K1.yaml", "finding: {points: 1}", "finding: {points: 1.0}", "finding的“points”应是0到100的整数"),
        ("clauses/K1.yaml", "finding: {points: 1}", "finding: {points: 0x1}", "finding的“points”应是0到100的整数"),
        ("clauses/K1.yaml", "finding: {points: 1}", "finding: {points: -1}", "finding的“points”应是0到100的整数"),
        ("clauses/K1.yaml", "finding: {points: 1}", "finding: {}", "finding缺少“points”"),
        ("clauses/K1.yaml", "finding: {points: 1}", "finding: 1", "finding应是“键: 值”的形式"),
        ("clauses/K1.yaml", "late_answer: {points: 1}", "late_reply: {points: 1}", "counts不认识“late_reply”这个键"),
        ("clauses/K1.yaml", "levels: [1, 2]", "levels: [1, 7]", "bad_rating的“levels”应列出算作差评的级别，1到5"),
        ("clauses/K1.yaml", "needs_verification: true", "needs_verification: yes", "条款的“needs_verification”应是true或false"),
        ("clauses/K1.yaml", "part: business", "part: busy", "条款的“part”只能是：business、discipline"),
        ("clauses/K1.yaml", "cap: 10", "cap: 0", "条款的“cap”应是1到100的整数"),
        ("clauses/K2.yaml", "{up_to: 60, points: 2}", "{up_to: 30, points: 2}", "bands的“up_to”应比上一档大"),
        ("clauses/K2.yaml", "beyond: absence", "beyond: nothing", "late的“beyond”只能是：absence"),
        ("clauses/K2.yaml", "level: province", "level: county", "by_level的“level”只能是：town、district、city、province"),
        ("clauses/K3.yaml", "from: 2023-07-25", "from: 2023-02-30", "条款的“from”应是日期，如2023-07-25"),
        ("clauses/K3.yaml", "from: 2023-07-25", "from: 2023-07-25\n  to: 2023-07-24", "条款的“to”早于“from”"),
        ("limits.yaml", "value: 5", "value: 05", "数额的“value”应是0到366的整数"),
        ("limits.yaml", "clause: T2", "clause: T7", "数额的“clause”提到的条款T7不存在"),
        ("readings.yaml", "setting: workdays", "setting: moon", "读法的“setting”只能是：workdays、calendar"),
        ("readings.yaml", "    calendar: 自然日都算", "    lunar: 自然日都算", "allowed不认识“lunar”这个键"),
        ("readings.yaml", "- id: R6", "- id: R66", "读法的“id”只能是：R1、R2、R3、R4、R5、R6、R7、R8、R9、R10、R11、R12、R13"),
        ("rulebook.yaml", "name: 二坪镇便民服务中心六项制度", "name: ''", "规则的“name”应是文字，不能空"),
        ("rulebook.yaml", "id: erping-2023-87", "id: Erping_87", "规则的“id”只能用小写字母、数字和横线，最多60个"),
        ("rulebook.yaml", "id: erping-2023-87", "id: 202387", "规则的“id”应是文字，不能空"),
    ],
)  # fmt: skip
def test_mistakes_are_named_by_file_and_line(
    folder: Path, change: Change, name: str, old: str, new: str, words: str
) -> None:
    change(name, old, new)
    found = problems(folder)
    assert [problem for problem in found if problem.split(": ", 1)[1] == words], found
    assert all(problem.split(":")[0] == name and int(problem.split(":")[1]) > 0 for problem in found), found


def test_the_line_is_that_of_the_mistake(folder: Path, change: Change) -> None:
    change("clauses/K2.yaml", "referral: 镇纪委", "referal: 镇纪委")
    line = line_of(folder, "clauses/K2.yaml", "referal")
    assert problems(folder) == [f"clauses/K2.yaml:{line}: 条款不认识“referal”这个键"]


def test_all_mistakes_of_all_files_are_told_at_once(folder: Path, change: Change) -> None:
    change("rulebook.yaml", "to: null", "until: null")
    change("clauses/P.yaml", "article: 第一条", "artikel: 第一条")
    change("limits.yaml", "value: 60", "value: long")
    assert [problem.split(":")[0] for problem in problems(folder)] == [
        "clauses/P.yaml",
        "clauses/P.yaml",
        "limits.yaml",
        "rulebook.yaml",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"- id: [", "clauses/T.yaml:2: 不是合法的YAML"),
        (b"- id: a\n\tb: c\n", "clauses/T.yaml:2: 不是合法的YAML"),
        (b"- {id: T1}\n---\n- {id: T2}\n", "clauses/T.yaml:2: 不是合法的YAML"),
        (b"\xff\xfe\x00", "clauses/T.yaml: 不是UTF-8编码"),
        (b"\x00", "clauses/T.yaml: 不是合法的YAML"),
        (b"", "clauses/T.yaml: 文件是空的"),
        (b"# nothing\n", "clauses/T.yaml: 文件是空的"),
        (b"id: T1\n", "clauses/T.yaml:1: 应是条款的列表"),
        (b"- T1\n", "clauses/T.yaml:1: 条款应是“键: 值”的形式"),
        (b"- {1: a}\n", "clauses/T.yaml:1: 条款的键应是文字"),
        (b"- &a [*a]\n", "clauses/T.yaml:1: 条款应是“键: 值”的形式"),
        (b"- !!python/object:os.system {id: T1}\n", "clauses/T.yaml:1: 条款应是“键: 值”的形式"),
    ],
)
def test_what_is_no_readable_yaml(folder: Path, content: bytes, words: str) -> None:
    (folder / "clauses" / "T.yaml").write_bytes(content)
    found = problems(folder)
    assert [problem for problem in found if problem.startswith(words)], found
    assert {problem.split(":")[0] for problem in found} == {"clauses/T.yaml"}


def test_versions_that_overlap_are_refused(folder: Path) -> None:
    clauses = folder / "clauses" / "K3.yaml"
    text = clauses.read_text(encoding="utf-8")
    block = text[text.index("- id: K3") :]
    ended = text.replace("from: 2023-07-25", "from: 2023-07-25\n  to: 2025-12-31")
    clauses.write_text(ended + block.replace("from: 2023-07-25", "from: 2025-12-31"), encoding="utf-8")
    assert problems(folder) == ["clauses/K3.yaml:9: K3的起止日期与clauses/K3.yaml:2重叠"]
    clauses.write_text(ended + block.replace("from: 2023-07-25", "from: 2026-01-01"), encoding="utf-8")
    assert [clause.since for clause in load(folder).clauses if clause.id == "K3"] == [
        date(2023, 7, 25),
        date(2026, 1, 1),
    ]


def test_same_clause_in_two_files_is_an_overlap(folder: Path) -> None:
    shutil.copy(folder / "clauses" / "K3.yaml", folder / "clauses" / "Z.yaml")
    assert problems(folder) == ["clauses/Z.yaml:2: K3的起止日期与clauses/K3.yaml:2重叠"]


def test_setting_or_number_that_is_missing_for_a_day_is_refused(folder: Path, change: Change) -> None:
    change("limits.yaml", "from: 2023-07-25", "from: 2023-08-01")
    change(
        "readings.yaml", "clauses: [K1.3]\n  from: 2023-07-25", "clauses: [K1.3]\n  from: 2023-07-25\n  to: 2024-06-30"
    )
    assert problems(folder) == [
        "limits.yaml: 在2023-07-25这一天缺少“extension_max_workdays”",
        "readings.yaml: 在2024-07-01这一天缺少“R1”",
    ]


def test_kind_of_fact_that_nobody_or_everybody_counts_is_refused(folder: Path, change: Change) -> None:
    change("clauses/K1.yaml", "    complaint: {points: 2}\n", "")
    change("clauses/K1.yaml", "late_answer: {points: 1}", "late_answer: {points: 1}\n    late_task: {points: 1}")
    assert problems(folder) == [
        "clauses/: 2023-07-25起没有条款计“complaint”",
        f"clauses/K1.yaml:{line_of(folder, 'clauses/K1.yaml', 'id: K1.4')}: “late_task”已由K1.2计分，不能再由K1.4计",
    ]


def test_files_with_names_that_nobody_reads_are_refused(folder: Path) -> None:
    (folder / "limit.yaml").write_text("[]", encoding="utf-8")
    (folder / "clauses" / "X.yml").write_text("[]", encoding="utf-8")
    (folder / "README.md").write_text("说明", encoding="utf-8")
    assert problems(folder) == ["clauses/X.yml: 不认识这个文件", "limit.yaml: 不认识这个文件"]


def test_missing_files_and_folders(tmp_path: Path, folder: Path) -> None:
    assert problems(tmp_path / "none") == [f"{tmp_path / 'none'}: 找不到这个规则文件夹或文件"]
    assert problems(folder / "limits.yaml") == [
        f"{folder / 'limits.yaml'}: 不是规则：请给出规则文件夹，或其中的rulebook.yaml"
    ]
    (folder / "limits.yaml").unlink()
    shutil.rmtree(folder / "clauses")
    assert [problem.split("：")[0] for problem in problems(folder)][:2] == [
        "clauses/: 里面没有条款文件（*.yaml）",
        "limits.yaml: 读不了",
    ]


def test_shipped_rulebooks_are_known_by_name() -> None:
    assert ids() == [DEFAULT]
    with pytest.raises(RulebookError, match="随软件附带的规则里没有它"):
        shipped("../rulebooks")
