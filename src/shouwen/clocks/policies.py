"""May this be done to a clock, by this person, now? (限时办结制度)"""

from __future__ import annotations

from datetime import date

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockState, LimitUnit, PauseKind
from shouwen.clocks.models import Clock, Extension
from shouwen.clocks.waiting import in_time_until
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.refusals import Refusal
from shouwen.workdays import Calendar

ARTICLE = "限时办结制度 第五条"
MOST_REASON = 200
"""Characters of the reason for a pause or an extension."""


def may_extend(
    clock: Clock, *, workdays: int, reason: str, asked_on: date, told_on: date, due_on: date, most_workdays: int
) -> Refusal | None:
    """延期: one a clock, at most `most_workdays` (the rulebook's), asked and told before the original due date ends,
    with a reason, and never past the legal limit (T3, reading R11)."""
    if clock.state == ClockState.CLOSED:
        return Refusal("clock_closed", "这件已经了结，不用延期", ARTICLE)
    if Extension.objects.filter(clock=clock).exists():
        return Refusal(
            "extension_used",
            f"已经延过一次。一件只能延一次，合计不超过 {most_workdays} 个工作日",
            ARTICLE,
            "转交承办人，或说明不能办的理由",
        )
    if not 1 <= workdays <= most_workdays:
        return Refusal("extension_too_long", f"延期最长不超过 {most_workdays} 个工作日，最少 1 个", ARTICLE)
    if not reason.strip():
        return Refusal("reason_missing", "要写明延期理由，告知本人时照着说", "限时办结制度 第三条")
    if len(reason.strip()) > MOST_REASON:
        return Refusal("reason_too_long", f"延期理由最多 {MOST_REASON} 字，现在 {len(reason.strip())} 字")
    if asked_on > due_on:
        return Refusal("extension_too_late", "已经过了到期日，不能再延期", ARTICLE, "尽快办结，并向本人说明")
    if told_on > due_on:
        return Refusal("told_too_late", "要在到期日之前告知本人", "限时办结制度 第三条")
    return None


def last_day_to_ask(clock: Clock) -> date:
    """The day by which an extension must be asked and told: the due day; of an instant item the day of acceptance, however
    long it waited for the applicant since."""
    return local_date(clock.started_at if clock.unit == LimitUnit.INSTANT else clock.due_at)


def may_pause(
    clock: Clock, *, kind: PauseKind, reason: str, from_on: date, on: date, calendar: Calendar
) -> Refusal | None:
    """暂停: only a running clock, with a reason, from `on` (today) or the next working day; once it is overdue, only to wait
    for the applicant (reading R9)."""
    if clock.state != ClockState.RUNNING:
        return Refusal("clock_not_running", "这件现在不在计时，不能暂停")
    if not reason.strip():
        return Refusal("reason_missing", "要写明暂停的理由")
    if len(reason) > MOST_REASON:
        return Refusal("reason_too_long", f"暂停的理由最多 {MOST_REASON} 字，现在 {len(reason)} 字")
    if from_on < on:
        return Refusal("pause_in_the_past", "不能从过去的日子起暂停，已经算过的天数不改")
    if from_on > calendar.next(on):
        return Refusal("pause_too_far", "最晚从下一个工作日起暂停，到时候再办")
    if kind != PauseKind.CORRECTION and on > in_time_until(clock, calendar):
        return Refusal("pause_when_overdue", "已经过了到期日，不能再暂停", way_out="尽快办结，并向本人说明")
    return None


def may_import_year(by: Actor) -> Refusal | None:
    """导入放假安排: the administrator, or the system itself."""
    if by.staff_id is None or by.has(Role.ADMINISTRATOR):
        return None
    return Refusal("not_administrator", "放假安排由系统管理员导入", way_out="把公布的安排交给系统管理员")
