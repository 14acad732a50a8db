"""工作台消息: a few lines of the management office to those whose rulings and calls they are about."""

from __future__ import annotations

from datetime import datetime, timedelta

from shouwen.demo.town.centre import OFFICE
from shouwen.demo.world import World
from shouwen.inquiries.models import Inquiry, Ruling
from shouwen.messages.actions import mark_read, write
from shouwen.messages.enums import MessageChannel
from shouwen.people.actor import Actor

RULED = "你请示的有答复了，理由写在里面，请告知本人。"
PRAISED = "来电的又打来，说你讲得清楚，特意道谢。"
SOON = timedelta(minutes=20)


def put(world: World) -> None:
    """Three about rulings that were given, two about calls that were answered; the oldest of the rulings was read."""
    office, members = world.actor(OFFICE), {actor.staff_id: actor for actor in world.front_desk}
    ours, until = {"centre_id": office.centre_id}, world.plan.present - SOON
    ruled = Ruling.objects.filter(**ours, answered_at__lt=until, asked_by_id__in=members).select_related("inquiry")
    for place, ruling in enumerate(ruled.order_by("-answered_at", "-pk")[:3]):
        if ruling.answered_at is not None:
            at = ruling.answered_at + SOON
            written = _tell(office, ruling.inquiry, ruling.asked_by_id, f"ruled.{ruling.pk}", RULED, at)
            if place == 2:
                mark_read(message_ids=[written], by=members[ruling.asked_by_id], at=at)
    called = Inquiry.objects.filter(
        **ours, channel="phone", state="answered", told_at__lt=until, told_by_id__in=members
    )
    for inquiry in called.order_by("-told_at", "-pk")[:2]:
        if inquiry.told_at is not None and inquiry.told_by_id is not None:
            _tell(office, inquiry, inquiry.told_by_id, f"praised.{inquiry.pk}", PRAISED, inquiry.told_at + SOON)


def _tell(office: Actor, inquiry: Inquiry, staff_id: int, purpose: str, words: str, at: datetime) -> int:
    return write(
        purpose=purpose,
        channel=MessageChannel.DESK,
        words=words,
        subject_kind="inquiry",
        subject_id=inquiry.pk,
        number=inquiry.number,
        staff_id=staff_id,
        by=office,
        at=at,
    ).pk
