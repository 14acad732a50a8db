"""What was told to people, put together from the guide itself."""

from __future__ import annotations

from datetime import date

from shouwen.demo.shelf import Leaf


def requirements(leaf: Leaf) -> str:
    """Conditions, materials, time and fee in one breath (一次性告知制度 第四条)."""
    names = "、".join(material.name for material in leaf.needed(None)) or "材料"
    return f"一次说清了：要带{names}；{limit(leaf)}；{leaf.version.fee}。"


def limit(leaf: Leaf) -> str:
    """当场办结, or how many working days."""
    days = leaf.version.promised_limit
    return f"{days}个工作日内办好" if days else "材料齐了当场办"


def accepted(leaf: Leaf, due: date | None = None) -> str:
    """What is said when a case is accepted."""
    if due is None:
        return "材料收下了，当场就办。"
    return f"收下了，{leaf.version.promised_limit}个工作日内办好，{due.month}月{due.day}日前告诉您结果。"


def handed_over(window: str, name: str, minutes: int) -> str:
    """What is said when a person is led to another window."""
    return f"这件事归{window}，{name}会接着办，要带的东西由他一次说清。{minutes}分钟没人接，还是我来办。"
