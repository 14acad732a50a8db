"""The official calendar that ships with the product, taken from the library chinesecalendar (since 2004).

The library is imported on first use: it holds some 900 dates, and not every command needs them.
"""

from __future__ import annotations

from shouwen.workdays.days import DayKind, DayRow
from shouwen.workdays.statutory import usual_name

SOURCE = "国务院办公厅关于部分节假日安排的通知（通知汇编）"
"""Where the shipped days come from, in words for the calendar page."""


def rows() -> tuple[DayRow, ...]:
    """Every day that an official notice sets, holidays and make-up working days, in order."""
    from chinese_calendar import Holiday, holidays, workdays

    names = {holiday.value: usual_name(holiday.chinese) for holiday in Holiday}
    off = [DayRow(day, DayKind.HOLIDAY, names[value]) for day, value in holidays.items()]
    on = [DayRow(day, DayKind.MAKEUP_WORKDAY, names[value]) for day, value in workdays.items()]
    return tuple(sorted(off + on, key=lambda row: row.day))


def years() -> frozenset[int]:
    """The years the library knows in full."""
    from chinese_calendar import holidays

    return frozenset(range(min(holidays).year, max(holidays).year + 1))
