"""How many people come on a day, at which time, and for what."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from shouwen.civil_time import instant
from shouwen.demo.plan import Plan
from shouwen.workdays import Calendar

_WEEKDAY = (1.22, 1.04, 0.98, 0.95, 0.86, 0.8, 0.7)
_MONTH = (0.95, 0.9, 1.05, 1.0, 0.95, 0.95, 0.95, 0.9, 1.05, 1.05, 1.15, 1.15)
SATURDAY_MORNING_SHARE = 0.2

ITEM_WEIGHTS: dict[str, float] = {
    "SB01": 5, "SB02": 1.2, "SB03": 0.7, "SB04": 11, "SB05": 7, "SB06": 5, "YB01": 11, "YB02": 6, "YB03": 5,
    "YB04": 1.1, "YB05": 0.5, "MZ01": 0.9, "MZ02": 0.3, "MZ03": 0.6, "MZ04": 1.2, "MZ05": 0.8, "MZ06": 0.2,
    "WJ01": 3, "WJ02": 0.4, "WJ03": 0.2, "MZ07": 6, "TY01": 0.4, "TY02": 0.2, "CL01": 0.8, "JY01": 3.5, "JY02": 0.5,
    "JY03": 0.6, "JY04": 0.2, "NY01": 1, "NY02": 0.4, "NY03": 0.5, "GH01": 0.2, "GH02": 0.3, "GH03": 0.3,
    "LY01": 0.4, "YJ01": 0.4, "DQ01": 1.2, "DQ02": 1.5, "DQ03": 3.5, "DQ04": 1,
}  # fmt: skip
"""How often each item is asked for, in relation to the others."""


def visits_on(day: date, plan: Plan, calendar: Calendar, chance: Random) -> int:
    """How many people come, call or write on a day; the centre is closed on most days off."""
    expected = plan.inquiries_a_day * _MONTH[day.month - 1]
    if calendar.is_workday(day):
        expected *= _WEEKDAY[day.weekday()]
        if not calendar.is_workday(day - timedelta(days=3)):
            expected *= 1.1
    elif day.weekday() == 5 and day.day <= 7:
        expected *= SATURDAY_MORNING_SHARE
    else:
        return 0
    return max(0, round(expected * chance.uniform(0.85, 1.15)))


def arrival_on(day: date, chance: Random, *, closes_at_noon: bool) -> datetime:
    """When somebody arrives: most in the middle of the morning, fewer in the afternoon."""
    in_the_morning = closes_at_noon or chance.random() < 0.6
    minute = chance.triangular(2, 172, 70) if in_the_morning else chance.triangular(272, 500, 350)
    opening = datetime.combine(day, time(9))
    return instant(opening + timedelta(seconds=round(minute * 60)))
