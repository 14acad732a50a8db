"""必读（一次性告知制度 第三条）: who must read what a guide changed, and the receipt that they did."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Q

from shouwen.catalogue.models import ItemVersion, MustRead, ServiceItem
from shouwen.civil_time import local_date
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.enums import Role, WindowKind
from shouwen.people.models import Posting
from shouwen.refusals import refuse


def acceptors(item: ServiceItem, *, first: date, last: date) -> list[int]:
    """Exactly the staff who accept the item: window staff on its window, and all of the comprehensive windows, posted on the
    first day or joining by the last. Ids in order."""
    on_its_window = Q(role=Role.WINDOW_STAFF, window_id=item.window_id)
    general = Q(role=Role.GENERAL_WINDOW_STAFF) | Q(role=Role.WINDOW_STAFF, window__kind=WindowKind.GENERAL)
    posted = Posting.objects.filter(on_its_window | general, centre_id=item.centre_id, staff__is_active=True)
    there = posted.filter(Q(to_on=None) | Q(to_on__gte=first), from_on__lte=last)
    return sorted(set(there.values_list("staff_id", flat=True)))


def give_must_reads(*, version: ItemVersion, by: Actor, at: datetime, not_to: Collection[int] = ()) -> int:
    """Make a version a must-read for its acceptors: posted today, or joining before it is in force. Given again, only who is
    new gets one. `not_to`: staff who work by it already. Returns how many got one; part of the change that publishes."""
    today = local_date(at)
    last = max(today, version.effective_from - timedelta(days=1))
    known = set(MustRead.objects.filter(version=version).values_list("staff_id", flat=True)) | set(not_to)
    staff = [one for one in acceptors(version.item, first=today, last=last) if one not in known]
    rows = [MustRead(centre_id=version.centre_id, version=version, staff_id=one, given_at=at) for one in staff]
    # Two at once give the same rows: whoever is second adds none.
    MustRead.objects.bulk_create(rows, ignore_conflicts=True)
    if staff:
        journal.record(
            by=by,
            at=at,
            action="guide.must_read",
            subject_kind="item",
            subject_id=version.item_id,
            data={"code": version.item.code, "version": version.number, "staff": staff},
        )
    return len(staff)


@one_change
def give_to_joiners(*, by: Actor, at: datetime) -> int:
    """Who joins a window between the publication of a version and its first day must read it too. Returns how many got one."""
    coming = ItemVersion.objects.filter(
        centre_id=by.centre_id, effective_from__gt=local_date(at), wording_only="", item__is_active=True
    ).exclude(published_by=None)
    return sum(give_must_reads(version=version, by=by, at=at) for version in coming.select_related("item"))


@one_change
def read_guide(*, version: ItemVersion, by: Actor, at: datetime) -> MustRead:
    """读了: the receipt, once and for good; pressed again nothing changes. Raises Refused for whom it isn't a must-read."""
    mine = MustRead.objects.filter(version=version, centre_id=by.centre_id, staff_id=by.member_id)
    if mine.filter(read_at=None).update(read_at=at):
        journal.record(
            by=by,
            at=at,
            action="guide.read",
            subject_kind="item",
            subject_id=version.item_id,
            data={"code": version.item.code, "version": version.number},
        )
    found = mine.first()
    if found is None:
        raise refuse("not_your_must_read", "这一版不用你读：你的窗口不接这一项")
    return found
