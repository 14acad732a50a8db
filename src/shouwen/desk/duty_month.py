"""值班表: one month as a calendar, each day with who is on duty."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shouwen.clocks.calendars import calendar_of
from shouwen.people import roster
from shouwen.people.queries import Colleague


@dataclass(frozen=True, slots=True)
class DutyDay:
    """One day: who is on duty, what kind of day it is, and whether it may still be changed."""

    day: date
    staff_id: int | None
    name: str
    tone: str
    mark: str
    is_today: bool
    is_open: bool

    @property
    def field(self) -> str:
        return f"on_{self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class DutyWeek:
    """Seven days, None for those of other months; `monday` names the week that takes over the one before."""

    monday: date
    days: Sequence[DutyDay | None]
    may_copy: bool


@dataclass(frozen=True, slots=True)
class DutyMonth:
    """The page."""

    month: date
    before: str
    after: str
    weeks: Sequence[DutyWeek]
    people: Sequence[Colleague]

    @property
    def name(self) -> str:
        return f"{self.month.year} 年 {self.month.month} 月"


def duty_month(centre_id: int, month: date, *, today: date) -> DutyMonth:
    """The month with its duties; three queries."""
    weeks = Weeks().monthdatescalendar(month.year, month.month)
    known, working = roster.duties(centre_id, first=weeks[0][0], last=weeks[-1][-1]), calendar_of(centre_id)

    def one(day: date) -> DutyDay | None:
        if day.month != month.month:
            return None
        works, duty = working.is_workday(day), known.get(day)
        made = works and day.weekday() >= 5
        return DutyDay(
            day=day,
            staff_id=duty.staff_id if duty else None,
            name=duty.staff.name if duty else "",
            tone="made" if made else "" if works else "off",
            mark="班" if made else "" if works else "休",
            is_today=day == today,
            is_open=day >= today,
        )

    last = month + timedelta(days=31)
    return DutyMonth(
        month=month,
        before=f"{month - timedelta(days=1):%Y-%m}",
        after=f"{last:%Y-%m}",
        weeks=[DutyWeek(week[0], [one(day) for day in week], week[-1] >= today) for week in weeks],
        people=roster.front_desk(centre_id, on=max(month, today)),
    )


def month_named(text: str, *, today: date) -> date:
    """The first day of 2026-11; the present month for anything else."""
    year, _, month = text.partition("-")
    if year.isdecimal() and month.isdecimal() and 2000 <= int(year) <= 2100 and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return today.replace(day=1)


def chosen_days(month: DutyMonth, chosen: Mapping[str, str]) -> dict[date, int | None]:
    """The open days as they were sent; a day that the page doesn't name is left as it is."""
    days: dict[date, int | None] = {}
    for week in month.weeks:
        for day in week.days:
            if day is not None and day.is_open and day.field in chosen:
                text = chosen[day.field]
                days[day.day] = int(text) if text.isdecimal() else None
    return days
