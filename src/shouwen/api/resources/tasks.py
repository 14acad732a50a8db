"""上级任务（限时办结制度 第二条）: what 12345 or a department sends comes in without typing, on the same clock as everything else.

Its words aren't given out again; the result goes back by the way of the superior."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from shouwen.api.bearer import acting, centre_of, needs
from shouwen.api.declared import changing, reading
from shouwen.api.fields import Asked, Day, InTaskSerial, Moment, line, lines, local_time
from shouwen.api.once import IdempotencyKey, once
from shouwen.api.problems import NotFound
from shouwen.systems.enums import Scope
from shouwen.tasks.actions import take_in
from shouwen.tasks.enums import TaskState
from shouwen.tasks.listing import ListedTask, task_listed

router = Router(tags=["上级任务"])


class AboutIn(Asked):
    """任务里说到的群众."""

    name: line(60)  # type: ignore[valid-type]
    phone: line(30, least=0) = Field("", description="电话")  # type: ignore[valid-type]
    id_number: line(30, least=0) = Field("", description="证件号")  # type: ignore[valid-type]
    address: line(120, least=0) = Field("", description="住址")  # type: ignore[valid-type]


class TaskIn(Asked):
    """派来一项任务. The limit: a day or so many working days, one of the two."""

    superior: line(60) = Field(description="哪个上级部门，如 12345热线")  # type: ignore[valid-type]
    their_number: line(60) = Field(description="上级的编号；同一个编号再送来，还是那一件")  # type: ignore[valid-type]
    title: line(80) = Field(description="什么事，不写姓名和电话")  # type: ignore[valid-type]
    words: lines(5_000) = Field(description="任务内容")  # type: ignore[valid-type]
    received_at: Moment | None = Field(None, description="什么时候派来的；不写是现在")
    due_on: Day | None = Field(None, description="哪天以前办结")
    workdays: int | None = Field(None, strict=True, ge=1, le=366, description="或几个工作日，两个写一个")
    person: AboutIn | None = Field(None, description="任务里说到的人；加密存放")


class Task(Schema):
    """一项任务."""

    number: str = Field(description="本中心的编号，如 任 26-0003")
    serial: str = Field(description="地址里用的编号，如 26-0003")
    their_number: str
    superior: str
    state: TaskState
    state_words: str
    assignee: str = Field(description="谁在办；没有交办空着")
    window: str
    received_at: datetime
    due_at: datetime | None = Field(description="最迟什么时候办结")
    submitted_at: datetime | None = Field(description="什么时候报送的")
    rounds: int = Field(description="第几次办；上级退回一次加一次")


@router.post("", response=changing(Task, 201, 200), summary="派来一项任务", **needs(Scope.TASKS_WRITE))
def give(request: HttpRequest, key: IdempotencyKey, body: TaskIn) -> HttpResponse:
    """新的答 201，时限从派来那天算；这个编号以前送过，答 200 和原来那一件，什么也不多做。"""
    by, at = acting(request), request.at  # type: ignore[attr-defined]
    about = body.person or AboutIn.model_construct(name="", phone="", id_number="", address="")

    def do() -> tuple[int, Task]:
        task, is_new = take_in(
            superior=body.superior,
            their_number=body.their_number,
            title=body.title,
            words=body.words,
            received_at=body.received_at or at,
            due_on=body.due_on,
            workdays=body.workdays,
            person_name=about.name,
            person_phone=about.phone,
            person_id_number=about.id_number,
            person_address=about.address,
            by=by,
            at=at,
        )
        return 201 if is_new else 200, _found(request, task.number.removeprefix("任 "))

    return once(request, key, body, do)


@router.get("/{serial}", response=reading(Task, of_one=True), summary="看一项任务", **needs(Scope.TASKS_READ))
def task(request: HttpRequest, serial: InTaskSerial) -> Task:
    """到哪一步了，谁在办，哪天到期。"""
    return _found(request, serial)


def _found(request: HttpRequest, serial: str) -> Task:
    found = task_listed(centre_of(request), serial)
    if found is None:
        raise NotFound("task_unknown", f"没有编号是 {serial} 的任务")
    return _task(found)


def _task(found: ListedTask) -> Task:
    row = found.task
    return Task.model_construct(
        number=row.number,
        serial=row.number.removeprefix("任 "),
        their_number=row.their_number,
        superior=row.superior.name,
        state=TaskState(row.state),
        state_words=TaskState(row.state).label,
        assignee=row.assignee.name if row.assignee else "",
        window=row.window.label if row.window else "",
        received_at=local_time(row.received_at),
        due_at=local_time(found.due_at),
        submitted_at=local_time(found.submitted_at),
        rounds=found.rounds,
    )
