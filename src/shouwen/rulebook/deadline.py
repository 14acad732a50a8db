"""When something is due, which days counted, which are over (限时办结制度 第四条; readings R1, R8, R9).

The rules are those in force on the day of acceptance: `rulebook.on(facts.accepted.date())`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from shouwen.rulebook.calendar import WorkdayCalendar
from shouwen.rulebook.clock_facts import ClockFacts, spans_of, with_pauses_until
from shouwen.rulebook.extension import ExtensionError, extension_error
from shouwen.rulebook.rules import Rules

State = Literal["running", "due_soon", "overdue", "done", "done_late"]
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DeadlineResult:
    """The answer for one clock.

    `counted`: the working days counted up to `due`, empty for an instant item. `extension_days`: working days by which the
    limit was lengthened. `left`: working days after `as_of` up to `due`. `provisional`: a year without published calendar
    was needed, so that the answer may still change. `paused`: a pause without end runs; `due` is the earliest possible.
    """

    due: date
    unextended_due: date
    counted: tuple[date, ...]
    overdue_days: tuple[date, ...]
    state: State
    left: int
    extension_days: int
    extension_error: ExtensionError | None
    provisional: bool
    paused: bool


def compute(facts: ClockFacts, as_of: datetime, calendar: WorkdayCalendar, rules: Rules) -> DeadlineResult:
    """Everything there is to say of a clock at `as_of`. Raises ValueError beyond the range of the calendar."""
    today = as_of.date()
    paused = any(pause.last is None for pause in facts.pauses) and facts.closed is None
    facts = with_pauses_until(facts, facts.closed.date() if facts.closed else today)
    unextended = unextended_due(facts, calendar, rules)
    error = extension_error(facts.extension, unextended, rules) if facts.extension else None
    due = due_only(facts, calendar, rules)
    start = counting_start(facts, rules)
    spans = spans_of(facts, rules)
    overdue = tuple(overdue_days(facts, due, today, calendar, rules))
    return DeadlineResult(
        due=due,
        unextended_due=unextended,
        counted=() if facts.kind == "instant" else tuple(calendar.workdays(start + DAY, due, excluding=spans)),
        overdue_days=overdue,
        state=state_of(due, today, closed=facts.closed is not None, late=bool(overdue), calendar=calendar, rules=rules),
        left=calendar.count(today, due) if today < due else 0,
        extension_days=facts.extension.workdays if facts.extension and not error else 0,
        extension_error=error,
        provisional=_is_provisional(facts, due, today, calendar, rules),
        paused=paused,
    )


def due_only(facts: ClockFacts, calendar: WorkdayCalendar, rules: Rules) -> date:
    """The due date alone, at the cost of two look-ups. Raises ValueError for one behind a pause that still runs."""
    due = unextended_due(facts, calendar, rules)
    extension = facts.extension
    if extension is None or extension_error(extension, due, rules):
        return due
    return calendar.add(due, extension.workdays, excluding=spans_of(facts, rules))


def unextended_due(facts: ClockFacts, calendar: WorkdayCalendar, rules: Rules) -> date:
    """The due date without any extension."""
    if facts.kind == "instant":
        return facts.accepted.date()
    return calendar.add(counting_start(facts, rules), facts.workdays, excluding=spans_of(facts, rules))


def counting_start(facts: ClockFacts, rules: Rules) -> date:
    """The day after which working days count: that of acceptance, or the one before it (R8)."""
    day = facts.accepted.date()
    return day - DAY if rules.is_set("R8", "same_day") and facts.kind == "limited" else day


def overdue_days(
    facts: ClockFacts,
    due: date,
    today: date,
    calendar: WorkdayCalendar,
    rules: Rules,
    within: tuple[date, date] | None = None,
) -> list[date]:
    """The overdue days (逾期日) after `due` up to the day of closing, or `today` while open; only those `within` if given."""
    first, last = due + DAY, facts.closed.date() if facts.closed else today
    if within is not None:
        first, last = max(first, within[0]), min(last, within[1])
    if last < first:
        return []
    spans = spans_of(facts, rules)
    if not rules.is_set("R1", "calendar"):
        return calendar.workdays(first, last, excluding=spans)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if not any(start <= day and (end is None or day <= end) for start, end in spans)]


def state_of(due: date, today: date, *, closed: bool, late: bool, calendar: WorkdayCalendar, rules: Rules) -> State:
    """The state of a clock. `late`: there is at least one overdue day.

    Due soon: at most the rulebook's working days are left, that of `due` included; also past `due` while only days off followed.
    """
    if closed:
        return "done_late" if late else "done"
    if late:
        return "overdue"
    if today >= due:
        return "due_soon"
    return "due_soon" if calendar.count(today, due - DAY) < rules.limit("due_soon_workdays") else "running"


def _is_provisional(facts: ClockFacts, due: date, today: date, calendar: WorkdayCalendar, rules: Rules) -> bool:
    """Whether a year that was needed has no published calendar: to count, to tell overdue days, to tell what is left."""
    start, end = counting_start(facts, rules), facts.closed.date() if facts.closed else today
    if due > start and calendar.provisional(start + DAY, due):
        return True
    if end > due and not rules.is_set("R1", "calendar") and calendar.provisional(due + DAY, end):
        return True
    return facts.closed is None and today < due and calendar.provisional(min(today + DAY, due), due)
