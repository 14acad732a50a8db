"""Reading tasks: one with everything its page shows, the list, the register. Every answer is a constant number of queries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from shouwen.civil_time import start_of
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.late import DONE_ON_A_LATER_DAY
from shouwen.clocks.models import Clock
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.tasks.enums import TaskState
from shouwen.tasks.models import Superior, Task, TaskFile, TaskImport, TaskRound
from shouwen.tasks.naming import number_key
from shouwen.tasks.transitions import OPEN


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of tasks is narrowed to: `text` is a number of ours or theirs, a person, or words of the title."""

    text: str = ""
    sift: str = ""
    assignee_id: int | None = None
    window_id: int | None = None


def tasks_wanted(centre_id: int, wanted: Wanted) -> QuerySet[Task]:
    """上级任务 of a centre, the newest first. `sift`: open, received, assigned, submitted, receipted, withdrawn, late (submitted
    late), returned (sent back at least once).

    `round_id`, `rounds_count` and `clock_id` of the last round come along."""
    latest = TaskRound.objects.filter(task=OuterRef("pk")).order_by("-sequence")
    clocks = Clock.objects.filter(kind=ClockKind.TASK, centre_id=centre_id, subject_id=OuterRef("round_id"))
    rows = Task.objects.filter(centre_id=centre_id).annotate(
        round_id=Subquery(latest.values("pk")[:1]), rounds_count=Subquery(latest.values("sequence")[:1])
    )
    rows = rows.annotate(clock_id=Subquery(clocks.values("pk")[:1]))
    if wanted.sift == "open":
        rows = rows.filter(state__in=OPEN)
    elif wanted.sift == "returned":
        rows = rows.filter(rounds_count__gt=1)
    elif wanted.sift == "late":
        rows = rows.filter(Exists(clocks.filter(DONE_ON_A_LATER_DAY))).exclude(state=TaskState.WITHDRAWN)
    elif wanted.sift in TaskState.values:
        rows = rows.filter(state=wanted.sift)
    if wanted.assignee_id is not None:
        rows = rows.filter(assignee_id=wanted.assignee_id)
    if wanted.window_id is not None:
        rows = rows.filter(window_id=wanted.window_id)
    if wanted.text.strip():
        rows = rows.filter(_meant(centre_id, wanted.text.strip()))
    return rows.select_related("superior", "assignee", "window", "person", "office").order_by("-received_at", "-pk")


def at_hand_of(rows: QuerySet[Task], by: Actor) -> QuerySet[Task]:
    """Of these, what is or was in this person's hands or on their window, or came in by them."""
    own = Q(assignee_id=by.staff_id) | Q(taken_by_id=by.staff_id) | Q(rounds__submitted_by_id=by.staff_id)
    if by.window_id is not None:
        own |= Q(window_id=by.window_id)
    return rows.filter(own).distinct()


def due_first(rows: QuerySet[Task]) -> QuerySet[Task]:
    """What is due first stands first."""
    due = Clock.objects.filter(pk=OuterRef("clock_id")).values("due_at")[:1]
    return rows.annotate(due_at=Subquery(due)).order_by("due_at", "pk")


def _meant(centre_id: int, text: str) -> Q:
    number = re.fullmatch(r"任?\s*(\d\d)-(\d{1,4})", text)
    if number:
        return Q(number=f"任 {number[1]}-{int(number[2]):04d}")
    words = Q(title__icontains=text) | Q(superior__name__icontains=text) | Q(number_key=number_key(text))
    return words | Q(person_id__in=people.ids_matching(centre_id, text))


def task_register(
    centre_id: int,
    *,
    first: date | None,
    last: date | None,
    state: str,
    window_id: int | None,
    staff_id: int | None,
    text: str,
) -> QuerySet[Task]:
    """上级任务台账, the newest first: days (both included) by receipt, `state` as in `tasks_wanted`."""
    wanted = Wanted(text=text, sift=state, assignee_id=staff_id, window_id=window_id)
    rows = tasks_wanted(centre_id, wanted)
    if first is not None:
        rows = rows.filter(received_at__gte=start_of(first))
    if last is not None:
        rows = rows.filter(received_at__lt=start_of(last + timedelta(days=1)))
    return rows


def last_rounds(centre_id: int, task_ids: Iterable[int]) -> dict[int, TaskRound]:
    """The last round of each of these tasks; one query."""
    rows = TaskRound.objects.filter(centre_id=centre_id, task_id__in=list(task_ids)).order_by("sequence")
    return {row.task_id: row for row in rows}


def task_numbered(centre_id: int, serial: str) -> Task | None:
    """The task 任 26-0007 by its serial 26-0007, with all that its page shows."""
    rows = Task.objects.filter(centre_id=centre_id, number=f"任 {serial}")
    rounds = TaskRound.objects.select_related("paper", "submitted_by", "receipt_noted_by").order_by("sequence")
    files = TaskFile.objects.filter(removed_at=None).select_related("file", "added_by").order_by("role", "pk")
    return (
        rows.select_related("centre", "superior", "person", "assignee", "window", "office", "taken_by")
        .prefetch_related(Prefetch("rounds", rounds), Prefetch("files", files))
        .first()
    )


def clocks_of_rounds(centre_id: int, round_ids: Iterable[int]) -> dict[int, Clock]:
    """The clocks of these rounds, by round; two queries."""
    rows = Clock.objects.filter(centre_id=centre_id, kind=ClockKind.TASK, subject_id__in=list(round_ids))
    rows = rows.select_related("responsible", "extension").prefetch_related("pauses", "responsibilities")
    return {clock.subject_id: clock for clock in rows}


def rounds_by_id(centre_id: int, round_ids: Iterable[int]) -> dict[int, TaskRound]:
    """These rounds with their tasks; one query."""
    rows = TaskRound.objects.filter(centre_id=centre_id, pk__in=list(round_ids)).select_related("task")
    return {row.pk: row for row in rows}


def titles_of(centre_id: int, numbers: Iterable[str]) -> dict[str, str]:
    """Titles of tasks by number; one query."""
    rows = Task.objects.filter(centre_id=centre_id, number__in=list(numbers))
    return dict(rows.values_list("number", "title"))


def file_of(centre_id: int, serial: str, file_id: int) -> TaskFile | None:
    """One file of the task."""
    rows = TaskFile.objects.filter(centre_id=centre_id, task__number=f"任 {serial}", pk=file_id)
    return rows.select_related("file", "task__superior", "task__person").first()


def superiors(centre_id: int) -> QuerySet[Superior]:
    """上级部门 that gave tasks before, by name."""
    return Superior.objects.filter(centre_id=centre_id)


def superior_of(centre_id: int, superior_id: int) -> Superior | None:
    """One of them."""
    return superiors(centre_id).filter(pk=superior_id).first()


def known_keys(superior: Superior, keys: Iterable[str]) -> dict[str, str]:
    """Our numbers of the tasks that this superior sent under these numbers; one query."""
    rows = Task.objects.filter(centre_id=superior.centre_id, superior=superior, number_key__in=list(keys))
    return dict(rows.values_list("number_key", "number"))


def newest_imports(centre_id: int, most: int = 8) -> list[TaskImport]:
    """The latest imports of lists."""
    rows = TaskImport.objects.filter(centre_id=centre_id).select_related("superior", "imported_by")
    return list(rows.order_by("-imported_at", "-pk")[:most])


def rounds_at_hand(by: Actor, *, at: datetime) -> QuerySet[TaskRound]:
    """The rounds of the tasks that `policies.may_see` lets somebody see who doesn't look over them all; two queries at most."""
    absent = [one.absent_id for one in people.covers_of(by.staff_id, by.centre_id, at=at)] if by.staff_id else []
    own = Q(task__assignee_id__in=[by.staff_id or 0, *absent])
    own |= Q(task__taken_by_id=by.staff_id or 0) | Q(task__office_id=by.staff_id or 0)
    if by.window_id is not None:
        own |= Q(task__window_id=by.window_id, task__assignee__isnull=False)
    return TaskRound.objects.filter(own, centre_id=by.centre_id)
