"""From the citation of a clause to the words it points to."""

from __future__ import annotations

from pathlib import Path

import pytest

from shouwen.regulations.parsing import parse_file
from shouwen.regulations.parsing.citations import citation_paths, cited_words, find_regime, regime_core


@pytest.mark.parametrize(
    ("citation", "paths"),
    [
        ("第三条", ("3",)),
        ("第五条(一)", ("5.1",)),
        ("第五条（四）", ("5.4",)),
        ("第六、七条", ("6", "7")),
        ("第三、五条", ("3", "5")),
        ("三(一)(5)", ("3.1.5",)),
        ("三（二）（10）", ("3.2.10",)),
        ("三、（二）、（3）", ("3.2.3",)),
        ("四", ("4",)),
        ("第五条之一（二）", ("5-1.2",)),
        ("第二十一条第二款", ("21",)),
        ("首问负责制 第五条（四）", ("5.4",)),
        ("附则", ()),
        ("", ()),
    ],
)
def test_citation_paths(citation: str, paths: tuple[str, ...]) -> None:
    assert citation_paths(citation) == paths


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("首问负责制", "首问负责"),
        ("首问负责制度", "首问负责"),
        ("《限时办结制度》", "限时办结"),
        ("窗口人员考核办法（试行）", "窗口人员考核"),
        ("一 次 性 告 知 制 度", "一次性告知"),
    ],
)
def test_core_of_a_regime_name(name: str, core: str) -> None:
    assert regime_core(name) == core


def test_regime_is_found_by_short_and_by_full_name(qingfengao: Path) -> None:
    regimes = parse_file(qingfengao).regimes
    assert find_regime(regimes, "首问负责制") is regimes[0]
    assert find_regime(regimes, "窗口人员考核制度") is regimes[3]
    assert find_regime(regimes, "自助办理制度") is None


def test_t3_words_of_two_articles_stand_one_under_the_other(qingfengao: Path) -> None:
    limits = parse_file(qingfengao).regimes[2]
    assert cited_words(limits, "第二、三条") == (
        "办不完的，到期前说明缘由。\n延期不超过五个工作日，只延一次。第二条规定的缘由要记录在案。"
    )


def test_citation_of_a_missing_article_gives_no_words(qingfengao: Path) -> None:
    limits = parse_file(qingfengao).regimes[2]
    assert cited_words(limits, "第三、五条") is None
    assert cited_words(limits, "附则") is None
