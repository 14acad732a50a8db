"""The page of one task: what is wanted by when, who has it, what was done, what the superior said, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ExtensionCategory
from shouwen.clocks.facts import extension_of
from shouwen.clocks.queries import standings
from shouwen.clocks.rules import most_extension_workdays
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.cases.page import chip_of
from shouwen.desk.chinese_dates import clock_time, day_and_weekday, month_day, stamp
from shouwen.desk.inquiries.receivers import Receiver, receivers
from shouwen.desk.lights import light_of
from shouwen.desk.papers.lines import PaperLine, line_of
from shouwen.desk.parts import Light, PersonChip, TimelineEvent
from shouwen.desk.strip import Strip
from shouwen.desk.strip.of_clock import day_strip
from shouwen.desk.supervision.events import with_supervision
from shouwen.desk.supervision.order_about import offered_link
from shouwen.desk.tasks.forms import TOLD
from shouwen.desk.tasks.timeline import events_of
from shouwen.feedback.enums import ComplaintChannel
from shouwen.feedback.policies import may_take
from shouwen.files.actions import name_of
from shouwen.journal import queries as journal
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal
from shouwen.regulations.queries import clause_words
from shouwen.tasks import policies, queries
from shouwen.tasks.attachments import may_attach
from shouwen.tasks.enums import FileRole, TaskState
from shouwen.tasks.receipt_paper import told_words
from shouwen.tasks.suggesting import Suggestion, suggest
from shouwen.tasks.words import receipt_of, result_of, returned_of, words_of

HOTLINE = "12345"
"""What the hotline passes on may be a complaint (服务承诺制度 第二条)."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One attachment."""

    name: str
    role: str
    note: str
    url: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round that was submitted, or was sent back by the superior."""

    title: str
    returned: str
    result: str
    done: str
    told: str
    receipt: str
    paper: PaperLine | None


@dataclass(frozen=True, slots=True)
class Steps:
    """What this person may do now."""

    assign: bool
    reassign: bool
    work: bool
    send_back: bool
    extend: bool
    receipt: bool
    returned: bool
    withdraw: bool
    attach: bool
    complain: bool


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Everything the page shows."""

    task: Any
    serial: str
    state: str
    words: str
    light: Light | None
    due: str
    theirs: str
    agreed: str
    who: str
    strip: Strip
    clauses: Sequence[tuple[str, str]]
    person: PersonChip | None
    files: Sequence[FileLine]
    rounds: Sequence[RoundLine]
    events: Sequence[TimelineEvent]
    steps: Steps
    suggestions: Sequence[Suggestion]
    receivers: Sequence[Receiver]
    told_choices: Sequence[tuple[str, str]]
    today: str
    most_extension: int
    extension_categories: list[tuple[str, str]]
    order: tuple[str, str]
    refusal: Refusal | None = None
    opened: str = ""
    form: Any = None


def page_of(
    task: Any, *, by: Actor, at: datetime, refusal: Refusal | None = None, opened: str = "", form: Any = None
) -> TaskPage:
    """The page of a task that `task_numbered` loaded; `opened` is the step whose form was refused, `form` what was typed."""
    rounds = list(task.rounds.all())
    clock = queries.clocks_of_rounds(task.centre_id, [rounds[-1].pk])[rounds[-1].pk]
    yardstick = Yardstick.of(task.centre_id)
    entries = journal.of_subjects(task.centre_id, [("task", row.pk) for row in rounds])
    labels = {code: words.label for code, words in clause_words(task.centre_id).items()}
    steps, words = _steps(task, by=by, at=at), words_of(task)
    colleagues = people.colleagues(task.centre_id, on=local_date(at))
    standing = standings([clock], at=at, by=yardstick)[clock.pk]
    assigns = steps.assign or steps.reassign
    return TaskPage(
        task=task,
        serial=serial_of(task),
        state=TaskState(task.state).label,
        words=words,
        light=light_of(standing, clock=clock) if clock.closed_at is None else None,
        due=_due(clock),
        theirs=_theirs(rounds[-1], clock),
        agreed=_agreed(rounds[-1], clock),
        who=_who(task),
        strip=day_strip(clock, at=at, by=yardstick),
        clauses=[(code, labels[code]) for code in (("T3",) if extension_of(clock) else ("T1",)) if code in labels],
        person=chip_of(task.person) if task.person else None,
        files=[_file(task, row, steps.attach) for row in task.files.all()],
        rounds=[
            _round(task, row, len(rounds), by=by, at=at)
            for row in reversed(rounds)
            if row.submitted_at or row.sequence > 1
        ],
        events=with_supervision(
            events_of(entries, labels=labels, names={one.staff_id: one.name for one in colleagues}),
            task.centre_id,
            (task.number,),
            labels=labels,
        ),
        steps=steps,
        suggestions=[
            one
            for one in suggest(task.centre_id, f"{task.title} {words}", on=local_date(at))
            if one.staff_id != task.assignee_id
        ]
        if assigns
        else (),
        receivers=[one for one in receivers(by, at=at) if one.staff_id != task.assignee_id] if assigns else (),
        told_choices=[(one.value, one.label) for one in TOLD],
        today=local_date(at).isoformat(),
        extension_categories=ExtensionCategory.choices,
        most_extension=most_extension_workdays(task.centre_id, accepted_on=local_date(task.received_at)),
        refusal=refusal,
        order=offered_link(clock, by=by, at=at),
        opened=opened,
        form=form,
    )


def serial_of(task: Any) -> str:
    """26-0007 of 任 26-0007."""
    return str(task.number).removeprefix("任 ")


def _steps(task: Any, *, by: Actor, at: datetime) -> Steps:
    is_open = task.state in (TaskState.RECEIVED, TaskState.ASSIGNED)
    may_assign = policies.may_assign(task, reason="…", by=by) is None
    works = task.state == TaskState.ASSIGNED and policies.may_work_on(task, by=by, at=at) is None
    return Steps(
        assign=may_assign and task.state == TaskState.RECEIVED,
        reassign=may_assign and task.state == TaskState.ASSIGNED,
        work=works,
        send_back=works,
        extend=is_open and policies.may_work_on(task, by=by, at=at) is None,
        receipt=policies.may_keep_books(task, TaskState.RECEIPTED, by=by) is None,
        returned=policies.may_keep_books(task, TaskState.ASSIGNED, by=by) is None,
        withdraw=policies.may_withdraw(task, reason="…", by=by) is None,
        attach=may_attach(task, by=by, at=at) is None,
        complain=is_open and HOTLINE in task.superior.name and may_take(by, ComplaintChannel.PHONE) is None,
    )


def _due(clock: Any) -> str:
    if clock.closed_at is not None:
        return f"{day_and_weekday(clock.closed_at)} {clock_time(clock.closed_at)} 了结"
    return f"{day_and_weekday(clock.due_at)} {clock_time(clock.due_at)} 到期"


def _theirs(round_: Any, clock: Any) -> str:
    """The superior's day, where the strip doesn't say it already."""
    due = round_.their_due_on
    extension = extension_of(clock)
    said = extension.original_due_on if extension else local_date(clock.due_at)
    return f"上级要求 {month_day(due)}前" if due and due != said else ""


def _agreed(round_: Any, clock: Any) -> str:
    extension = extension_of(clock)
    if extension is None or not round_.extension_agreed_on:
        return ""
    agreed = f"{round_.extension_agreed_by} {month_day(round_.extension_agreed_on)}同意"
    return f"延期 {extension.workdays} 个工作日，{agreed}：{extension.reason}"


def _who(task: Any) -> str:
    if task.assignee is None:
        return f"管理办公室 {task.office.name}"
    return f"{task.window.label if task.window else ''} {task.assignee.name}".strip()


def _file(task: Any, row: Any, may_remove: bool) -> FileLine:
    serial = serial_of(task)
    return FileLine(
        name=name_of(row.file),
        role=FileRole(row.role).label,
        note=f"{max(row.file.size // 1024, 1)} KB · {row.added_by.name if row.added_by else '系统'} {stamp(row.added_at)}",
        url=reverse("desk:task_file", args=[serial, row.pk]),
        remove_url=reverse("desk:task_file_remove", args=[serial, row.pk]) if may_remove else "",
    )


def _round(task: Any, row: Any, count: int, *, by: Actor, at: datetime) -> RoundLine:
    receipt = ""
    if row.receipt_on is not None:
        answer = receipt_of(row, task)
        number = f"，回执 {row.receipt_number}" if row.receipt_number else ""
        receipt = f"{month_day(row.receipt_on)}收到{number}{f'：{answer}' if answer else ''}"
    return RoundLine(
        title=f"第 {row.sequence} 次办理" if count > 1 else "办理结果",
        returned=returned_of(row, task),
        result=result_of(row, task),
        done=f"{row.submitted_by.name} {stamp(row.submitted_at)} 报送" if row.submitted_by else "",
        told=told_words(row.told_means),
        receipt=receipt,
        paper=line_of(row.paper, by=by, at=at) if row.paper else None,
    )
