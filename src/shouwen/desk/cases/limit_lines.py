"""Under the strip of a case: both limits side by side, a special procedure with its plan, an extension on its way, days saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shouwen.cases.extension_telling import told_so
from shouwen.cases.steps import Step
from shouwen.catalogue.told_words import days_words
from shouwen.civil_time import local_date
from shouwen.clocks.early import days_early
from shouwen.clocks.enums import ClockState, ExtensionState, LimitUnit, PauseKind, ToldMeans
from shouwen.clocks.facts import extension_of
from shouwen.clocks.known_ends import known_ends, last_day_to_ask
from shouwen.clocks.planned import days_over, planned_until
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.chinese_dates import day_and_weekday, month_day
from shouwen.desk.due.far_day import far_day, unpublished_words
from shouwen.messages.enums import MessageState
from shouwen.people.enums import Role
from shouwen.people.queries import centre
from shouwen.refusals import Refusal
from shouwen.rulebook.clock_facts import ClockFacts
from shouwen.telling.queries import ToldRecord


@dataclass(frozen=True, slots=True)
class Asked:
    """An extension that is asked for or approved: the words, and the button of whoever has to do something now."""

    words: str
    url: str = ""
    button: str = ""


@dataclass(frozen=True, slots=True)
class LimitLines:
    """`both`: 承诺 9月30日 · 法定 10月20日. `over`: how much longer the procedure takes than was told."""

    both: str
    procedure: str = ""
    over: str = ""
    asked: Asked | None = None
    early: str = ""


def lines_of(
    case: Any, request: Any, refusals: Mapping[Step, Refusal | None], *, at: datetime, by: Yardstick
) -> LimitLines | None:
    """None for a case without a clock of its own."""
    clock = case.clock
    if clock is None:
        return None
    running = next((row for row in clock.pauses.all() if row.to_on is None and not row.lapsed), None)
    over = days_over(running, on=local_date(at), calendar=by.calendar) if running else 0
    saved = days_early(clock, by=by)
    return LimitLines(
        both=_both(clock, at=at, by=by),
        procedure=_procedure(running, by) if running and running.kind != PauseKind.CORRECTION else "",
        over=f"比告知的多了 {over} 个工作日" if over else "",
        asked=_asked(case, request, refusals) if request else None,
        early=f"提前 {saved} 个工作日办结" if saved and case.state == "concluded" else "",
    )


def with_plan(facts: ClockFacts, clock: Any, *, by: Yardstick) -> ClockFacts:
    """The facts for the strip of a case: a special procedure that runs is named with the end that was told."""
    running = next((row for row in clock.pauses.all() if row.to_on is None and not row.lapsed), None)
    if running is None or running.kind == PauseKind.CORRECTION:
        return facts
    until = planned_until(running.from_on, running.planned_workdays, by.calendar)
    named = f"{PauseKind(running.kind).label}，预计 {month_day(until)}结束"
    return facts._replace(
        pauses=tuple(pause._replace(reason=named) if pause.last is None else pause for pause in facts.pauses)
    )


def _both(clock: Any, *, at: datetime, by: Yardstick) -> str:
    today = local_date(at)
    if clock.unit == LimitUnit.INSTANT:
        promised = "承诺当场办结"
    else:
        day = "恢复后再定" if clock.state == ClockState.PAUSED else far_day(local_date(clock.due_at), today=today)
        extension = extension_of(clock)
        more_days = f" ＋ 延期 {extension.workdays} 天" if extension is not None else ""
        promised = f"承诺 {days_words(clock.promised_limit, clock.unit)}{more_days}，{day}"
    if clock.legal_limit is None or clock.legal_due_on is None:
        return promised
    legal = days_words(clock.legal_limit, clock.legal_unit)
    more = f"，经批准可再延 {clock.legal_extension} 个工作日" if clock.legal_extension else ""
    if clock.state == ClockState.PAUSED:
        return f"{promised} · 法定 {legal}{more}"
    ends = known_ends(clock, on=today, by=by) if clock.legal_extension else None
    latest = f"到 {far_day(ends.by_law, today=today)}" if ends is not None and ends.by_law else ""
    moves = "" if clock.closed_at else unpublished_words(clock.legal_due_on, by.calendar)
    return f"{promised} · 法定 {legal}，{far_day(clock.legal_due_on, today=today)}{moves}{more}{latest}"


def _procedure(row: Any, by: Yardstick) -> str:
    until = planned_until(row.from_on, row.planned_workdays, by.calendar)
    told = f"，{ToldMeans(row.told_means).label}" if row.told_means else ""
    paper = f"，{row.paper_number}" if row.paper_number else ""
    return (
        f"{PauseKind(row.kind).label}：{row.reason}。{month_day(row.from_on)}起，大约 {row.planned_workdays} 个工作日，"
        f"预计 {day_and_weekday(until)} 结束{paper}{told}"
    )


def _how_told(told: ToldRecord | None, clock: Any) -> str:
    """An extension that is agreed doesn't count before the person knows (限时办结制度 第三条)."""
    if told is None:
        return "已批准，告知本人以后才生效"
    if told.is_told:
        return "已告知本人，马上生效"
    last = f"{month_day(last_day_to_ask(clock))}前告知不到就作废"
    if told.call_number or told.message_state == MessageState.FAILED:
        call = f"（{told.call_number} 待打）" if told.is_owed else ""
        return f"短信没有发出去，还没告知到本人{call}，{last}"
    return f"告知的短信在发，还没告知到本人，{last}"


def _asked(case: Any, request: Any, refusals: Mapping[Step, Refusal | None]) -> Asked:
    root = f"/cases/{case.number.removeprefix('办 ')}/"
    said = f"申请延期 {request.workdays} 个工作日：{request.reason}（{request.asked_by.name} {month_day(request.asked_at)}）"
    if request.state == ExtensionState.APPROVED:
        can_tell = refusals[Step.TELL] is None
        words = f"{said}。{_how_told(told_so(request), case.clock)}"
        return Asked(words, f"{root}{Step.TELL.value}/" if can_tell else "", "告知延期")
    approver = Role(centre(case.centre_id).extension_approver or Role.MANAGEMENT_OFFICE).label
    can_decide = refusals[Step.DECIDE] is None
    return Asked(f"{said}。等{approver}批", f"{root}{Step.DECIDE.value}/" if can_decide else "", "审批")
