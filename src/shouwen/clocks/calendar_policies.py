"""May this person change the calendar of the centre, and does what they set make sense? (限时办结制度 第四条)"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shouwen.civil_time import local_date
from shouwen.clocks.enums import LocalDayKind
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.refusals import Refusal
from shouwen.workdays import Calendar

FARTHEST_BACK = 31
"""Days after which a day can't be set or withdrawn any more: what was reckoned by it has been told and counted."""
FARTHEST_AHEAD = 366
MOST_NAME = 20
MOST_BASIS = 120


def may_change_calendar(by: Actor) -> Refusal | None:
    """工作日历、办公时间: the administrator, or the system itself."""
    if by.staff_id is None or by.has(Role.ADMINISTRATOR):
        return None
    return Refusal("not_administrator", "工作日历和办公时间由系统管理员改", way_out="把依据交给系统管理员")


def local_day_fits(
    day: date, kind: LocalDayKind, name: str, basis: str, *, calendar: Calendar, at: datetime
) -> Refusal | None:
    """A day that differs from what the calendar says now, near enough, with a name and its basis."""
    if not name:
        return Refusal("local_day_name_missing", "写明是什么事，如“停电检修”")
    if len(name) > MOST_NAME:
        return Refusal("local_day_name_long", f"事由最多 {MOST_NAME} 字，现在 {len(name)} 字")
    if not basis:
        return Refusal("local_day_basis_missing", "写明依据，如“镇政府2026年11月20日通知”")
    if len(basis) > MOST_BASIS:
        return Refusal("local_day_basis_long", f"依据最多 {MOST_BASIS} 字，现在 {len(basis)} 字")
    if refusal := _near(day, at):
        return refusal
    if any(row.day == day for row in calendar.local_rows):
        return Refusal("local_day_set", "这一天已经另定过了", way_out="先撤回原来的，再重新定")
    works = calendar.is_workday(day)
    if kind == LocalDayKind.CLOSED and not works:
        return Refusal("local_day_off_already", "这一天本来就不上班，不用另定")
    if kind == LocalDayKind.OPEN and works:
        return Refusal("local_day_worked_already", "这一天本来就上班，不用另定")
    return None


def withdrawal_fits(day: date, reason: str, *, at: datetime) -> Refusal | None:
    """With a reason, and while the day is near."""
    if not reason.strip():
        return Refusal("withdrawal_reason_missing", "写明为什么撤回")
    if len(reason.strip()) > MOST_BASIS:
        return Refusal("withdrawal_reason_long", f"理由最多 {MOST_BASIS} 字")
    return _near(day, at)


def _near(day: date, at: datetime) -> Refusal | None:
    today = local_date(at)
    if day < today - timedelta(days=FARTHEST_BACK):
        return Refusal("local_day_long_past", f"过去 {FARTHEST_BACK} 天以上的日子不能再改，到期日早已告知、算过")
    if day > today + timedelta(days=FARTHEST_AHEAD):
        return Refusal("local_day_too_far", "只能定一年以内的日子")
    return None
