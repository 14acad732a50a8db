"""The page: what is owed, by when, why, what moved it, and whether it may still move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shouwen.civil_time import local_date
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import ClockKind, ClockState, LimitUnit
from shouwen.clocks.facts import extension_of
from shouwen.clocks.moved_dues import moves_of_clock
from shouwen.clocks.recomputation import is_recomputing
from shouwen.clocks.standing import standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import clock_time, day_and_weekday, full_day
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.desk.strip import Strip, day_strip, strip_in_minutes
from shouwen.desk.strip.minutes import MinuteStrip
from shouwen.regulations.queries import clause_words
from shouwen.workdays import Calendar


@dataclass(frozen=True, slots=True)
class DuePage:
    """Everything the page shows. Exactly one of `strip` and `minutes` is there."""

    clock: Any
    kind: str
    url: str
    light: Light
    due_words: str
    strip: Strip | None
    minutes: MinuteStrip | None
    clauses: Sequence[tuple[str, str]]
    legal: str
    provisional: str
    is_recomputing: bool
    moves: Sequence[tuple[str, str, str]]


def page_of(clock: Any, *, at: datetime) -> DuePage:
    """The page of a clock that `clock_of` loaded."""
    by = Yardstick.of(clock.centre_id)
    kind, in_minutes = ClockKind(clock.kind), clock.unit == LimitUnit.OPEN_MINUTE and not clock.is_dated
    labels = {code: words.label for code, words in clause_words(clock.centre_id).items()}
    return DuePage(
        clock=clock,
        kind=kind.label,
        url=address_of(kind, clock.number),
        light=light_of(standing_of(clock, at=at, by=by), day="个工作日"),
        due_words=_due_words(clock),
        strip=None if in_minutes else day_strip(clock, at=at, by=by),
        minutes=strip_in_minutes(clock, at=at, by=by) if in_minutes else None,
        clauses=[(code, labels[code]) for code in _codes(clock) if code in labels],
        legal=full_day(clock.legal_due_on) if clock.legal_due_on else "",
        provisional=provisional_words(clock, by.calendar),
        is_recomputing=is_recomputing(clock.centre_id) and clock.closed_at is None,
        moves=[_move(move) for move in moves_of_clock(clock)],
    )


def provisional_words(clock: Any, calendar: Calendar | None = None) -> str:
    """暂定, and why: which year isn't published. Empty for a due date that holds."""
    if not clock.provisional or clock.closed_at is not None:
        return ""
    known = (calendar or calendar_of(clock.centre_id)).covered_years
    first, last = local_date(clock.started_at).year, local_date(clock.due_at).year
    years = [str(year) for year in range(first, last + 1) if year not in known]
    return f"暂定：{'、'.join(years) or last} 年放假安排还没公布，公布后重算"


def _due_words(clock: Any) -> str:
    if clock.closed_at is not None:
        return f"{day_and_weekday(clock.closed_at)} {clock_time(clock.closed_at)} 了结"
    if clock.state == ClockState.PAUSED:
        return "恢复计时后再定到期日"
    return f"{day_and_weekday(clock.due_at)} {clock_time(clock.due_at)} 到期"


def _codes(clock: Any) -> tuple[str, ...]:
    own = {
        ClockKind.INQUIRY: "F4",
        ClockKind.HANDOVER: "F6",
        ClockKind.REVIEW: "N4",
        ClockKind.PROMISE: "P3b",
        ClockKind.COMPLAINT: "P2",
    }.get(ClockKind(clock.kind))
    codes = (own,) if own else ()
    return (*codes, "T2", "T3") if extension_of(clock) else (*codes, "T2")


def _move(move: Any) -> tuple[str, str, str]:
    return day_and_weekday(move.before), day_and_weekday(move.after), move.recomputation.reason
