"""人生大事: data of a file, read strictly; every item of the township's list belongs to one at least."""

from __future__ import annotations

from pathlib import Path

import pytest

from shouwen.catalogue.item_file import read_items
from shouwen.catalogue.life_events import LifeEventsError, life_event, life_events, read_life_events
from shouwen.demo.town import ITEMS_FILE

NAMES = {draft.code: draft.name for draft in read_items(ITEMS_FILE)}


def belonging(key: str) -> list[str]:
    event = life_event(key)
    assert event is not None
    return [code for code, name in NAMES.items() if event.has(name)]


def test_s1_every_item_belongs_to_a_life_event() -> None:
    without = [name for name in NAMES.values() if not any(event.has(name) for event in life_events())]

    assert without == []


@pytest.mark.parametrize(
    ("key", "codes"),
    [
        ("birth", ["YB01", "WJ01", "WJ02", "WJ03"]),
        ("illness", ["YB01", "YB02", "YB03", "YB04", "YB05"]),
        ("old_age", ["SB01", "SB02", "SB04", "SB05", "WJ02", "MZ04", "MZ07"]),
        ("disability", ["MZ05", "CL01"]),
        ("house", ["NY01", "GH01", "GH02", "GH03"]),
        ("land", ["NY02", "NY03", "LY01"]),
        ("army", ["TY01", "TY02"]),
        ("shop", ["JY04", "DQ04"]),
        ("after_death", ["SB03"]),
    ],
)
def test_s1_what_happened_leads_to_its_items(key: str, codes: list[str]) -> None:
    assert sorted(belonging(key)) == sorted(codes)


def test_the_twelve_stand_in_the_order_of_the_file() -> None:
    assert [event.name for event in life_events()] == [
        "生孩子", "上学就业", "看病", "养老", "残疾", "困难救助", "建房住房", "种地种树", "参军退役", "开店做生意",
        "办证和证明", "身后事",
    ]  # fmt: skip
    assert life_event("nothing") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- {key: a, name: 甲, words: [乙], colour: red}\n", "colour"),
        ("- {key: a, name: 甲, words: [乙]}\n- {key: a, name: 丙, words: [丁]}\n", "“a”写了两次"),
        ("- {key: a, name: 甲, words: []}\n", "“a”缺名称或词"),
        ("birth: 生孩子\n", "一件也没有"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "life_events.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(LifeEventsError, match=words):
        read_life_events(file)
