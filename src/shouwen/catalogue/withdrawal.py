"""停办和恢复: from a day on an item takes no new cases; its guides stay readable, its open cases go on to the end."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.catalogue import policies
from shouwen.catalogue.models import ServiceItem
from shouwen.civil_time import local_date, start_of
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if


@one_change
def withdraw_item(*, item: ServiceItem, from_on: date, reason: str, by: Actor, at: datetime) -> ServiceItem:
    """停办（一次性告知制度 第三条）: no new cases from this day on; the guide page says so and why. Raises Refused."""
    refuse_if(policies.may_publish(by))
    _own(item, by)
    refuse_if(policies.may_withdraw(item.withdrawn_at, from_on, reason=reason, today=local_date(at)))
    item.withdrawn_at, item.withdrawn_reason = start_of(from_on), reason.strip()
    item.is_active = from_on > local_date(at)
    rows = ServiceItem.objects.filter(pk=item.pk, withdrawn_at=None)
    changed = rows.update(
        withdrawn_at=item.withdrawn_at, withdrawn_reason=item.withdrawn_reason, is_active=item.is_active
    )
    if not changed:
        raise refuse("withdrawn_already", "别人刚刚写了这一项停办，刷新看看")
    data = {"code": item.code, "from": from_on.isoformat(), "reason": Words(item.withdrawn_reason)}
    journal.record(by=by, at=at, action="item.withdraw", subject_kind="item", subject_id=item.pk, data=data)
    return item


@one_change
def change_withdrawal(*, item: ServiceItem, from_on: date, reason: str, by: Actor, at: datetime) -> ServiceItem:
    """改停办的日子或理由: another first day without new cases, while it hasn't come, or another reason. Raises Refused."""
    refuse_if(policies.may_publish(by))
    _own(item, by)
    before = item.withdrawn_at
    if before is None:
        raise refuse("not_withdrawn", "这一项没有停办，刷新看看")
    was_on = local_date(before)
    refuse_if(policies.may_change_withdrawal(was_on, from_on, reason=reason, today=local_date(at)))
    if from_on != was_on:
        item.withdrawn_at, item.is_active = start_of(from_on), from_on > local_date(at)
    item.withdrawn_reason = reason.strip()
    rows = ServiceItem.objects.filter(pk=item.pk, withdrawn_at=before)
    if not rows.update(
        withdrawn_at=item.withdrawn_at, withdrawn_reason=item.withdrawn_reason, is_active=item.is_active
    ):
        raise refuse("withdrawal_moved_on", "别人刚刚改了这一项的停办，刷新看看")
    data = {"code": item.code, "from": from_on.isoformat(), "was_from": was_on.isoformat()}
    data |= {"reason": Words(item.withdrawn_reason)}
    journal.record(by=by, at=at, action="item.change_withdrawal", subject_kind="item", subject_id=item.pk, data=data)
    return item


@one_change
def resume_item(*, item: ServiceItem, by: Actor, at: datetime) -> ServiceItem:
    """恢复办理: the item takes new cases again, or its last day is called off. Raises Refused."""
    refuse_if(policies.may_publish(by))
    _own(item, by)
    rows = ServiceItem.objects.filter(pk=item.pk, withdrawn_at__isnull=False)
    if not rows.update(withdrawn_at=None, withdrawn_reason="", is_active=True):
        raise refuse("not_withdrawn", "这一项没有停办，刷新看看")
    item.withdrawn_at, item.withdrawn_reason, item.is_active = None, "", True
    data = {"code": item.code}
    journal.record(by=by, at=at, action="item.resume", subject_kind="item", subject_id=item.pk, data=data)
    return item


@one_change
def end_withdrawn(*, by: Actor, at: datetime) -> int:
    """Items whose last day has passed leave the list of what is offered; they take no new cases before this runs either."""
    due = ServiceItem.objects.filter(centre_id=by.centre_id, is_active=True, withdrawn_at__lte=at)
    ended = 0
    for item in due.order_by("pk"):
        if not due.filter(pk=item.pk).update(is_active=False):
            continue  # Resumed, or ended by another worker, in this very moment.
        ended += 1
        data = {"code": item.code}
        journal.record(by=by, at=at, action="item.end", subject_kind="item", subject_id=item.pk, data=data)
    return ended


def _own(item: ServiceItem, by: Actor) -> None:
    if item.centre_id != by.centre_id:
        raise refuse("item_unknown", "没有这个事项")
