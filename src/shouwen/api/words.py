"""Words of a fault in a request, by the kind of fault; plain Chinese for whoever connects a system."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

KEY_PATTERN = r"^[0-9A-Za-z_.:-]{8,80}$"
"""How an Idempotency-Key looks."""
MONTH_PATTERN = r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"
_PATTERNS = {
    KEY_PATTERN: "要 8 到 80 个字符，只用英文字母、数字和 _ . : -",
    MONTH_PATTERN: "要写成 2026-10 这样",
}
_WORDS: dict[str, str | Callable[[Mapping[str, Any]], str]] = {
    "missing": "没有写",
    "extra_forbidden": "没有这一项",
    "string_type": "要写文字",
    "string_unicode": "不是 UTF-8 文字",
    "string_too_short": lambda of: "不能空着" if of["min_length"] == 1 else f"至少 {of['min_length']} 个字",
    "string_too_long": lambda of: f"最多 {of['max_length']} 个字",
    "string_pattern_mismatch": lambda of: _PATTERNS.get(str(of.get("pattern")), "写法不对"),
    "int_type": "要写整数",
    "int_parsing": "要写整数",
    "int_from_float": "要写整数",
    "int_parsing_size": "数太大",
    "bool_type": "要写 true 或 false",
    "bool_parsing": "要写 true 或 false",
    "greater_than_equal": lambda of: f"不能小于 {_written(of['ge'])}",
    "less_than_equal": lambda of: f"不能大于 {_written(of['le'])}",
    "enum": lambda of: f"要是其中之一：{_listed(of['expected'])}",
    "literal_error": lambda of: f"要是其中之一：{_listed(of['expected'])}",
    "list_type": "要写一列",
    "too_short": lambda of: f"至少 {of['min_length']} 条",
    "too_long": lambda of: f"最多 {of['max_length']} 条",
    "model_attributes_type": "要写一个对象",
    "model_type": "要写一个对象",
    "dict_type": "要写一个对象",
    "date_type": "要写日期，如 2026-11-20",
    "date_parsing": "要写日期，如 2026-11-20",
    "date_from_datetime_parsing": "要写日期，如 2026-11-20",
    "date_from_datetime_inexact": "要写日期，如 2026-11-20",
}


def fault_words(fault: Mapping[str, Any]) -> str:
    """What is wrong, of one fault as the validation names it."""
    kind = str(fault.get("type", ""))
    words = _WORDS.get(kind)
    if callable(words):
        return words(fault.get("ctx", {}))
    if words:
        return words
    if kind.startswith(("datetime", "timezone")):
        return "要写带时区的时间，如 2026-11-20T10:47:00+08:00"
    said = str(fault.get("msg", ""))
    return "写法不对" if said.isascii() else said


def _written(bound: object) -> str:
    """A bound as one writes it; the validation names a day or a point in time as its own code would."""
    day = re.search(r"^datetime\.date(?:time)?\((\d+), (\d+), (\d+)", str(bound))
    return "{:04}-{:02}-{:02}".format(*map(int, day.groups())) if day else str(bound)


def _listed(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", "、").replace(", ", "、")
