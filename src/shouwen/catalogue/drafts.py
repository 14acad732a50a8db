"""指南的一稿: written in the browser, kept at each saving, published or dropped. Of two people at once nobody loses a word."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from shouwen.catalogue import policies
from shouwen.catalogue.actions import publish_version
from shouwen.catalogue.guide import Guide
from shouwen.catalogue.guide_data import as_data, from_data, plain_guide
from shouwen.catalogue.models import GuideDraft, ItemVersion, ServiceItem
from shouwen.catalogue.queries import latest_version
from shouwen.civil_time import local
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if


@one_change
def save_draft(
    *, item: ServiceItem, guide: Guide, effective_from: date | None, seen: int, by: Actor, at: datetime
) -> GuideDraft:
    """存一稿. `seen`: the revision that the writer had before them, 0 for none. Somebody else's newer one is never written
    over unseen: `draft_moved_on`, and both stay as they are. A guide that isn't complete yet may be saved. Raises Refused."""
    refuse_if(policies.may_publish(by))
    if item.centre_id != by.centre_id:
        raise refuse("item_unknown", "没有这个事项")
    last = latest_version(item.pk)
    if last is None:
        raise refuse("item_without_guide", "这个事项还没有第一版指南")
    newest = GuideDraft.objects.filter(item=item).select_related("saved_by").order_by("-revision").first()
    open_one = newest if newest and newest.ended_at is None else None
    if (open_one.revision if open_one else 0) != seen:
        raise _moved_on(open_one)
    try:
        with transaction.atomic():
            draft = GuideDraft.objects.create(
                centre_id=item.centre_id,
                item=item,
                revision=newest.revision + 1 if newest else 1,
                follows=last.number,
                guide=as_data(plain_guide(guide)),
                effective_from=effective_from,
                saved_at=at,
                saved_by_id=by.member_id,
            )
    except IntegrityError as error:
        raise _moved_on(None) from error
    data = {"code": item.code, "revision": draft.revision}
    journal.record(by=by, at=at, action="guide.draft", subject_kind="item", subject_id=item.pk, data=data)
    return draft


def _moved_on(newer: GuideDraft | None) -> Exception:
    if newer is None:
        return refuse("draft_moved_on", "别人刚刚存了、发布了或放弃了这一稿", way_out="你写的还在下面，对照着再存一次")
    when = f"{local(newer.saved_at):%H:%M}"
    words = f"{newer.saved_by.name} {when} 存了这一稿，你没看到"
    return refuse("draft_moved_on", words, way_out="你写的还在下面，对照着改好再存一次；他存的那一稿也留着")


@one_change
def publish_draft(
    *, item: ServiceItem, effective_from: date, seen: int, by: Actor, at: datetime, wording_only: str = ""
) -> ItemVersion:
    """发布这一稿: the newest saved revision, which must be the one that was looked at. Raises Refused."""
    draft = _the_draft(item, seen=seen, by=by)
    version = publish_version(
        item=item,
        guide=from_data(draft.guide),
        effective_from=effective_from,
        wording_only=wording_only,
        follows=draft.follows,
        by=by,
        at=at,
    )
    GuideDraft.objects.filter(item=item, ended_at=None).update(ended_at=at)
    return version


@one_change
def drop_draft(*, item: ServiceItem, seen: int, by: Actor, at: datetime) -> None:
    """放弃这一稿: it stays in the record and is no longer offered. Raises Refused."""
    draft = _the_draft(item, seen=seen, by=by)
    GuideDraft.objects.filter(item=item, ended_at=None).update(ended_at=at)
    data = {"code": item.code, "revision": draft.revision}
    journal.record(by=by, at=at, action="guide.draft_drop", subject_kind="item", subject_id=item.pk, data=data)


def draft_of(item_id: int) -> GuideDraft | None:
    """The draft of an item that is being written: its newest revision, if it isn't ended."""
    newest = GuideDraft.objects.filter(item_id=item_id).select_related("saved_by").order_by("-revision").first()
    return newest if newest and newest.ended_at is None else None


def _the_draft(item: ServiceItem, *, seen: int, by: Actor) -> GuideDraft:
    refuse_if(policies.may_publish(by))
    if item.centre_id != by.centre_id:
        raise refuse("item_unknown", "没有这个事项")
    draft = draft_of(item.pk)
    if draft is None:
        raise refuse("no_draft", "没有在写的稿子：刚刚发布了，或放弃了")
    if draft.revision != seen:
        raise _moved_on(draft)
    return draft
