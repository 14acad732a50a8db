"""办件超时（三（一）（3）, readings R1, R6, R7）: a line for every overdue day, for the person responsible that day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from shouwen.rulebook.clock_facts import ClockFacts, with_pauses_until
from shouwen.rulebook.deadline import DAY, counting_start, due_only, overdue_days
from shouwen.rulebook.engine.lines import Line, Trace
from shouwen.rulebook.engine.scope import Scope, flat
from shouwen.rulebook.month_facts import CaseFacts, Responsible
from shouwen.rulebook.rules import Rules


def overdue_lines(cases: Iterable[CaseFacts], scope: Scope) -> dict[str, list[Line]]:
    """The overdue days of all cases in the month, as lines by person."""
    found: dict[str, list[Line]] = {}
    month, today, calendar = scope.month, scope.as_of.date(), scope.calendar
    for case in cases:
        if not _touches_month(case.clock, scope):
            continue
        clock = with_pauses_until(case.clock, today)
        rules = scope.rules(clock.accepted.date())
        due = due_only(clock, calendar, rules)
        days = overdue_days(clock, due, today, calendar, rules, (month.first, month.last))
        if not days:
            continue
        before = len(overdue_days(clock, due, today, calendar, rules, (due, month.first - DAY)))
        for number, day in enumerate(days, before + 1):
            staff = _bearer(case.responsible, day, scope.rules(day))
            if staff is not None:
                found.setdefault(staff, []).append(_line(case, due, day, number, scope))
    return found


def first_overdue_day(clock: ClockFacts, scope: Scope) -> date | None:
    """The first overdue day of a clock as seen at the scope's moment; None if there is none up to the end of the month."""
    rules = scope.rules(clock.accepted.date())
    due = due_only(clock, scope.calendar, rules)
    days = overdue_days(clock, due, scope.as_of.date(), scope.calendar, rules, (due, scope.month.last))
    return days[0] if days else None


def needs_unpublished_year(clock: ClockFacts, scope: Scope) -> bool:
    """Whether the overdue days of a clock in the month rest on a year without published calendar."""
    end = clock.closed.date() if clock.closed else scope.as_of.date()
    first = counting_start(clock, scope.rules(clock.accepted.date())) + DAY
    last = min(end, scope.month.last)
    return first <= last and last >= scope.month.first and scope.calendar.provisional(first, last)


def _touches_month(clock: ClockFacts, scope: Scope) -> bool:
    """Whether the clock ran in the month at all; nearly all cases of other months are passed over by two comparisons."""
    return clock.accepted.date() <= scope.month.last and (
        clock.closed is None or clock.closed.date() >= scope.month.first
    )


def _bearer(responsible: Iterable[Responsible], day: date, rules: Rules) -> str | None:
    """The person who bears an overdue day: responsible on it, or at acceptance (R7). None: nobody was yet."""
    ordered = sorted(responsible, key=lambda one: one.since)
    if rules.is_set("R7", "at_acceptance"):
        return ordered[0].staff if ordered else None
    since = [one for one in ordered if one.since <= day]
    return since[-1].staff if since else None


def _line(case: CaseFacts, due: date, day: date, number: int, scope: Scope) -> Line:
    rules = scope.rules(day)
    points = flat(rules, "overdue_day")
    days = "天" if scope.rules(case.clock.accepted.date()).is_set("R1", "calendar") else "个工作日"
    return Line(
        clause=rules.counting["overdue_day"],
        kind="overdue_day",
        at=day,
        moment=datetime.combine(day, time.min),
        fact=f"case:{case.id}",
        points=points,
        trace=Trace(
            readings=("R1", "R6", "R7", "R8", "R9") if case.clock.pauses else ("R1", "R6", "R7", "R8"),
            facts={"due": due.isoformat(), "overdue_day": day.isoformat(), "number": number},
            raw=(points,),
            arithmetic=f"到期{due.month}月{due.day}日，这是逾期第{number}{days}，计{points}分",
        ),
    )
