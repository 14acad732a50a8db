"""报送和上级的答复: what was done goes to the superior with a numbered receipt; what they answer is noted, or it comes back."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.office import office_member
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES
from shouwen.refusals import refuse, refuse_if
from shouwen.tasks import policies
from shouwen.tasks.actions import begin_round, current_round, hold, move, record
from shouwen.tasks.enums import TaskState
from shouwen.tasks.models import Task, TaskRound
from shouwen.tasks.notices import notify
from shouwen.tasks.receipt_paper import issue_task_receipt
from shouwen.tasks.words import seal_of_round
from shouwen.telling.actions import Told, tell

LONGEST_TOLD = 300
"""Characters of a result that a message carries."""


@one_change
def submit(
    *,
    task: Task,
    result: str,
    told_means: ToldBy | None = None,
    tell_words: str = "",
    by: Actor,
    at: datetime,
) -> Task:
    """报送: the work is done and goes to the superior with 《任务办理回执》; the clock ends. A person concerned has been told
    (`told_means`), or is told now with `tell_words`: by message, or by a call that is then owed. Raises Refused."""
    hold(task)
    refuse_if(policies.may_work_on(task, TaskState.SUBMITTED, by=by, at=at))
    tells = bool(tell_words.strip())
    refuse_if(policies.result_written(task, result=result, told_means=told_means or "", tells=tells))
    whose, current = (task.assignee_id,), current_round(task)
    told = _tell(task, current, tell_words.strip(), by=by, at=at) if tells else None
    move(task, TaskState.SUBMITTED)
    clocks.close(centre_id=task.centre_id, kind=ClockKind.TASK, subject_id=current.pk, at=at)
    current.result_sealed = seal_of_round(result, task=task, sequence=current.sequence, field="result")
    current.submitted_at, current.submitted_by_id = at, by.member_id
    current.told_means = told.channel.value if told else (told_means or "")
    current.paper = issue_task_receipt(task, current, result=result.strip(), by=by, at=at)
    current.save(update_fields=["result_sealed", "submitted_at", "submitted_by", "told_means", "paper"])
    data: dict[str, object] = {"paper": current.paper.number, "means": current.told_means}
    record(task, "task.submit", by=by, at=at, data=data | {"words": Words(result.strip())}, whose=whose)
    return task


@one_change
def note_receipt(
    *, task: Task, received_on: date, receipt_number: str = "", words: str = "", by: Actor, at: datetime
) -> TaskRound:
    """记上级回执: they took it; their number, their day, what they answered. Raises Refused."""
    hold(task)
    refuse_if(policies.may_keep_books(task, TaskState.RECEIPTED, by=by))
    current = current_round(task)
    if received_on > local_date(at):
        raise refuse("receipt_in_the_future", "上级收到的日期还没有到")
    if current.submitted_at is not None and received_on < local_date(current.submitted_at):
        raise refuse("receipt_before_submission", "上级收到的日期早于报送的日期", way_out="核对回执上的日期")
    if len(receipt_number.strip()) > policies.MOST_NUMBER:
        raise refuse("number_too_long", f"回执编号最多 {policies.MOST_NUMBER} 个字")
    if words.strip():
        refuse_if(policies.said(words, "上级的答复"))
    move(task, TaskState.RECEIPTED)
    current.receipt_number, current.receipt_on = receipt_number.strip(), received_on
    current.receipt_sealed = seal_of_round(words, task=task, sequence=current.sequence, field="receipt")
    current.receipt_noted_by_id = by.staff_id
    current.save(update_fields=["receipt_number", "receipt_on", "receipt_sealed", "receipt_noted_by"])
    data: dict[str, object] = {"receipt": current.receipt_number, "on": received_on.isoformat()}
    record(task, "task.receipt", by=by, at=at, data=data | {"words": Words(words.strip())})
    return current


@one_change
def take_back(
    *,
    task: Task,
    reason: str,
    due_on: date | None = None,
    workdays: int | None = None,
    by: Actor,
    at: datetime,
) -> Task:
    """上级退回重办: another round with a limit and a clock of its own, with whoever had it in hand. Raises Refused."""
    hold(task)
    refuse_if(policies.may_keep_books(task, TaskState.ASSIGNED, by=by) or policies.said(reason, "上级退回的原因"))
    today = local_date(at)
    refuse_if(policies.limit_given(received=today, due_on=due_on, workdays=workdays, promised_on=None, today=today))
    sequence = current_round(task).sequence + 1
    still_here = {one.staff_id: one for one in people.colleagues(task.centre_id, on=today)}
    keeper = still_here.get(task.assignee_id or 0)
    if keeper is None or not keeper.roles & FRONT_DESK_ROLES:
        keeper = still_here[office_member(task.centre_id, not_by=(), at=at)]
    move(task, TaskState.ASSIGNED, assignee_id=keeper.staff_id, window_id=keeper.window_id)
    clock = begin_round(
        task,
        sequence=sequence,
        since=at,
        due_on=due_on,
        workdays=workdays,
        returned_sealed=seal_of_round(reason, task=task, sequence=sequence, field="returned"),
        responsible_id=keeper.staff_id,
        by=by,
        at=at,
    )
    notify(task, clock, "上级退回重办", staff_id=keeper.staff_id, by=by, at=at)
    data: dict[str, object] = {"round": sequence, "due": clocks.due_words(clock), "to": keeper.staff_id}
    record(task, "task.returned", by=by, at=at, data=data | {"reason": Words(reason.strip())})
    return task


def _tell(task: Task, current: TaskRound, words: str, *, by: Actor, at: datetime) -> Told:
    if task.person is None:
        raise refuse("nobody_to_tell", "这件没有登记涉及的群众，不用告诉")
    refuse_if(policies.said(words, "要告诉本人的话", LONGEST_TOLD))
    told: Told = tell(
        person=task.person,
        template="plain",
        values={"words": words},
        subject_kind=ClockKind.TASK,
        subject_id=current.pk,
        number=task.number,
        purpose=f"task/{task.pk}/{current.sequence}",
        responsible_id=by.member_id,
        by=by,
        at=at,
    )
    return told
