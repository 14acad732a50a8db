"""延期 of a task (限时办结制度 第三、五条): once, at most the rulebook's working days, and only when the superior agreed.

The day is the superior's, so their agreement is what counts; `Centre.extension_approver` decides on the centre's own limits to the
people it serves and isn't asked. The management office, which answers to the superior, hears of it (docs/tasks.md)."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.civil_time import local_date
from shouwen.clocks import extensions
from shouwen.clocks.models import Extension
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import refuse_if
from shouwen.tasks import policies
from shouwen.tasks.actions import current_round, hold, open_clock, record
from shouwen.tasks.models import Task
from shouwen.tasks.notices import notify


@one_change
def extend(
    *,
    task: Task,
    workdays: int,
    reason: str,
    agreed_by: str,
    agreed_on: date | None,
    by: Actor,
    at: datetime,
    category: str,
) -> Extension:
    """延期: who of the superior agreed, and when, is on record; the rest is asked of the clock as for a case. Raises Refused."""
    hold(task)
    refuse_if(policies.may_work_on(task, by=by, at=at))
    refuse_if(policies.extension_agreed(agreed_by=agreed_by, agreed_on=agreed_on, today=local_date(at)))
    clock = open_clock(task)
    row: Extension = extensions.extend(
        clock=clock,
        workdays=workdays,
        reason=reason,
        category=category,
        told_at=at,
        means=None,
        needs_approval=False,
        by=by,
        at=at,
    )
    current = current_round(task)
    current.extension_agreed_by, current.extension_agreed_on = agreed_by.strip(), agreed_on
    current.save(update_fields=["extension_agreed_by", "extension_agreed_on"])
    data: dict[str, object] = {"workdays": workdays, "agreed_on": agreed_on.isoformat() if agreed_on else ""}
    record(task, "task.extend", by=by, at=at, data=data)
    clock.refresh_from_db(fields=["due_at"])
    notify(task, clock, f"任务延期 {workdays} 天，写的是{agreed_by.strip()}同意", staff_id=task.office_id, by=by, at=at)
    return row
