"""值班表: who takes what nobody claimed on a day. Journalled; days that are over stay as they were."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from shouwen.civil_time import local_date
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people import roster
from shouwen.people import settings_policies as policies
from shouwen.people.actor import Actor
from shouwen.people.models import Duty
from shouwen.refusals import refuse, refuse_if

WEEK = timedelta(days=7)


@one_change
def set_duty(*, on: date, staff_id: int | None, by: Actor, at: datetime) -> None:
    """排值班: this person has the day; None takes whoever had it off. Raises Refused."""
    refuse_if(policies.may_set_duty(by, on=on, today=local_date(at)))
    if staff_id is not None and staff_id not in {one.staff_id for one in roster.front_desk(by.centre_id, on=on)}:
        raise refuse("not_on_the_front_desk", "这个人那天没有接待群众的岗位，不能排值班", way_out="换一个人")
    _put(on, staff_id, by=by, at=at)


@one_change
def set_duties(*, days: Mapping[date, int | None], by: Actor, at: datetime) -> int:
    """排几天的值班 in one change, whole or not at all; days as they were aren't touched. Returns how many changed. Raises Refused."""
    refuse_if(policies.may_change_settings(by))
    if not days:
        return 0
    known = roster.duties(by.centre_id, first=min(days), last=max(days))
    changed = 0
    for on, staff_id in sorted(days.items()):
        if staff_id != (known[on].staff_id if on in known else None):
            set_duty(on=on, staff_id=staff_id, by=by, at=at)
            changed += 1
    return changed


@one_change
def copy_week(*, monday: date, by: Actor, at: datetime) -> int:
    """抄上一周: the seven days from `monday` get the people of the week before, on the same weekdays; days that are over, that
    have somebody already, or whose person has left stay as they are. Returns how many days were filled. Raises Refused."""
    refuse_if(policies.may_change_settings(by))
    today, first = local_date(at), monday - timedelta(days=monday.weekday())
    before = roster.duties(by.centre_id, first=first - WEEK, last=first - timedelta(days=1))
    known = roster.duties(by.centre_id, first=first, last=first + timedelta(days=6))
    filled = 0
    for day, duty in sorted(before.items()):
        on = day + WEEK
        there = {one.staff_id for one in roster.front_desk(by.centre_id, on=on)}
        if on >= today and on not in known and duty.staff_id in there:
            _put(on, duty.staff_id, by=by, at=at)
            filled += 1
    if not filled:
        raise refuse("nothing_to_copy", "没有可抄的：上一周没排，或者这一周已经排好了")
    return filled


def _put(on: date, staff_id: int | None, *, by: Actor, at: datetime) -> None:
    rows = Duty.objects.filter(centre_id=by.centre_id, on=on)
    before = rows.values_list("staff_id", flat=True).first()
    if before == staff_id:
        return
    if staff_id is None:
        rows.delete()
    else:
        Duty.objects.update_or_create(centre_id=by.centre_id, on=on, defaults={"staff_id": staff_id})
    journal.record(
        by=by,
        at=at,
        action="duty.set",
        subject_kind="duty",
        subject_id=on.isoformat(),
        data={"before": before, "staff": staff_id},
    )
