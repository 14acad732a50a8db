"""One open clock becomes one row: it starts with a verb and ends with one button."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind, ClockState, LimitUnit, PauseKind
from shouwen.clocks.facts import extension_of
from shouwen.clocks.planned import days_over
from shouwen.clocks.standing import Stand, Standing
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import clock_time, day_and_weekday, month_day
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.desk.today.words import STARTED, VERBS, Waiting
from shouwen.people.masks import mask_words
from shouwen.workdays import Calendar

_OF_CASE = frozenset({ClockKind.CASE, ClockKind.OWED})


@dataclass(frozen=True, slots=True)
class TodayRow:
    """What the list shows of one debt. `note` stands out at the end of the second line."""

    light: Light
    mark: str
    verb: str
    person: str
    matter: str
    meta: str
    note: str
    due: str
    due_time: str
    button: str
    url: str
    cover: str = ""
    left_until: str = ""
    answer: str = ""


def row_of(
    clock: Any,
    standing: Standing,
    *,
    at: datetime,
    me: int,
    covered: Collection[int],
    waiting: Waiting | None = None,
    deemed: Collection[int] = (),
    calendar: Calendar | None = None,
    called: str = "你",
) -> TodayRow:
    """`clock` as `clocks.queries.debts_of` gives it; `covered`: the people I stand in for today (AB岗).

    `waiting`: how an inquiry stands that doesn't simply wait for an answer, such as with a ruling to be told.
    `calendar`: to tell which special procedure lasts longer than planned.
    `deemed`: the reviews whose case counts as accepted when nothing is told in time.
    `called`: what `me` is called: by name on a list that somebody else reads.
    """
    kind, is_paused = ClockKind(clock.kind), clock.state == ClockState.PAUSED
    mine = clock.responsible_id == me or clock.responsible_id in covered
    verb, button = VERBS[kind] if mine else (f"跟到{'办结' if kind == ClockKind.PROMISE else '答复'}", "打开")
    if waiting is not None and mine:
        verb, button = waiting.verb, waiting.button
    if is_paused and kind == ClockKind.CASE:
        verb = f"等 {clock.person_masked} 补正" if _waits_for_person(clock) else verb
    if _is_outside(clock):
        verb, button = "催外部门接收", "打开"
    due, due_time = _due_words(clock, standing, at)
    return TodayRow(
        light=light_of(standing, clock=clock),
        mark=kind.mark,
        verb=verb,
        person="" if clock.person_masked and clock.person_masked in verb else clock.person_masked,
        matter=mask_words(clock.matter),
        meta=" · ".join([clock.number, *_meta(clock, kind, at)]),
        note=_note(
            clock, kind, at=at, mine=mine, me=me, waiting=waiting, deemed=deemed, calendar=calendar, called=called
        ),
        due=due,
        due_time=due_time,
        button=button,
        url=address_of(kind, clock.number),
        cover=clock.responsible.name if mine and clock.responsible_id != me else "",
        left_until=_counts_down(clock, standing, at),
        answer=waiting.answer if waiting is not None and mine else "",
    )


def _is_outside(clock: Any) -> bool:
    """A hand-over to a department: counted in working days, and the first responder sees to it."""
    return clock.kind == ClockKind.HANDOVER and clock.unit == LimitUnit.WORKDAY


def _counts_down(clock: Any, standing: Standing, at: datetime) -> str:
    """The end of a limit in minutes, if the page may count it down itself: within the hour, with no closing time between."""
    wall = -((at - clock.due_at) // timedelta(minutes=1))
    return clock.due_at.isoformat() if standing.minutes is not None and wall - 1 <= standing.minutes < 60 else ""


def _waits_for_person(clock: Any) -> bool:
    return any(pause.to_on is None and pause.kind == PauseKind.CORRECTION for pause in clock.pauses.all())


def _meta(clock: Any, kind: ClockKind, at: datetime) -> list[str]:
    """The second line: what one needs to know before opening it."""
    words = [f"{when_said(clock.started_at, at)} {'转出' if _is_outside(clock) else STARTED[kind]}"]
    if kind == ClockKind.CASE and clock.unit == LimitUnit.INSTANT:
        words.append("即办件")
    words += [
        f"{month_day(pause.from_on)}起{PauseKind(pause.kind).label}" for pause in clock.pauses.all() if not pause.to_on
    ]
    if extension := extension_of(clock):
        words.append(f"已延期 {extension.workdays} 天，不能再延")
    if clock.provisional:
        words.append("放假安排没公布，到期日先按周末推算")
    return words


def _note(
    clock: Any,
    kind: ClockKind,
    *,
    at: datetime,
    mine: bool,
    me: int,
    waiting: Waiting | None,
    deemed: Collection[int],
    calendar: Calendar | None,
    called: str,
) -> str:
    if kind == ClockKind.HANDOVER and mine:
        return (
            f"到时没人接收就退回给{called}"
            if _is_outside(clock)
            else f"{clock_time(clock.due_at)} 前不接收就退回首问负责人"
        )
    if kind == ClockKind.QUESTION:
        return f"{clock_time(clock.due_at)} 还没人认领就归{called}"
    if not mine:
        first = called if clock.first_responder_id == me else clock.first_responder.name
        return f"现在由 {clock.responsible.name} 负责，{first}仍是首问负责人"
    if waiting is not None and waiting.note:
        return waiting.note
    if over := _longer_than_told(clock, at, calendar):
        return over
    if kind == ClockKind.REVIEW:
        return _silence(clock, at, is_deemed=clock.subject_id in deemed)
    if kind in _OF_CASE and clock.first_responder_id and clock.first_responder_id != me:
        return f"首问负责人 {clock.first_responder.name}"
    return ""


def _longer_than_told(clock: Any, at: datetime, calendar: Calendar | None) -> str:
    """A special procedure that lasts longer than the person was told: something to look at."""
    running = next((pause for pause in clock.pauses.all() if pause.to_on is None and not pause.lapsed), None)
    over = days_over(running, on=local_date(at), calendar=calendar) if running is not None and calendar else 0
    return f"{PauseKind(running.kind).label}比告知的多了 {over} 个工作日，看看怎么了" if running and over else ""


def _silence(clock: Any, at: datetime, *, is_deemed: bool) -> str:
    """What comes of a review after which nothing is told in time (行政许可法 第三十二条; 一次性告知制度 第六条)."""
    day = local_date(clock.due_at)
    if local_date(at) > day:
        late = "马上按自收件之日受理" if is_deemed else "已经是逾期告知，请尽快告知"
        return f"{month_day(day)}前就该告知补正，{late}"
    return f"{month_day(day)}前要告知补正，{'否则算受理' if is_deemed else '过了就是逾期告知'}"


def _due_words(clock: Any, standing: Standing, at: datetime) -> tuple[str, str]:
    if clock.state == ClockState.PAUSED:
        return ("补齐后" if _waits_for_person(clock) else "恢复后"), f"还有 {standing.days} 天" if standing.days else ""
    due: date = local_date(clock.due_at)
    # An instant matter that waited for its applicant is due on a day that lies behind, and in time today.
    is_today = due == local_date(at) or (clock.unit == LimitUnit.INSTANT and standing.stand == Stand.TODAY)
    return ("今天" if is_today else day_and_weekday(due)), clock_time(clock.due_at)


def when_said(moment: datetime, at: datetime) -> str:
    """10:47 of today, 昨天 10:47, else the day."""
    days = (local_date(at) - local_date(moment)).days
    if days in (0, 1):
        return ("" if days == 0 else "昨天 ") + clock_time(moment)
    return month_day(moment)
