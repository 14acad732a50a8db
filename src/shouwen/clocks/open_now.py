"""现在开不开门: whether somebody may come at this moment, extended service (延时服务) included, and if not, when next.

For people who want to come; limits are reckoned by `hours_of`, which knows no extended service (docs/adr/0019)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shouwen.civil_time import local
from shouwen.clocks.calendars import Session, calendar_of
from shouwen.clocks.opening_times import DAYS, Times, later_times, times_on
from shouwen.workdays import Calendar, DayKind

FAR = 15
"""Days looked ahead: longer than any holiday."""
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class OpenNow:
    """`words`: 现在开门，到 12:00 / 现在不办公，明天 9:00 开门."""

    is_open: bool
    words: str


def open_now(centre_id: int, *, at: datetime) -> OpenNow:
    """Whether the centre is open at a moment, until when, or when it opens next; three queries."""
    now = local(at).replace(tzinfo=None)
    calendar, times = calendar_of(centre_id), times_on(centre_id, now.date())
    changes = [(found.from_on, found) for _, found in later_times(centre_id, now.date()) if found.from_on]
    for start, end in _spans(now.date(), times, calendar):
        if start <= now.time() < end:
            extended = (start, end) not in times.sessions
            return OpenNow(True, f"{'现在是延时服务' if extended else '现在开门'}，到 {_clock(end.hour, end.minute)}")
    for ahead in range(FAR):
        day = now.date() + timedelta(days=ahead)
        held = next((found for begins, found in reversed(changes) if begins <= day), times)
        for start, _ in _spans(day, held, calendar):
            if ahead or start > now.time():
                return OpenNow(False, f"现在不办公，{_day(day, ahead)} {_clock(start.hour, start.minute)} 开门")
    return OpenNow(False, "现在不办公")


def _spans(day: date, times: Times, calendar: Calendar) -> list[Session]:
    """When one may come on a day, in order: extended service on weekends never falls on a holiday or a day the centre closed."""
    if calendar.is_workday(day):
        return sorted((*times.sessions, *times.midday))
    if calendar.kind(day) is DayKind.WEEKEND and day.isoweekday() in DAYS:
        return sorted(times.weekend.get(day.isoweekday(), ()))
    return []


def _day(day: date, ahead: int) -> str:
    if ahead < 3:
        return ("今天", "明天", "后天")[ahead]
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def _clock(hour: int, minute: int) -> str:
    return f"{hour}:{minute:02d}"
