"""上级任务: the list. Who looks over them all sees all; everybody else what is or was in their hands or on their window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import day_and_weekday
from shouwen.desk.inquiries.listing import PAGE, Choice
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light, LightState
from shouwen.desk.search_words import kept
from shouwen.people.actor import Actor
from shouwen.people.registers import may_see_registers
from shouwen.tasks import policies, queries
from shouwen.tasks.enums import TaskState
from shouwen.workdays import Calendar

SIFTS = (
    ("open", "没完的"),
    ("received", "待交办"),
    ("assigned", "在办"),
    ("submitted", "等回执"),
    ("returned", "退回过的"),
    ("late", "晚报的"),
    ("all", "全部"),
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task in the list."""

    number: str
    title: str
    under: str
    due: str
    is_off: bool
    who: str
    window: str
    state: str
    light: Light | None
    url: str
    button: str


@dataclass(frozen=True, slots=True)
class TaskList:
    """The page."""

    rows: Sequence[TaskRow]
    pages: Page[Any]
    sifts: Sequence[Choice]
    state: str
    text: str
    may_take_in: bool
    sees_all: bool
    book_url: str


def task_list(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> TaskList:
    """What the address asks: `q`, `state`, `page`; the same number of queries for 1 row and for 25."""
    text, all_of_them = asked.get("q", "").strip()[:60], policies.sees_all(actor)
    state = asked.get("state", "")
    state = state if state in dict(SIFTS) else ("all" if text else "open")
    wanted = queries.Wanted(text=text, sift="" if state == "all" else state)
    rows = queries.tasks_wanted(actor.centre_id, wanted)
    if not all_of_them:
        rows = queries.at_hand_of(rows, actor)
    rows = rows.order_by("-received_at", "-pk") if state == "all" else queries.due_first(rows)
    pages = Paginator(rows, PAGE).get_page(asked.get("page"))
    shown: list[Any] = list(pages)
    clocks = queries.clocks_of_rounds(actor.centre_id, [one.round_id for one in shown])
    by = Yardstick.of(actor.centre_id)
    stands = standings(clocks.values(), at=at, by=by)
    return TaskList(
        rows=[_row(one, clocks.get(one.round_id), stands, by.calendar) for one in shown],
        pages=pages,
        sifts=[Choice(words, _sift(key, asked), state == key) for key, words in SIFTS],
        state=state,
        text=text,
        may_take_in=policies.may_take_in(actor) is None,
        sees_all=all_of_them,
        book_url=reverse("desk:book", args=["tasks"]) if may_see_registers(actor) is None and all_of_them else "",
    )


def _sift(key: str, asked: Mapping[str, str]) -> str:
    more = "".join(f"&{name}={value}" for name, value in kept(asked).items())
    return f"{reverse('desk:tasks')}?state={key}{more}"


def _light(state: TaskState, clock: Any, stands: Mapping[int, Any]) -> Light | None:
    """How it stands; once reported, whether in time. None for what the superior took back."""
    if clock is None or state == TaskState.WITHDRAWN:
        return None
    if clock.closed_at is None:
        return light_of(stands[clock.pk], clock=clock)
    late = local_date(clock.closed_at) > local_date(clock.due_at)
    return Light(LightState.DONE, "逾期报送" if late else "按时报送")


def _row(task: Any, clock: Any, stands: Mapping[int, Any], calendar: Calendar) -> TaskRow:
    state = TaskState(task.state)
    again = f"第 {task.rounds_count} 次办" if task.rounds_count > 1 else ""
    person = task.person.name_masked if task.person else ""
    return TaskRow(
        number=task.number,
        title=task.title,
        under=" · ".join(filter(None, (task.superior.name, task.their_number, person, again))),
        due=day_and_weekday(clock.due_at) if clock else "",
        is_off=clock is not None and not calendar.is_workday(local_date(clock.due_at)),
        who=task.assignee.name if task.assignee else f"{task.office.name}（待交办）",
        window=task.window.label if task.window else "",
        state=state.label,
        light=_light(state, clock, stands),
        url=address_of(ClockKind.TASK, task.number),
        button="交办" if state == TaskState.RECEIVED else "打开",
    )
