"""Readers of single JSON values. Each gives the value or raises WrongValueError with what it should have been."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Final, TypeVar

from shouwen.rulebook.contract.json_text import NotANumber

Value = TypeVar("Value")
Reader = Callable[[object], Value]

# As far as the calendar of working days reaches.
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2200


class WrongValueError(Exception):
    """A value that breaks the contract; the text says what it should be."""


def shown(value: object) -> str:
    """A value as it can stand in a message: short, on one line."""
    if isinstance(value, NotANumber):
        return value.word
    text = value if isinstance(value, str) else type(value).__name__
    if isinstance(value, bool | int | float) or value is None:
        text = json.dumps(value) if not isinstance(value, int) or abs(value) < 10**30 else "很大的数"
    text = text if text.isprintable() else json.dumps(text)
    return text if len(text) <= 40 else text[:40] + "…"


def text(value: object) -> str:
    """Any text that can be written out again."""
    if not isinstance(value, str):
        raise WrongValueError("应是文字")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise WrongValueError("含有不成字符的编码") from None
    return value


def ident(value: object) -> str:
    """A text that isn't empty."""
    if not text(value):
        raise WrongValueError("不能空")
    return str(value)


def yes_or_no(value: object) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise WrongValueError("应是true或false")
    return value


def whole(value: object) -> int:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongValueError("应是整数")
    return value


def whole_from(low: int, high: int | None = None) -> Reader[int]:
    """A whole number from `low` to `high`."""

    def read(value: object) -> int:
        number = whole(value)
        if number < low or (high is not None and number > high):
            raise WrongValueError(f"应是{low}到{high}的整数" if high is not None else f"至少是{low}")
        return number

    return read


def word(allowed: Collection[str]) -> Reader[str]:
    """One of the allowed words."""

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise WrongValueError(f"应是{'、'.join(allowed)}之一，不是{shown(value)}")
        return value

    return read


def moment(value: object) -> datetime:
    """A local time without offset: 2026-03-02T09:00 or 2026-03-02T09:00:30."""
    if isinstance(value, str) and len(value) in {16, 19} and value[4] == value[7] == "-" and value[10] == "T":
        colons = value[13] == ":" and (len(value) == 16 or value[16] == ":")
        try:
            found = datetime.fromisoformat(value) if colons else None
        except ValueError:
            found = None
        if found is not None:
            return _in_reach(found)
    raise WrongValueError(f"应是当地时间，如2026-03-02T09:00，不带时区，不是{shown(value)}")


def day(value: object) -> date:
    """A date: 2026-03-02."""
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        try:
            return _in_reach(date.fromisoformat(value))
        except ValueError:
            raise WrongValueError(f"没有{shown(value)}这一天") from None
    raise WrongValueError(f"应是日期，如2026-03-02，不是{shown(value)}")


def month(value: object) -> date:
    """A month, 2026-03, as its first day."""
    if isinstance(value, str) and len(value) == 7:
        try:
            return day(value + "-01")
        except WrongValueError:
            pass
    raise WrongValueError(f"应是月份，如2026-03，不是{shown(value)}")


def nullable(read: Reader[Value]) -> Reader[Value | None]:
    """The same, or null."""

    def read_or_null(value: object) -> Value | None:
        return None if value is None else read(value)

    return read_or_null


Day = TypeVar("Day", bound=date)


def _in_reach(found: Day) -> Day:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise WrongValueError(f"应在{FIRST_YEAR}年至{LAST_YEAR}年之间")
    return found
