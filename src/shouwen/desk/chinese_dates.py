"""Dates and times as a clerk writes them: 10月9日, 周五, 10:47.

Civil time of the centre; aware values are converted first.
"""

from __future__ import annotations

from datetime import date, datetime

from shouwen.civil_time import ZONE

WEEKDAYS = "一二三四五六日"


def local(moment: datetime) -> datetime:
    """The same moment in the centre's civil time. A naive value is civil time already."""
    return moment.astimezone(ZONE) if moment.tzinfo else moment


def _day_of(day: date) -> date:
    return local(day).date() if isinstance(day, datetime) else day


def month_day(day: date) -> str:
    """10月9日."""
    day = _day_of(day)
    return f"{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """周五."""
    return "周" + WEEKDAYS[_day_of(day).weekday()]


def day_and_weekday(day: date) -> str:
    """10月9日 周五."""
    return f"{month_day(day)} {weekday(day)}"


def full_day(day: date) -> str:
    """2026年10月9日."""
    day = _day_of(day)
    return f"{day.year}年{day.month}月{day.day}日"


def clock_time(moment: datetime) -> str:
    """10:47."""
    return local(moment).strftime("%H:%M")


def stamp(moment: datetime) -> str:
    """10-09 10:47, the short form of timelines."""
    return local(moment).strftime("%m-%d %H:%M")
