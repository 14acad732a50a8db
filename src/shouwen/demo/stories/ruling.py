"""请示与裁定（首问负责制度 第五条（三））: asked, ruled by the management office, told to the person."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from shouwen.demo.agenda import Story
from shouwen.demo.town.centre import OFFICE
from shouwen.demo.world import World
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.people.actor import Actor

ASKED = "这件事我也拿不准，马上请示管理办公室，两个工作日内打电话告诉您。"


def ruling_asked(
    world: World,
    inquiry: Inquiry,
    *,
    question: str,
    answer: str,
    reason: str,
    taker: Actor,
    at: datetime,
    chance: Random,
) -> Story:
    """The ruling mostly comes within a day; the first responder calls back the same or the next day."""
    ruling = world.recorder.referrals.ask_ruling(inquiry, question=question, words=ASKED, by=taker, at=at)
    days = chance.choices((0, 1, 2), (3, 5, 2))[0]
    by, now = yield from world.turn_of(world.staff_id(OFFICE), world.after_workdays(at, days, chance))
    world.recorder.referrals.give_ruling(ruling, answer=answer, reason=reason, by=by, at=now)
    wait = timedelta(minutes=chance.randint(8, 200))
    by, now = yield from world.turn_of(inquiry.first_responder_id, now + wait)
    world.recorder.inquiries.answer(inquiry, words=f"回电告知：{answer}", means=ToldBy.PHONE, by=by, at=now)
