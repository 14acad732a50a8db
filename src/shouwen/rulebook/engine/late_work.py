"""Consultations answered late (三（一）（2）) and tasks not done in time (三（一）（4）): candidates that count once verified."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from shouwen.rulebook.clock_facts import ClockFacts
from shouwen.rulebook.deadline import DAY
from shouwen.rulebook.engine.lines import Entries, Line, Pending, Trace
from shouwen.rulebook.engine.overdue import first_overdue_day
from shouwen.rulebook.engine.scope import Scope, flat
from shouwen.rulebook.month_facts import Consultation, Task


def consultation_clock(consultation: Consultation) -> ClockFacts:
    """A consultation's clock: that of a limited case without pauses."""
    return ClockFacts("limited", consultation.asked, consultation.workdays, closed=consultation.answered)


def late_answer_entries(consultations: Iterable[Consultation], scope: Scope) -> Entries:
    """One fact for each consultation with an overdue day, dated on the first of them."""
    entries = Entries([], [])
    for consultation in consultations:
        if consultation.asked.date() > scope.month.last:
            continue
        day = first_overdue_day(consultation_clock(consultation), scope)
        if day is not None and scope.month.holds(day):
            facts = {
                "asked": consultation.asked.isoformat(),
                "workdays": consultation.workdays,
                "answered": consultation.answered.isoformat() if consultation.answered else None,
                "first_overdue_day": day.isoformat(),
            }
            words = f"{consultation.workdays}个工作日内没有答复，{day.month}月{day.day}日起逾期"
            fact = f"consultation:{consultation.id}"
            trace = Trace(("R1", "R6", "R8"), facts, (), words)
            _enter(entries, consultation.staff, "late_answer", day, fact, consultation.verified, trace, scope)
    return entries


def late_task_entries(tasks: Iterable[Task], scope: Scope) -> Entries:
    """One fact for each task not done by its day, dated on the day after; one not done yet only once that day has come."""
    entries = Entries([], [])
    for task in tasks:
        day = task.due + DAY
        is_late = task.done > task.due if task.done else scope.as_of.date() >= day
        if is_late and scope.month.holds(day):
            facts = {"due": task.due.isoformat(), "done": task.done.isoformat() if task.done else None}
            words = f"应在{task.due.month}月{task.due.day}日前完成，没有按时完成"
            trace = Trace(("R6",), facts, (), words)
            _enter(entries, task.staff, "late_task", day, f"task:{task.id}", task.verified, trace, scope)
    return entries


def _enter(
    entries: Entries, staff: str, kind: str, day: date, fact: str, verified: bool, trace: Trace, scope: Scope
) -> None:
    rules = scope.rules(day)
    clause, points = rules.counting[kind], flat(rules, kind)
    if clause.needs_verification and not verified:
        entries.pending.append(Pending(staff, clause.id, day, fact, "unverified", points))
        return
    trace = Trace(trace.readings, trace.facts, (points,), f"{trace.arithmetic}，计{points}分")
    entries.lines.append(Line(clause, kind, day, datetime.combine(day, time.min), fact, points, trace))
