"""导入任务清单: each new row becomes a task by `take_in`, all of them or none; what is known stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused, refuse, refuse_if
from shouwen.tasks import policies
from shouwen.tasks.actions import take_in
from shouwen.tasks.enums import TaskSource
from shouwen.tasks.models import Superior, Task, TaskImport
from shouwen.tasks.queries import known_keys
from shouwen.tasks.task_file import BadRow, Line, ReadTasks

MOST_NEW = 300
"""New tasks of one import: one change, for which everybody else waits some seconds."""
MOST_BAD_KEPT = 500
"""Bad rows that the record of an import keeps."""


@dataclass(frozen=True, slots=True)
class Known:
    """A row whose number is here already: under which of our numbers, or higher up in the same file."""

    line: Line
    number: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do with each row."""

    new: Sequence[Line]
    known: Sequence[Known]
    bad: Sequence[BadRow]


def plan_tasks(superior: Superior, read: ReadTasks, *, at: datetime) -> Plan:
    """The fate of each row; one query."""
    there = known_keys(superior, [line.key for line in read.lines])
    bad = list(read.bad)
    new: list[Line] = []
    known: list[Known] = []
    seen: dict[str, int] = {}
    for line in read.lines:
        if line.key in there:
            known.append(Known(line, there[line.key]))
        elif line.key in seen:
            known.append(Known(line, f"同第 {seen[line.key]} 行"))
        elif line.due_on is not None and line.due_on < local_date(at):
            bad.append(BadRow(line.row, read.due_heading, "要求办结的日期已经过了；请上级另给期限，改了再导"))
        else:
            seen[line.key] = line.row
            new.append(line)
    return Plan(new, known, sorted(bad, key=lambda one: one.row))


def fits(plan: Plan, rows: int) -> Refusal | None:
    """There is something in it, and not more than one change can take."""
    if rows == 0:
        return Refusal("file_has_no_rows", "表头下面一行也没有，什么也没有导入", way_out="看看导出时选的日子对不对")
    if len(plan.new) > MOST_NEW:
        words = f"一份清单最多导入 {MOST_NEW} 件新任务，这份有 {len(plan.new)} 件"
        return Refusal("too_many_tasks", words, way_out="按日期分成几份再导")
    return None


@one_change
def import_tasks(*, superior: Superior, read: ReadTasks, file_name: str, by: Actor, at: datetime) -> TaskImport:
    """导入 (限时办结制度 第二条): the same file twice adds nothing; rows that can't be read are kept with row, column and reason.
    Raises Refused, and then nothing is written."""
    refuse_if(policies.may_take_in(by))
    if superior.centre_id != by.centre_id:
        raise refuse("superior_unknown", "没有这个上级部门")
    plan = plan_tasks(superior, read, at=at)
    refuse_if(fits(plan, read.rows))
    source = TaskImport.objects.create(
        centre_id=by.centre_id,
        superior=superior,
        file_name=file_name[-120:],
        imported_at=at,
        imported_by_id=by.member_id,
        rows=read.rows,
        new=len(plan.new),
        known=len(plan.known),
        refused_rows=[{"row": one.row, "column": one.column, "reason": one.reason} for one in plan.bad[:MOST_BAD_KEPT]],
    )
    taken = [_take(line, superior, source, by=by, at=at) for line in plan.new]
    data: dict[str, object] = {
        "superior": superior.name,
        "file": Words(source.file_name),
        "rows": read.rows,
        "new": len(taken),
        "known": source.known,
        "refused": len(plan.bad),
    }
    journal.record(by=by, at=at, action="tasks.import", subject_kind="tasks", subject_id=source.pk, data=data)
    return source


def _take(line: Line, superior: Superior, source: TaskImport, *, by: Actor, at: datetime) -> Task:
    """One row; what is refused here refuses the whole import, and names the row."""
    try:
        task, _ = take_in(
            superior=superior,
            their_number=line.their_number,
            title=line.title,
            words=line.words,
            received_at=line.received_at,
            due_on=line.due_on,
            workdays=line.workdays,
            person_name=line.name,
            person_phone=line.phone,
            person_id_number=line.id_number,
            person_address=line.address,
            source=TaskSource.FILE,
            file_import=source,
            by=by,
            at=at,
        )
    except Refused as refused:
        said = refused.refusal
        raise refuse(
            said.code, f"第 {line.row} 行：{said.message}", way_out=said.way_out or "改好这一行再导"
        ) from refused
    return task
