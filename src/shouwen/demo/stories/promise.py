"""说明原因并承诺（服务承诺制度 第三条）: why not now, by when, and kept."""

from __future__ import annotations

from datetime import datetime
from random import Random

from shouwen.civil_time import local_date
from shouwen.demo.agenda import Story
from shouwen.demo.world import World
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.people.actor import Actor


def promised(
    world: World,
    inquiry: Inquiry,
    *,
    reason: str,
    kept: str,
    means: ToldBy,
    taker: Actor,
    at: datetime,
    chance: Random,
    days: int | None = None,
) -> Story:
    """Kept on the day or before; once in thirty a day late."""
    days = days if days is not None else chance.randint(1, 6)
    promised_for = world.calendar.add(local_date(at), days)
    words = f"{reason}，{promised_for.month}月{promised_for.day}日前办好，办好就通知您。"
    promise = world.recorder.referrals.make_promise(
        inquiry, reason=reason, promised_for=promised_for, words=words, means=means, by=taker, at=at
    )
    luck = chance.random()
    late = days + 1 if luck < 0.033 else max(0, days - chance.randint(0, 2))
    by, now = yield from world.turn_of(inquiry.holder_id, world.after_workdays(at, late, chance))
    world.recorder.referrals.keep_promise(promise, words=kept, means=ToldBy.PHONE, by=by, at=now)
