"""May this be done to a clock, by this person, now? (限时办结制度)"""

from __future__ import annotations

from datetime import date

from shouwen.clocks.enums import ClockState, PauseKind
from shouwen.clocks.models import Clock
from shouwen.clocks.waiting import in_time_until
from shouwen.refusals import Refusal
from shouwen.workdays import Calendar

SPECIAL_ARTICLE = "行政许可法 第四十五条"
MOST_PLANNED = 365
"""Working days that a special procedure may be planned for."""
MOST_REASON = 200
"""Characters of the reason for a pause or an extension."""


def may_pause(
    clock: Clock,
    *,
    kind: PauseKind,
    reason: str,
    from_on: date,
    on: date,
    calendar: Calendar,
    planned_workdays: int | None = None,
) -> Refusal | None:
    """暂停: only a running clock, with a reason, from `on` (today) or the next working day; once it is overdue, only to wait
    for the applicant (reading R9). A special procedure with the working days it will take, for they are told in writing."""
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
    if kind != PauseKind.CORRECTION and not 1 <= (planned_workdays or 0) <= MOST_PLANNED:
        words = f"写明大约要几个工作日，1 到 {MOST_PLANNED}，要书面告知本人"
        return Refusal("planned_missing", words, SPECIAL_ARTICLE)
    return None
