"""Words about limits and materials, as a clerk says them."""

from __future__ import annotations

from typing import Any

from shouwen.inquiries.notice_paper import special_procedures


def promised_words(version: Any) -> str:
    """承诺 20 个工作日; 当场办好 for an instant item (限时办结制度 第四条)."""
    return f"{version.promised_limit} 个工作日" if version.promised_limit else "当场办好"


def legal_words(version: Any) -> str:
    """法定 30 个工作日: the limit of the law, which no promise may pass."""
    return f"{version.legal_limit} 个工作日"


def uncounted_words(version: Any) -> str:
    """现场踏勘、公示 5 天: what isn't counted in the limit (reading R9); empty where nothing is."""
    return "、".join(special_procedures(version))
