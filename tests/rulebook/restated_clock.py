"""The clock of the contract, restated so slowly that it can be read off the page: day by day, no arithmetic, no rulebook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import chinese_calendar

DAY = timedelta(days=1)


def works(day: date) -> bool:
    """The official calendar; without one, weekends alone are off."""
    return chinese_calendar.is_workday(day) if 2004 <= day.year <= 2026 else day.weekday() < 5


def days_after(day: date, last: date) -> Iterator[date]:
    """Every day after `day` up to and including `last`."""
    while day < last:
        day += DAY
        yield day


def date_of(text: str) -> date:
    """The date of a time or date as the contract writes it."""
    return datetime.fromisoformat(text).date()


def restated_deadline(case: dict[str, Any], as_of: str) -> dict[str, Any]:
    """The answer for one case: due, overdue_days, state, counted, and whether its extension was applied."""

    def paused(day: date) -> bool:
        return any(date_of(p["from"]) <= day <= date_of(p["to"]) for p in case.get("pauses") or [])

    def count_on(day: date, workdays: int) -> list[date]:
        counted: list[date] = []
        while len(counted) < workdays:
            day += DAY
            if works(day) and not paused(day):
                counted.append(day)
        return counted

    accepted = date_of(case["accepted"])
    limit = case["workdays"] if case["kind"] == "limited" else 0
    counted = count_on(accepted, limit)
    due = counted[-1] if counted else accepted
    extension, applied = case.get("extension"), None
    if extension:
        asked, told = datetime.fromisoformat(extension["asked"]), datetime.fromisoformat(extension["told"])
        applied = 1 <= extension["workdays"] <= 5 and asked.date() <= due and told.date() <= due and told >= asked
        if applied:
            counted += count_on(due, extension["workdays"])
            due = counted[-1]
    closed = case.get("closed")
    end = date_of(closed or as_of)
    overdue = [day for day in days_after(due, end) if works(day) and not paused(day)]
    return {
        "due": due,
        "counted": counted if case["kind"] == "limited" else [],
        "overdue_days": overdue,
        "state": _state(bool(closed), due, overdue, date_of(as_of)),
        "applied": applied,
    }


def _state(closed: bool, due: date, overdue: list[date], today: date) -> str:
    if closed:
        return "done_late" if overdue else "done"
    if overdue:
        return "overdue"
    # The working day before the due day, and every day from it on.
    soon = due - DAY
    while not works(soon):
        soon -= DAY
    return "due_soon" if today >= soon else "running"
