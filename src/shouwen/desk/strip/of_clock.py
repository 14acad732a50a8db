"""The strip of a clock of the database (钟), whatever its limit is counted in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import ClockKind, ClockState, LimitUnit
from shouwen.clocks.facts import extension_of, facts_of
from shouwen.clocks.unextended import unextended_due_on
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.strip.build import build_strip
from shouwen.desk.strip.days import clock_and_days
from shouwen.desk.strip.minutes import MinuteClock, MinuteStrip, minute_strip
from shouwen.desk.strip.other_days import DayFacts, days_around
from shouwen.desk.strip.parts import Counted, Strip, StripClock
from shouwen.people.masks import mask_words
from shouwen.rulebook.clock_facts import ClockFacts, with_pauses_until
from shouwen.rulebook.deadline import overdue_days

WORDS = {
    ClockKind.INQUIRY: ("登记", "答复时限", "答复"),
    ClockKind.HANDOVER: ("转交", "接收时限", "接收"),
    ClockKind.RULING: ("请示", "答复时限", "答复"),
    ClockKind.CASE: ("受理", "承诺", "办结"),
    ClockKind.PROMISE: ("答应", "约定", "办了"),
    ClockKind.QUESTION: ("提问", "认领时限", "认领"),
    ClockKind.CALLBACK: ("来电", "回电时限", "回电"),
    ClockKind.DECLINE: ("提出", "复核时限", "复核"),
    ClockKind.CLARIFICATION: ("答应", "约定", "告知"),
    ClockKind.UNRESOLVED: ("登记", "处理时限", "处理"),
    ClockKind.REVIEW: ("收件", "告知补正", "审完"),
    ClockKind.OWED: ("承诺", "约定", "补交"),
    ClockKind.TASK: ("交办", "办理时限", "办结"),
    ClockKind.APPROVAL: ("申请", "约定", "审批"),
    ClockKind.SUPERVISION: ("督办", "答复时限", "答复"),
    ClockKind.RECTIFY: ("责令", "整改时限", "改好"),
    ClockKind.COMPLAINT: ("收到", "答复时限", "答复"),
    ClockKind.CALL: ("要打", "打电话时限", "打通"),
    ClockKind.EXPLAIN: ("没讲透", "补讲时限", "补讲"),
    ClockKind.POSSIBLE: ("能办了", "回告时限", "回告"),
    ClockKind.PREREVIEW: ("网上交来", "预审时限", "预审"),
    ClockKind.INSPECTION: ("提醒", "巡检日", "巡检"),
    ClockKind.FAULT: ("报修", "修好时限", "修好"),
}
"""What the start, the limit and the end of each kind are called."""


def day_strip(clock: Any, *, at: datetime, by: Yardstick, told: ClockFacts | None = None) -> Strip:
    """The strip of any clock that isn't counted in minutes, in the words of its kind; `told`: its facts with pauses named otherwise.
    No query when `pauses` and `extension` are loaded."""
    start, limit, end = WORDS[ClockKind(clock.kind)]
    words: dict[str, Any] = {"start_word": start, "promise_word": limit, "end_word": end}
    facts = told or facts_of(clock)
    # More people look at a strip than at the matter itself: a reason may name a person or a phone.
    facts = facts._replace(pauses=tuple(one._replace(reason=mask_words(one.reason)) for one in facts.pauses))
    if not clock.is_dated and clock.unit in (LimitUnit.WORKDAY, LimitUnit.INSTANT):
        shown, days = clock_and_days(facts, local(at), by.calendar, by.rulebook.on(facts.accepted.date()))
        return build_strip(replace(shown, **words), days)
    shown = _clock(clock, facts, today=local_date(at), by=by)
    return build_strip(replace(shown, **words), days_around(shown, _day_facts(clock, facts, shown, by)))


def _clock(clock: Any, facts: ClockFacts, *, today: date, by: Yardstick) -> StripClock:
    extension = extension_of(clock)
    stands = clock.state == ClockState.PAUSED and not clock.is_dated
    return StripClock(
        accepted=facts.accepted.date(),
        limit=0 if clock.is_dated else clock.promised_limit,
        today=today,
        due=None if stands else local_date(clock.due_at),
        extension=extension.workdays if extension else 0,
        original_due=unextended_due_on(clock, by=by) if extension else None,
        closed=facts.closed.date() if facts.closed else None,
        provisional=clock.provisional,
        counted=Counted.TOLD_DAY if clock.is_dated else Counted.CALENDAR_DAY,
        is_ordered=clock.kind == ClockKind.TASK,
    )


def _day_facts(clock: Any, facts: ClockFacts, shown: StripClock, by: Yardstick) -> DayFacts:
    rules = by.rulebook.on(facts.accepted.date())
    late = overdue_days(facts, local_date(clock.due_at), shown.today, by.calendar, rules) if shown.due else []
    pauses = with_pauses_until(facts, shown.closed or shown.today).pauses
    return DayFacts(by.calendar, () if clock.is_dated else pauses, late)


def strip_in_minutes(clock: Any, *, at: datetime, by: Yardstick) -> MinuteStrip:
    """The strip of a clock counted in opening minutes."""
    start, _, end = WORDS[ClockKind(clock.kind)]
    closed = local(clock.closed_at) if clock.closed_at else None
    shown = MinuteClock(
        local(clock.started_at), clock.promised_limit, local(clock.due_at), local(at), closed, start, end
    )
    return minute_strip(shown, hours=by.hours, calendar=by.calendar)
