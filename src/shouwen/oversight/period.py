"""哪个月、哪一年: which period a page shows, and where the switch beside its title leads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Period:
    """A month, or a year if `month` is None."""

    year: int
    month: date | None = None

    @property
    def query(self) -> str:
        """As it stands in the address."""
        return f"month={self.month:%Y-%m}" if self.month else f"year={self.year}"

    @property
    def label(self) -> str:
        """2026年9月, 2026年."""
        return f"{self.year}年{self.month.month}月" if self.month else f"{self.year}年"

    @property
    def short(self) -> str:
        """As the head of a column says it."""
        return f"{self.month.month}月" if self.month else "全年"


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the switch."""

    period: Period
    words: str
    is_current: bool
    is_back: bool = False


def chosen(months: Sequence[date], *, month: str, year: str, today: date) -> Period | None:
    """The period that was asked for, or the last month that is over; None where there are no figures of it."""
    if month:
        found = _MONTH.fullmatch(month)
        first = date(int(found[1]), int(found[2]), 1) if found and int(found[1]) else None
        return Period(first.year, first) if first in months and first else None
    if year:
        asked = int(year) if _YEAR.fullmatch(year) else 0
        return Period(asked) if any(first.year == asked for first in months) else None
    if not months:
        return None
    over = [first for first in months if first < today.replace(day=1)]
    usual = over[-1] if over else months[-1]
    return Period(usual.year, usual)


def steps(months: Sequence[date], shown: Period, *, today: date) -> list[Step]:
    """The month before, the one shown, the one after, the year."""
    year = "今年" if shown.year == today.year else f"{shown.year}年"
    if shown.month is None:
        last = max(first for first in months if first.year == shown.year)
        found = [Step(Period(last.year, last), f"{last.month}月", is_current=False, is_back=True)]
        return [*found, Step(shown, year, is_current=True)]
    at = list(months).index(shown.month)
    found = []
    if at:
        before = months[at - 1]
        found.append(Step(Period(before.year, before), f"{before.month}月", is_current=False, is_back=True))
    found.append(Step(shown, f"{shown.month.month}月", is_current=True))
    if at + 1 < len(months):
        after = months[at + 1]
        found.append(Step(Period(after.year, after), f"{after.month}月", is_current=False))
    return [*found, Step(Period(shown.year), year, is_current=False)]
