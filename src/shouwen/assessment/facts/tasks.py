"""Tasks from superior departments that weren't submitted by the day they were due (考核制度 三（一）（4）)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from shouwen.assessment.bearers import bearer_of
from shouwen.assessment.enums import FindingState
from shouwen.assessment.facts.month import Month
from shouwen.assessment.models import Finding
from shouwen.civil_time import instant, local_date, start_of
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.late import DONE_ON_A_LATER_DAY
from shouwen.clocks.models import Clock
from shouwen.tasks.queries import rounds_by_id

LATE_TASK = "K1.4"
"""Findings on this clause whose evidence is a task confirm what its clock found late; the task is the fact."""
DAY = timedelta(days=1)

Facts = list[dict[str, Any]]


def tasks(month: Month, staff: Mapping[int, str]) -> Facts:
    """Tasks of which the day after the due day lies in the month, not submitted by then; verified where a finding says so.

    Whoever was responsible on the due day bears it. What the superior had withdrawn by the moment of judgement is no fact."""
    as_of = instant(month.as_of)
    clocks = late_tasks(
        month.centre_id, first=month.first_day - DAY, last=min(month.last_day, month.as_of.date()) - DAY, as_of=as_of
    )
    findings = Finding.objects.filter(centre_id=month.centre_id, clause=LATE_TASK, evidence_kind=ClockKind.TASK)
    states = dict(findings.values_list("evidence_number", "state"))
    found = []
    for clock, name in clocks:
        bearer = bearer_of(clock)
        if bearer not in staff or states.get(name) == FindingState.DISMISSED:
            continue
        done = clock.closed_at if clock.closed_at and clock.closed_at < as_of else None
        found.append(
            {
                "id": name,
                "staff": staff[bearer],
                "due": local_date(clock.due_at).isoformat(),
                "done": local_date(done).isoformat() if done else None,
                "verified": states.get(name) == FindingState.VERIFIED,
            }
        )
    return found


def late_tasks(centre_id: int, *, first: date, last: date, as_of: datetime) -> list[tuple[Clock, str]]:
    """Clocks of tasks due from `first` to `last` that weren't submitted on that day or before, with what each is called
    (任 26-0007, 任 26-0007 第2次); what was withdrawn before `as_of` left out. Three queries."""
    late = Q(closed_at=None) | DONE_ON_A_LATER_DAY
    rows = Clock.objects.filter(late, centre_id=centre_id, kind=ClockKind.TASK, due_at__gte=start_of(first))
    rows = rows.filter(due_at__lt=start_of(last + DAY)).prefetch_related("responsibilities")
    return list(_named(centre_id, rows.order_by("started_at", "pk"), as_of))


def _named(centre_id: int, clocks: Iterable[Clock], as_of: datetime) -> Iterable[tuple[Clock, str]]:
    past = list(clocks)
    rounds = rounds_by_id(centre_id, [clock.subject_id for clock in past])
    for clock in past:
        round_ = rounds[clock.subject_id]
        withdrawn = round_.task.withdrawn_at
        if round_.submitted_at is None and withdrawn is not None and withdrawn < as_of:
            continue
        yield clock, round_.task.number if round_.sequence == 1 else f"{round_.task.number} 第{round_.sequence}次"
