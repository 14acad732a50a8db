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
from shouwen.desk.chinese_dates import clock_time, day_and_weekday, stamp, weekday
from shouwen.desk.due.far_day import far_day, unpublished_words
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.desk.strip import Strip, day_strip, strip_in_minutes
from shouwen.desk.strip.minutes import MinuteStrip
from shouwen.desk.supervision.order_about import order_link
from shouwen.people.actor import Actor
from shouwen.regulations.queries import clause_words
from shouwen.supervision import policies
from shouwen.supervision.enums import OverdueCategory
from shouwen.supervision.queries import overdue_reason_of
from shouwen.supervision.words import reason_of
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
    explained: Explained | None
    may_explain: bool
    categories: Sequence[tuple[str, str]]
    order_url: str
    order_words: str


@dataclass(frozen=True, slots=True)
class Explained:
    """超期说明: the kind of reason, the words for who may read them, by whom and when."""

    category: str
    words: str
    who: str


def page_of(clock: Any, *, by: Actor, at: datetime) -> DuePage:
    """The page of a clock that `clock_of` loaded, for this person."""
    measure = Yardstick.of(clock.centre_id)
    kind, in_minutes = ClockKind(clock.kind), clock.unit == LimitUnit.OPEN_MINUTE and not clock.is_dated
    order_url, order_words = order_link(clock, by=by, at=at)
    labels = {code: words.label for code, words in clause_words(clock.centre_id).items()}
    return DuePage(
        clock=clock,
        kind=kind.label,
        url=address_of(kind, clock.number),
        light=light_of(standing_of(clock, at=at, by=measure), day="个工作日"),
        due_words=_due_words(clock),
        strip=None if in_minutes else day_strip(clock, at=at, by=measure),
        minutes=strip_in_minutes(clock, at=at, by=measure) if in_minutes else None,
        clauses=[(code, labels[code]) for code in _codes(clock) if code in labels],
        legal=_legal(clock, measure.calendar, at),
        provisional=provisional_words(clock, measure.calendar),
        is_recomputing=is_recomputing(clock.centre_id) and clock.closed_at is None,
        moves=[_move(move) for move in moves_of_clock(clock)],
        explained=_explained(clock, by),
        may_explain=policies.may_explain(clock, by=by, at=at) is None,
        categories=[(one.value, str(one.label)) for one in OverdueCategory],
        order_url=order_url,
        order_words=order_words,
    )


def _explained(clock: Any, by: Actor) -> Explained | None:
    row = overdue_reason_of(clock.pk)
    if row is None:
        return None
    may_read = policies.sees_all(by) or by.staff_id in (row.noted_by_id, clock.responsible_id)
    who = f"{row.noted_by.name} {stamp(row.noted_at)}"
    return Explained(OverdueCategory(row.category).label, reason_of(row) if may_read else "", who)


def provisional_words(clock: Any, calendar: Calendar | None = None) -> str:
    """暂定, and why: which year isn't published. Empty for a due date that holds."""
    if not clock.provisional or clock.closed_at is not None:
        return ""
    known = (calendar or calendar_of(clock.centre_id)).covered_years
    first, last = local_date(clock.started_at).year, local_date(clock.due_at).year
    years = [str(year) for year in range(first, last + 1) if year not in known]
    return f"暂定：{'、'.join(years) or last} 年放假安排还没公布，公布后重算"


def _legal(clock: Any, calendar: Calendar, at: datetime) -> str:
    if clock.legal_due_on is None:
        return ""
    moves = "" if clock.closed_at else unpublished_words(clock.legal_due_on, calendar)
    return f"{far_day(clock.legal_due_on, today=local_date(at))} {weekday(clock.legal_due_on)}{moves}"


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
        ClockKind.RECTIFY: "P4",
        ClockKind.COMPLAINT: "P2",
        ClockKind.INSPECTION: "S3",
        ClockKind.FAULT: "S3",
    }.get(ClockKind(clock.kind))
    codes = (own,) if own else ()
    return (*codes, "T2", "T3") if extension_of(clock) else (*codes, "T2")


def _move(move: Any) -> tuple[str, str, str]:
    return day_and_weekday(move.before), day_and_weekday(move.after), move.recomputation.reason
