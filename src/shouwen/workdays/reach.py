"""How far the calendar reaches (1990 to 2200), and days as offsets in that range."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from shouwen.workdays.errors import CalendarRangeError

FIRST_DAY: Final = date(1990, 1, 1)
LAST_DAY: Final = date(2200, 12, 31)
FIRST_ORDINAL: Final = FIRST_DAY.toordinal()
LENGTH: Final = LAST_DAY.toordinal() - FIRST_ORDINAL + 1
IN_WORDS: Final = f"{FIRST_DAY.year}年至{LAST_DAY.year}年"


def offset_of(day: date) -> int:
    """Days since FIRST_DAY. Raises CalendarRangeError outside the range.

    A moment is refused with TypeError: which day it falls on depends on the time zone, and only the caller knows that.
    """
    if isinstance(day, datetime):
        raise TypeError("a date is wanted, not a datetime: take the local date first")
    offset = day.toordinal() - FIRST_ORDINAL
    if 0 <= offset < LENGTH:
        return offset
    raise CalendarRangeError(f"{in_words(day)}超出了日历的范围（{IN_WORDS}）。")


def in_words(day: date) -> str:
    """2026年10月8日."""
    return f"{day.year}年{day.month}月{day.day}日"
