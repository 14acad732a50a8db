"""A last day that lies in another year: with its year, and with what may still move it."""

from __future__ import annotations

from datetime import date

from shouwen.desk.chinese_dates import full_day, month_day
from shouwen.workdays import Calendar
from shouwen.workdays.statutory import fixed_holiday


def far_day(day: date, *, today: date) -> str:
    """10月20日, and 2027年1月4日 when that isn't this year."""
    return month_day(day) if day.year == today.year else full_day(day)


def unpublished_words(day: date, calendar: Calendar) -> str:
    """（暂定） behind a day whose year isn't published. There weekends alone are off: a day that the law keeps free every year is named."""
    if calendar.covers(day):
        return ""
    holiday = fixed_holiday(day)
    return f"（暂定，这天是{holiday}，{day.year} 年放假安排公布后重算）" if holiday else "（暂定）"
