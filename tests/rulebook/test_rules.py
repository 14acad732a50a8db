"""What the shipped rulebook says, and how rules change from one day to the next."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.rulebook.contract_files import month_file

from shouwen.rulebook.contract.month_answer import answer_month
from shouwen.rulebook.loading.folder import load
from shouwen.rulebook.shipped import DEFAULT, FOLDER, shipped
from shouwen.workdays.calendar import Calendar

REGISTER = re.findall(
    r"\S+",
    """
F1 第二条 F2 第三条 F3 第三条 F4 第四条 F5 第五条（一） F6 第五条（二） F7 第五条（三） F8 第五条（四） F9 第六条
N1 第三条 N2 第四条 N3 第五条 N4 第六条 N5 第六、七条 N6 第七条
S1 第三条 S2 第四条 S3 第四条 S4 第五条 S5 第六条
P1 第一条 P2 第二条 P3a 第三条 P3b 第三条 P3c 第三条 P3d 第三条 P4 第四条
T1 第二条 T2 第四条 T3 第三、五条 T4 第五条
K1.1 三（一）（1） K1.2 三（一）（2） K1.3 三（一）（3） K1.4 三（一）（4） K1.5 三（一）（5）
K2.1 三（二）（1） K2.2 三（二）（2） K2.3 三（二）（3） K2.4 三（二）（4） K2.5 三（二）（5） K2.6 三（二）（6）
K2.7 三（二）（7） K2.8 三（二）（8） K2.9 三（二）（9） K2.10 三（二）（10） K3 四
""",
)
REGIMES = {
    "F": "首问负责制度",
    "N": "一次性告知制度",
    "S": "自助办理制度",
    "P": "服务承诺制度",
    "T": "限时办结制度",
    "K": "二坪镇便民服务中心工作人员考核制度",
}
TODAY = date(2026, 3, 2)


def test_every_clause_of_the_register_is_there_with_its_article() -> None:
    clauses = shipped().on(TODAY).clauses
    assert {clause.id: clause.article for clause in clauses.values()} == dict(
        zip(REGISTER[::2], REGISTER[1::2], strict=True)
    )
    assert {clause.id: clause.regime for clause in clauses.values()} == {one: REGIMES[one[0]] for one in clauses}


def test_every_clause_has_words_and_a_label_for_its_chip() -> None:
    for clause in shipped().clauses:
        assert len(clause.paraphrase) >= 8
        assert clause.paraphrase.endswith("。")
        assert 1 < len(clause.label) <= 14, clause.label


def test_labels_are_those_of_the_month_sheet() -> None:
    labels = [shipped().clause(one).label for one in ("K1.1", "K1.2", "K1.3", "K1.5", "K2.1", "K2.3", "K2.9")]
    assert labels == [
        "三（一）1 制度", "三（一）2 咨询", "三（一）3 超时", "三（一）5 评诉", "三（二）1 迟到", "三（二）3 旷工", "三（二）9 通报",
    ]  # fmt: skip


def test_k1_k2_parts_and_who_counts_what() -> None:
    rules = shipped().on(TODAY)
    assert {kind: clause.id for kind, clause in rules.counting.items()} == {
        "late_answer": "K1.2",
        "overdue_day": "K1.3",
        "late_task": "K1.4",
        "bad_rating": "K1.5",
        "complaint": "K1.5",
        "late": "K2.1",
        "early": "K2.1",
        "away_without_procedure": "K2.2",
        "away_without_cause": "K2.3",
        "absence": "K2.3",
    }
    assert {clause.id[:2]: clause.part for clause in rules.clauses.values() if clause.part} == {
        "K1": "business",
        "K2": "discipline",
    }
    assert [clause.id for clause in rules.clauses.values() if "finding" in clause.counts] == [
        "K1.1", "K1.4", "K2.2", "K2.4", "K2.5", "K2.6", "K2.7", "K2.8", "K2.9",
    ]  # fmt: skip


def test_k1_5_k2_6_k2_9_k2_10_what_comes_with_the_points() -> None:
    clause = shipped().on(TODAY).clauses
    assert clause["K1.5"].cap == 10
    assert clause["K2.6"].referral == "镇纪委"
    assert [one.id for one in clause.values() if one.awards_lost] == ["K2.9"]
    assert clause["K2.10"].applies == tuple(f"K2.{n}" for n in range(1, 10))
    assert clause["F9"].leads_to == ("K1.1", "K1.5")


def test_k3_assessment_year_is_the_calendar_year() -> None:
    assert shipped().assessment_year(date(2026, 1, 1)) == (date(2026, 1, 1), date(2026, 12, 31))
    assert shipped().assessment_year(date(2026, 12, 31)) == (date(2026, 1, 1), date(2026, 12, 31))


def test_k3_assessment_year_may_begin_in_another_month(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER / DEFAULT, tmp_path / "rules")
    limits = folder / "limits.yaml"
    limits.write_text(
        limits.read_text(encoding="utf-8").replace("value: 1\n  unit: 月", "value: 9\n  unit: 月"), encoding="utf-8"
    )
    assert load(folder).assessment_year(date(2026, 8, 31)) == (date(2025, 9, 1), date(2026, 8, 31))
    assert load(folder).assessment_year(date(2026, 9, 1)) == (date(2026, 9, 1), date(2027, 8, 31))


def test_clause_by_id() -> None:
    assert shipped().clause("T3").citation == "限时办结制度 第三、五条"
    assert shipped().clause("T3", date(2020, 1, 1)).id == "T3"
    with pytest.raises(KeyError, match="K4"):
        shipped().clause("K4")


def test_hash_tells_contents_not_layout(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER / DEFAULT, tmp_path / "rules")
    (folder / "clauses" / "K3.yaml").rename(folder / "clauses" / "A.yaml")
    title = folder / "rulebook.yaml"
    title.write_text("# 另一种写法\n" + title.read_text(encoding="utf-8").replace("to: null\n", ""), encoding="utf-8")
    assert load(folder).content_hash == shipped().content_hash
    assert len(shipped().content_hash) == 64
    assert shipped().with_reading("R1", "calendar").content_hash != shipped().content_hash
    assert shipped().with_reading("R1", "workdays").content_hash == shipped().content_hash


def test_answer_carries_the_hash() -> None:
    found: Any = answer_month(json.dumps(month_file()).encode(), shipped(), Calendar.national())
    assert found["rulebook"] == {
        "id": "erping-2023-87",
        "document": "二坪府〔2023〕87号",
        "hash": shipped().content_hash,
    }


@pytest.fixture
def changing(tmp_path: Path) -> Path:
    """A rulebook whose overdue day costs 1 point up to 15 March 2026 and 2 from the 16th; complaints are capped at 4 from then."""
    folder = shutil.copytree(FOLDER / DEFAULT, tmp_path / "rules")
    path = folder / "clauses" / "K1.yaml"
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    result = []
    for block in blocks:
        if "id: K1.3" in block or "id: K1.5" in block:
            result.append(block.replace("from: 2023-07-25", "from: 2023-07-25\n  to: 2026-03-15").rstrip())
            block = block.replace("from: 2023-07-25", "from: 2026-03-16")
            block = block.replace("overdue_day: {points: 1}", "overdue_day: {points: 2}").replace("cap: 10", "cap: 4")
        result.append(block.rstrip())
    path.write_text("\n\n".join(result) + "\n", encoding="utf-8")
    return folder


def test_k1_3_rules_change_in_the_middle_of_a_month(changing: Path) -> None:
    responsible = [{"staff": "w1", "from": "2026-03-01"}]
    case = {"id": "c1", "kind": "limited", "accepted": "2026-03-05T10:00", "workdays": 5, "closed": "2026-03-17T10:00"}
    complaints = [
        {"id": f"p{n}", "staff": "w1", "at": f"2026-03-{n}T10:00", "verified": True} for n in (13, 14, 16, 17)
    ]
    file = json.dumps(month_file(cases=[{**case, "responsible": responsible}], complaints=complaints)).encode()
    found: Any = answer_month(file, load(changing), Calendar.national())
    lines = [(one["clause"], one["at"], one["points"]) for one in found["staff"][0]["lines"]]
    assert lines == [
        ("K1.3", "2026-03-13", 1),
        ("K1.5", "2026-03-13", 2),
        ("K1.5", "2026-03-14", 2),
        ("K1.3", "2026-03-16", 2),
        ("K1.5", "2026-03-16", 0),
        ("K1.3", "2026-03-17", 2),
        ("K1.5", "2026-03-17", 0),
    ]


def test_a_day_outside_the_rulebook_is_judged_by_its_nearest_day() -> None:
    rulebook = shipped()
    assert rulebook.on(date(2010, 1, 1)) is rulebook.on(date(2023, 7, 25)) is rulebook.on(TODAY)
    assert [rulebook.in_force(day) for day in (date(2023, 7, 24), date(2023, 7, 25))] == [False, True]
