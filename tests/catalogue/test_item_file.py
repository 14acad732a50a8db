"""A file of items is read strictly: every mistake with file and line, and what to do; nothing of it is used then."""

from __future__ import annotations

from pathlib import Path

import pytest

from shouwen.catalogue.enums import ItemKind, MaterialForm
from shouwen.catalogue.guide import Guide, GuideMaterial
from shouwen.catalogue.item_file import ItemDraft, ItemFileError, read_items
from shouwen.demo.town import ITEMS_FILE

HEAD = "domains:\n  民政: 4\nitems:\n"
ITEM = """\
- code: MZ04
  name: 高龄津贴认定
  domain: 民政
  kind: promised
  legal: 20
  promised: 10
  conditions: 年满80周岁
  steps: [申请, 核定]
  situations: [本人办理, 他人代办]
  materials:
  - [居民身份证, copy, required, 本人携带, 2]
  - [委托书, original, "situational:他人代办", 窗口免费提供样表]
"""
CLOSING = "一项也没有装入。照上面的行号改好文件，再装一次。"


def problems_of(path: Path, text: str | bytes) -> list[str]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ItemFileError) as caught:
        read_items(path)
    lines = caught.value.lines()
    assert lines[-1] == CLOSING
    return lines[:-1]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "items.yaml"


def test_one_item_is_read_whole(file: Path) -> None:
    file.write_text(HEAD + ITEM)
    guide = Guide(
        kind=ItemKind.PROMISED,
        legal_limit=20,
        promised_limit=10,
        conditions="年满80周岁",
        steps=("申请", "核定"),
        situations=("本人办理", "他人代办"),
        materials=(
            GuideMaterial("居民身份证", MaterialForm.COPY, "本人携带", copies=2),
            GuideMaterial("委托书", MaterialForm.ORIGINAL, "窗口免费提供样表", "他人代办"),
        ),
    )
    assert read_items(file) == [ItemDraft("MZ04", "高龄津贴认定", "民政", 4, (), guide)]


def test_the_towns_forty_items_can_all_be_told_at_once() -> None:
    drafts = read_items(ITEMS_FILE)
    assert len(drafts) == 40
    assert sum(draft.guide.kind == ItemKind.INSTANT for draft in drafts) == 13
    assert all(draft.everyday_words and draft.guide.basis and len(draft.guide.steps) >= 2 for draft in drafts)
    assert {draft.code: draft.window for draft in drafts if draft.domain in {"党群综合", "就业"}} == {
        "DQ01": 1, "DQ02": 1, "DQ03": 1, "DQ04": 6, "JY01": 6, "JY02": 6, "JY03": 6, "JY04": 6,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  legal: 20\n", "  legal: 20\n  days: 3\n", "items.yaml:9: 事项不认识“days”这个键"),
        ("  legal: 20\n", "  legal: 20\n  legal: 21\n", "items.yaml:9: 事项的键“legal”写了两次"),
        ("kind: promised", "kind: slow", "items.yaml:7: 事项的“kind”只能是：instant、promised"),
        ("kind: promised", "kind: instant", "items.yaml:9: 即办件（instant）当场办结，“promised”应是 0，这里写的是 10"),
        ("promised: 10", "promised: 0", "items.yaml:9: 承诺件（promised）的“promised”至少是 1 个工作日"),
        ("legal: 20", "legal: 5", "items.yaml:8: 事项的“legal”比承诺的时限短，承诺不能超过法定时限"),
        ("legal: 20", "legal: 二十", "items.yaml:8: 事项的“legal”应是1到366的整数"),
        ("domain: 民政", "domain: 林业", "items.yaml:6: 事项的“domain”只能是：民政"),
        ("  conditions: 年满80周岁\n", "", "items.yaml:4: 事项缺少“conditions”"),
        ("  steps: [申请, 核定]\n", "", "items.yaml:4: 事项缺少“steps”，请写办理流程"),
        (
            "situational:他人代办",
            "situational:代办",
            "items.yaml:15: 材料“委托书”写的“situational:代办”不对，应是 required 或 situational:情形，情形有：本人办理、他人代办",
        ),
        ("copy, required", "scan, required", "items.yaml:14: 材料“居民身份证”的形式只能是：original、copy、form，这里写的是“scan”"),
        ("本人携带, 2", "本人携带, 0", "items.yaml:14: 材料“居民身份证”的份数应是 1 到 20 的整数"),
        (
            "[居民身份证, copy, required, 本人携带, 2]",
            "居民身份证",
            "items.yaml:14: 材料要写成 [名称, original或copy或form, required或situational:情形, 怎么取得]",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(file: Path, old: str, new: str, problem: str) -> None:
    assert old in ITEM
    assert problems_of(file, HEAD + ITEM.replace(old, new)) == [problem]


def test_a_code_twice_names_both_lines(file: Path) -> None:
    assert problems_of(file, HEAD + ITEM + ITEM) == ["items.yaml:16: 编码“MZ04”和第 4 行的重了，请换一个"]


def test_all_mistakes_are_named_at_once(file: Path) -> None:
    text = HEAD + ITEM.replace("legal: 20", "legal: 5").replace("name: 高龄津贴认定", "name: ''")
    assert problems_of(file, text) == [
        "items.yaml:5: 事项的“name”应是文字，不能空",
        "items.yaml:8: 事项的“legal”比承诺的时限短，承诺不能超过法定时限",
    ]


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        (b"items: [\n", "items.yaml:2: 不是合法的YAML："),
        ("编码".encode("gb18030"), "items.yaml: 不是UTF-8编码"),
        (b"", "items.yaml: 文件是空的"),
        (b"- 1\n", "items.yaml:1: 事项清单应是“键: 值”的形式"),
        (b"domains: {A: 1}\n", "items.yaml:1: 事项清单缺少“items”，或里面一项也没有"),
    ],
)
def test_an_unreadable_file_is_refused(file: Path, content: bytes, beginning: str) -> None:
    assert problems_of(file, content)[0].startswith(beginning)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ItemFileError) as caught:
        read_items(tmp_path / "none.yaml")
    assert caught.value.lines()[0] == "none.yaml: 读不了：No such file or directory"
