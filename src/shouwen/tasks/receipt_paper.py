"""任务办理回执: the numbered paper with which a task goes back to the superior."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Extension
from shouwen.clocks.opening_times import times_words
from shouwen.inquiries.enums import ToldBy
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.papers.rendering import content
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.tasks.enums import FileRole
from shouwen.tasks.models import Task, TaskFile, TaskRound
from shouwen.telling.enums import ToldChannel


def issue_task_receipt(task: Task, round_: TaskRound, *, result: str, by: Actor, at: datetime) -> Paper:
    """出具任务办理回执 for a round that is being submitted, inside its change."""
    paper: Paper = papers.issue(
        kind=PaperKind.TASK_RECEIPT,
        subject_kind=ClockKind.TASK,
        subject_id=round_.pk,
        build=lambda number: receipt_content(task, round_, result=result, number=number, by=by, at=at),
        by=by,
        at=at,
    )
    return paper


def receipt_content(
    task: Task, round_: TaskRound, *, result: str, number: str, by: Actor, at: datetime
) -> content.TaskReceipt:
    """What it says; the person stands masked, as the superior has the name already."""
    centre = people.centre(task.centre_id)
    extension = Extension.objects.filter(clock__kind=ClockKind.TASK, clock__subject_id=round_.pk).first()
    due_on = round_.their_due_on
    extended = ""
    if extension is not None:
        extended = f"经{round_.extension_agreed_by}同意，延长{extension.workdays}个工作日"
        due_on = max(due_on, local_date(extension.clock.due_at))
    handler = next(
        (one for one in people.colleagues(task.centre_id, on=local_date(at)) if one.staff_id == by.staff_id), None
    )
    return content.TaskReceipt(
        centre=centre.name,
        number=number,
        issued_on=local_date(at),
        reference=task.number,
        superior=task.superior.name,
        their_number=task.their_number,
        task=task.title,
        received_on=local_date(task.received_at if round_.sequence == 1 else round_.began_at),
        due_on=due_on,
        done_on=local_date(at),
        result=result,
        round=round_.sequence,
        person=task.person.name_masked if task.person else "",
        told=told_words(round_.told_means),
        extended=extended,
        attachments=TaskFile.objects.filter(task=task, role=FileRole.RESULT, removed_at=None).count(),
        handler=content.Contact(by.name, handler.phone if handler else ""),
        office=content.Office(
            place=centre.name,
            hours=times_words(centre.pk, local_date(at)),
            phone=centre.phone,
            supervision_phones=tuple(filter(None, (centre.supervision_phone, "12345"))),
        ),
    )


_BY_MACHINE = {
    ToldChannel.SMS: "发了短信",
    ToldChannel.EMAIL: "发了邮件",
    ToldChannel.CALL: "由经办人打电话告知",
    ToldChannel.NONE: "本人不要消息",
}


def told_words(means: str) -> str:
    """How the person was told, as it is said; empty when nobody was."""
    if means in ToldBy.values:
        return str(ToldBy(means).label)
    return _BY_MACHINE[ToldChannel(means)] if means in ToldChannel.values else ""
