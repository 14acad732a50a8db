"""同义词: words of people and words of the guides that mean the same. The first word of a line of
synonyms.txt names the group."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("synonyms.txt")
_STOP = """
办理 申请 受理 登记 认定 初审 审核 确认 给付 核准 开具 审批 资格 对象 待遇 信息 人员 证明 办证 想办 怎么 怎么办 怎样
哪里 哪些 什么 东西 材料 需要 知道 可以 我们 他们 家里 家庭 现在 今年 去年 以前 请问 问下 一下 这个 那个
城乡 居民 城乡居民 基本 农村 村民 农村村民 有没有 没有
"""
SAY_NOTHING = frozenset(_STOP.split())
"""Words that nearly every matter has, or none."""


@cache
def _lines() -> tuple[tuple[str, ...], ...]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if line.strip() and not line.startswith("#"))


@cache
def groups() -> dict[str, str]:
    """Each word with the name of its group."""
    return {word: line[0] for line in _lines() for word in line}


@cache
def pattern() -> re.Pattern[str]:
    """Finds the words of all groups in running text, the longest at each place."""
    return re.compile("|".join(re.escape(word) for word in sorted(groups(), key=len, reverse=True)))
