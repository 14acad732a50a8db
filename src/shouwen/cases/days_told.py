"""怎么算的: the limit of a case in days that the person can count along (限时办结制度 第四、五条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import LimitUnit, PauseKind
from shouwen.clocks.facts import extension_of, facts_of
from shouwen.clocks.models import Clock, Pause
from shouwen.clocks.yardstick import Yardstick
from shouwen.rulebook.deadline import compute, counting_start


@dataclass(frozen=True, slots=True)
class DaysTold:
    """共, 用, 余, all in working days; `over` are those past the promise. `how` are the sentences that say how it was counted."""

    total: int
    used: int
    over: int
    how: list[str]

    @property
    def left(self) -> int:
        """Working days after today, or after the day on which it was concluded."""
        return self.total - self.used

    @property
    def blocks(self) -> list[str]:
        """One block a working day: used, free, then over."""
        return ["used"] * self.used + ["free"] * self.left + ["over"] * self.over


def days_told(clock: Clock | None, *, at: datetime) -> DaysTold | None:
    """The days of a limit in working days at `at`; None where nothing is counted that way (即办, natural days, not accepted yet)."""
    if clock is None or clock.unit != LimitUnit.WORKDAY:
        return None
    by, facts = Yardstick.of(clock.centre_id), facts_of(clock)
    rules = by.rulebook.on(facts.accepted.date())
    found = compute(facts, local(at), by.calendar, rules)
    last = local_date(clock.closed_at or at)
    starts_same_day = counting_start(facts, rules) < facts.accepted.date()
    how = [
        f"{_day(clock.started_at)}受理，{'当天算第一天' if starts_same_day else '当天不算，从后一天算起'}。",
        _limit(clock, total=len(found.counted)),
        "周末和放假不算，调休上班的日子算。",
        *(_pause(row) for row in _pauses(clock) if not rules.is_set("R9", "counted")),
    ]
    if found.provisional:
        how.append("往后的放假安排还没公布，先按周末推算，公布后会重算。")
    return DaysTold(
        total=len(found.counted),
        used=sum(day <= last for day in found.counted),
        over=len(found.overdue_days),
        how=how,
    )


def _limit(clock: Clock, *, total: int) -> str:
    extension = extension_of(clock)
    promised = f"承诺 {clock.promised_limit} 个工作日"
    if extension is None or total == clock.promised_limit:
        return f"{promised}。"
    return f"{promised}，{_day(extension.told_at)}告诉您延期 {extension.workdays} 个工作日，一共 {total} 个。"


def _pauses(clock: Clock) -> list[Pause]:
    return sorted((row for row in clock.pauses.all() if not row.lapsed), key=lambda row: row.from_on)


def _pause(row: Pause) -> str:
    what = "等您补材料" if row.kind == PauseKind.CORRECTION else PauseKind(row.kind).label
    if row.to_on is None:
        return f"{_day(row.from_on)}起{what}，这段不算。"
    if row.to_on - row.from_on < timedelta(days=1):
        return f"{_day(row.from_on)}{what}，这天不算。"
    return f"{_day(row.from_on)}到{_day(row.to_on)}{what}，这段不算。"


def _day(value: date | datetime) -> str:
    day = local_date(value) if isinstance(value, datetime) else value
    return f"{day.month}月{day.day}日"
