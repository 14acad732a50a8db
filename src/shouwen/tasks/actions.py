"""One door for every change to a task from a superior department (限时办结制度 第二条): taken in, assigned, sent back, withdrawn."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.inquiries.office import office_member
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people import serials
from shouwen.people.actions import receive_person
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.masks import mask_name, mask_words
from shouwen.people.models import Person
from shouwen.refusals import refuse, refuse_if
from shouwen.tasks import policies
from shouwen.tasks.enums import TaskSource, TaskState
from shouwen.tasks.models import Superior, Task, TaskImport, TaskRound
from shouwen.tasks.naming import number_key
from shouwen.tasks.notices import notify
from shouwen.tasks.superiors import know_superior
from shouwen.tasks.words import seal_words
from shouwen.telling.passing_on import pass_on_calls
from shouwen.workdays import CalendarRangeError

_LEAST_NAME = 2
"""Characters of a name that is looked for in a title: one alone may be part of any word."""


@one_change
def take_in(
    *,
    superior: str | Superior,
    their_number: str,
    title: str,
    words: str,
    received_at: datetime,
    due_on: date | None = None,
    workdays: int | None = None,
    promised_on: date | None = None,
    person_name: str = "",
    person_phone: str = "",
    person_id_number: str = "",
    person_address: str = "",
    source: TaskSource = TaskSource.HAND,
    file_import: TaskImport | None = None,
    by: Actor,
    at: datetime,
) -> tuple[Task, bool]:
    """接收任务 (限时办结制度 第二条): the same clock as for matters of the public begins, owed by the office until it is assigned.

    The limit is their day (`due_on`) or their `workdays` from the day of receipt; `promised_on`: an earlier day the centre sets
    itself. A number that this superior sent before gives the known task and False, nothing is written. Raises Refused."""
    refuse_if(policies.may_take_in(by))
    title, words = _plain_title(title, person_name), words.strip()
    refuse_if(policies.told_in_full(their_number=their_number.strip(), title=title, words=words))
    refuse_if(policies.received_in_time(received_at, at))
    received_at = min(received_at, at)
    received = local_date(received_at)
    refuse_if(
        policies.limit_given(
            received=received, due_on=due_on, workdays=workdays, promised_on=promised_on, today=local_date(at)
        )
    )
    given_by = superior if isinstance(superior, Superior) else know_superior(name=superior, by=by, at=at)
    if given_by.centre_id != by.centre_id:
        raise refuse("superior_unknown", "没有这个上级部门")
    # Held to the end of the change: of one number sent twice at once, the second finds the first.
    series, key = f"task/{local_date(at).year % 100}", number_key(their_number)
    serials.take(by.centre_id, series, 0)
    known = task_by_their_number(given_by, key)
    if known is not None:
        return known, False
    person = _person(person_name, person_phone, person_id_number, person_address, by=by, at=at)
    office = _office(by, at)
    number = f"任 {local_date(at).year % 100:02d}-{serials.take(by.centre_id, series):04d}"
    task = Task.objects.create(
        centre_id=by.centre_id,
        number=number,
        superior=given_by,
        their_number=their_number.strip(),
        number_key=key,
        title=title,
        words_sealed=seal_words(words, centre_id=by.centre_id, number=number),
        person=person,
        source=TaskSource.SYSTEM if by.via else source,
        file_import=file_import,
        received_at=received_at,
        taken_at=at,
        taken_by_id=by.staff_id,
        office_id=office,
    )
    clock = begin_round(
        task, sequence=1, since=received_at, due_on=due_on, workdays=workdays, promised_on=promised_on, by=by, at=at
    )
    data: dict[str, object] = {"superior": given_by.name, "due": clocks.due_words(clock), "source": task.source}
    record(task, "task.take_in", by=by, at=at, data=data | {"words": Words(words)})
    return task, True


@one_change
def assign(*, task: Task, to_staff_id: int, words: str = "", reason: str = "", by: Actor, at: datetime) -> Task:
    """交办, or 改派 with a reason: from today on the receiver answers for the clock; days before stay with whom they were.
    `words`: what the office adds. Raises Refused."""
    hold(task)
    before = task.assignee_id if task.state == TaskState.ASSIGNED else None
    refuse_if(policies.may_assign(task, reason=reason, by=by))
    refuse_if(policies.may_be_given(task, to_staff_id=to_staff_id, on=local_date(at)))
    receiver = next(one for one in people.colleagues(task.centre_id, on=local_date(at)) if one.staff_id == to_staff_id)
    move(task, TaskState.ASSIGNED, assignee_id=to_staff_id, window_id=receiver.window_id)
    clock = open_clock(task)
    _pass_on(task, clock, to_staff_id=to_staff_id, by=by, at=at)
    notify(task, clock, "上级任务交给你办", staff_id=to_staff_id, by=by, at=at)
    if words.strip():
        refuse_if(policies.said(words, "交办的话"))
    data: dict[str, object] = {"to": to_staff_id, "from": before, "reason": Words(reason.strip())}
    record(task, "task.assign", by=by, at=at, data=data | {"words": Words(words.strip())})
    return task


@one_change
def send_back(*, task: Task, reason: str, by: Actor, at: datetime) -> Task:
    """退回管理办公室: the office answers for it again, the time goes on. Raises Refused."""
    hold(task)
    refuse_if(policies.may_send_back(task, reason=reason, by=by, at=at))
    whose = (task.assignee_id,)
    office = task.office_id if _is_in_office(task, at) else office_member(task.centre_id, not_by=(), at=at)
    move(task, TaskState.RECEIVED, assignee_id=None, window_id=None, office_id=office)
    clock = open_clock(task)
    _pass_on(task, clock, to_staff_id=office, by=by, at=at)
    notify(task, clock, f"{by.name}退回了任务", staff_id=office, by=by, at=at)
    record(task, "task.send_back", by=by, at=at, data={"reason": Words(reason.strip())}, whose=whose)
    return task


@one_change
def note_progress(*, task: Task, words: str, by: Actor, at: datetime) -> Task:
    """记进展: what was done meanwhile; it stands, sealed, in the journal. Raises Refused."""
    hold(task)
    refuse_if(policies.may_work_on(task, by=by, at=at) or policies.said(words, "进展"))
    record(task, "task.progress", by=by, at=at, data={"words": Words(words.strip())}, whose=(task.assignee_id,))
    return task


@one_change
def withdraw(*, task: Task, reason: str, by: Actor, at: datetime) -> Task:
    """上级撤回: nobody owes it any more, and it is never counted as late. Raises Refused."""
    hold(task)
    refuse_if(policies.may_withdraw(task, reason=reason, by=by))
    current = current_round(task)
    move(task, TaskState.WITHDRAWN, withdrawn_at=at)
    clocks.close(centre_id=task.centre_id, kind=ClockKind.TASK, subject_id=current.pk, at=at)
    record(task, "task.withdraw", by=by, at=at, data={"reason": Words(reason.strip())})
    return task


def begin_round(
    task: Task,
    *,
    sequence: int,
    since: datetime,
    due_on: date | None,
    workdays: int | None,
    promised_on: date | None = None,
    returned_sealed: bytes = b"",
    responsible_id: int | None = None,
    by: Actor,
    at: datetime,
) -> Clock:
    """One round of work with its clock, inside the caller's change. Raises Refused when our own day is later than theirs."""
    their_due = due_on or _day_of(task.centre_id, workdays or 0, since)
    refuse_if(policies.promise_within(promised_on, their_due))
    round_ = TaskRound.objects.create(
        centre_id=task.centre_id,
        task=task,
        sequence=sequence,
        began_at=since,
        their_due_on=their_due,
        returned_sealed=returned_sealed,
    )
    told = promised_on or due_on
    clock: Clock = clocks.start(
        kind=ClockKind.TASK,
        subject_id=round_.pk,
        number=task.number,
        matter=task.title,
        person_masked=task.person.name_masked if task.person else "",
        responsible_id=responsible_id or task.office_id,
        unit=LimitUnit.CALENDAR_DAY if told else LimitUnit.WORKDAY,
        promised_limit=max((told - local_date(since)).days, 0) if told else workdays or 0,
        due_on=told,
        by=by,
        at=since,
    )
    return clock


def hold(task: Task) -> None:
    """Take the task for this change and read it anew: what the caller read may be old."""
    task.refresh_from_db(
        from_queryset=Task.objects.select_for_update(of=("self",)).select_related("person", "superior")
    )


def move(task: Task, to: TaskState, **changes: object) -> None:
    """Guarded: of two at once one is refused."""
    rows = Task.objects.filter(pk=task.pk, state=task.state, assignee_id=task.assignee_id)
    if not rows.update(state=to, **changes):
        raise refuse("task_moved_on", f"{task.number} 别人刚刚办了，刷新看看")
    task.state = to
    for name, value in changes.items():
        setattr(task, name, value)


def current_round(task: Task) -> TaskRound:
    """The round that is worked on, or was last."""
    return TaskRound.objects.filter(task=task).order_by("-sequence")[0]


def open_clock(task: Task) -> Clock:
    """The clock of the current round. Raises Refused when nobody owes it any more."""
    rows = Clock.objects.filter(centre_id=task.centre_id, kind=ClockKind.TASK, closed_at=None)
    clock = rows.filter(subject_id=current_round(task).pk).first()
    if clock is None:
        raise refuse("clock_closed", f"{task.number} 已经了结了，刷新看看")
    return clock


def _pass_on(task: Task, clock: Clock, *, to_staff_id: int, by: Actor, at: datetime) -> None:
    """From today on somebody else owes the task, and the calls that an earlier submission still owes to the person."""
    clocks.reassign(clock=clock, to_staff_id=to_staff_id, by=by, at=at)
    for round_id in TaskRound.objects.filter(task=task).order_by("sequence").values_list("pk", flat=True):
        pass_on_calls(subject_kind=ClockKind.TASK, subject_id=round_id, to_staff_id=to_staff_id, by=by, at=at)


def task_by_their_number(superior: Superior, key: str) -> Task | None:
    """The task that this superior sent under this number; None without a number."""
    return Task.objects.filter(superior=superior, number_key=key).first() if key else None


def record(
    task: Task,
    action: str,
    *,
    by: Actor,
    at: datetime,
    data: dict[str, object],
    whose: tuple[int | None, ...] = (),
) -> None:
    """The journal entry, under the current round as its clock's are; `whose`: B for A is said."""
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind=ClockKind.TASK,
        subject_id=current_round(task).pk,
        data={"number": task.number, **data} | people.covering(by, whose, at=at),
    )


def _plain_title(title: str, name: str) -> str:
    """One line, in which no phone or id number stands, nor the name of whom it is about: lists, warnings and the register show it."""
    plain, person = mask_words(" ".join(title.split())), name.strip()
    return plain.replace(person, mask_name(person)) if len(person) >= _LEAST_NAME else plain


def _person(name: str, phone: str, id_number: str, address: str, *, by: Actor, at: datetime) -> Person | None:
    if not name.strip():
        if phone.strip() or id_number.strip():
            raise refuse("name_missing", "写了电话或证件号，还没有写姓名", way_out="写姓名，不知道的写“来电人”")
        return None
    person: Person = receive_person(name=name, phone=phone, id_number=id_number, address=address, by=by, at=at)
    return person


def _office(by: Actor, at: datetime) -> int:
    """Who of the office owes it until it is assigned: who took it in, if they are of the office."""
    if by.staff_id is not None and by.has(Role.MANAGEMENT_OFFICE) and not by.via:
        return by.staff_id
    return office_member(by.centre_id, not_by=(), at=at, else_do="请管理办公室的人上岗后再登记")


def _is_in_office(task: Task, at: datetime) -> bool:
    today = people.colleagues(task.centre_id, on=local_date(at))
    return any(one.staff_id == task.office_id and Role.MANAGEMENT_OFFICE in one.roles for one in today)


def _day_of(centre_id: int, workdays: int, since: datetime) -> date:
    """The last of so many working days from the day of receipt. Raises Refused beyond the calendar."""
    try:
        return calendar_of(centre_id).add(local_date(since), workdays)
    except (CalendarRangeError, OverflowError) as error:
        raise refuse("beyond_calendar", f"算不出到期日：{error}") from error
