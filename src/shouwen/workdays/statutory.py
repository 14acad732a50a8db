"""The seven statutory holidays (全国年节及纪念日放假办法): their names, when they fall and how many days they give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

MonthDay = tuple[int, int]

FIRST_YEAR_OF_THE_SEVEN: Final = 2008
"""Since 2008 all seven are days off (国务院令第513号)."""


@dataclass(frozen=True, slots=True)
class StatutoryHoliday:
    """One of the seven. `always` are days it must include; `window` is where its days can lie (lunar ones wander)."""

    name: str
    tokens: tuple[str, ...]
    window: tuple[MonthDay, MonthDay]
    days: int
    days_since_2025: int
    always: tuple[MonthDay, ...] = ()

    def statutory_days(self, year: int) -> int:
        """The days off that the law gives for it (from 2025: 国务院令第795号)."""
        return self.days_since_2025 if year >= 2025 else self.days


THE_SEVEN: Final = (
    StatutoryHoliday("元旦", ("元旦",), ((12, 25), (1, 9)), 1, 1, ((1, 1),)),
    StatutoryHoliday("春节", ("春节",), ((1, 17), (3, 1)), 3, 4),
    StatutoryHoliday("清明节", ("清明",), ((4, 2), (4, 9)), 1, 1),
    StatutoryHoliday("劳动节", ("劳动", "五一"), ((4, 26), (5, 8)), 1, 2, ((5, 1),)),
    StatutoryHoliday("端午节", ("端午",), ((5, 22), (6, 29)), 1, 1),
    StatutoryHoliday("中秋节", ("中秋",), ((9, 4), (10, 11)), 1, 1),
    StatutoryHoliday("国庆节", ("国庆",), ((9, 25), (10, 11)), 3, 3, ((10, 1), (10, 2), (10, 3))),
)


def fixed_holiday(day: date) -> str:
    """The holiday that the law puts on this very day of every year: 元旦 on 1 January; empty for other days."""
    return next((one.name for one in THE_SEVEN if (day.month, day.day) in one.always), "")


def statutory_total(year: int) -> int:
    """All statutory days off of a year: 11, since 2025 13."""
    return sum(holiday.statutory_days(year) for holiday in THE_SEVEN)


def holidays_named(name: str) -> tuple[StatutoryHoliday, ...]:
    """Which of the seven a name means: 清明 and 清明节 the same, 国庆节、中秋节 both; none for a special day off.

    A prolonged holiday (春节假期延长) is a special day off: it is given on top of the statutory ones.
    """
    if "延长" in name:
        return ()
    return tuple(holiday for holiday in THE_SEVEN if any(token in name for token in holiday.tokens))


def usual_name(name: str) -> str:
    """The name as the official notice writes it (清明 becomes 清明节); a special day off keeps its own."""
    return "、".join(holiday.name for holiday in holidays_named(name)) or name
