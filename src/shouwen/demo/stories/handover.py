"""转交责任窗口（首问负责制度 第五条（二））: accepted in time, returned with a reason, or fallen back."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from shouwen.civil_time import instant, local
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.reckoning import due
from shouwen.demo.agenda import Story
from shouwen.demo.crowd import Crowd
from shouwen.demo.residents import Resident
from shouwen.demo.shelf import Leaf
from shouwen.demo.stories.case import case_life
from shouwen.demo.words import told
from shouwen.demo.words.general import RETURNS
from shouwen.demo.world import World
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.people.actor import Actor


def handed_over(
    world: World,
    crowd: Crowd,
    inquiry: Inquiry,
    resident: Resident,
    leaf: Leaf,
    *,
    taker: Actor,
    at: datetime,
    chance: Random,
) -> Story:
    """From the first responder to the window of the item, and what the receiver does with it."""
    window = world.shelf.items[leaf.version.item.code].window
    receiver = world.on_window(window.pk)
    minutes = world.town.centre.handover_minutes
    means = ToldBy.PHONE if inquiry.channel == Channel.PHONE else ToldBy.IN_PERSON
    words = told.handed_over(window.label, receiver.name, minutes)
    receiver_id = receiver.member_id
    handover = world.recorder.referrals.hand_over(
        inquiry, window=window, to_staff_id=receiver_id, words=words, by=taker, at=at
    )
    limit = instant(
        due(
            unit=LimitUnit.OPEN_MINUTE,
            limit=minutes,
            started=local(at),
            by=world.measure,
        ).at
    )
    accept_at = world.board.next_moment(receiver_id, at + timedelta(minutes=chance.randint(2, minutes - 6)))
    luck = chance.random()
    if accept_at > limit or luck < 0.025:
        yield limit + timedelta(minutes=1)
        world.recorder.referrals.return_unaccepted(handover, at=limit + timedelta(minutes=1))
        yield from _answered_by_first(world, inquiry, leaf, means, limit + timedelta(minutes=3), chance)
        return
    yield accept_at
    if luck < 0.05:
        world.recorder.referrals.return_handover(handover, reason=chance.choice(RETURNS), by=receiver, at=accept_at)
        yield from _answered_by_first(world, inquiry, leaf, means, accept_at + timedelta(minutes=4), chance)
        return
    world.recorder.referrals.accept_handover(handover, by=receiver, at=accept_at)
    actor, now = yield from world.turn_of(receiver_id, accept_at + timedelta(minutes=chance.randint(3, 25)))
    if inquiry.channel == Channel.ON_SITE and chance.random() < 0.6:
        situation = chance.choice(leaf.situations) if leaf.situations else None
        world.recorder.inquiries.notice(
            inquiry, version=leaf.version, situation=situation, means=means, by=actor, at=now
        )
        yield from case_life(world, inquiry, leaf, situation, means=means, taker=actor, at=now, chance=chance)
        return
    world.recorder.inquiries.notice(inquiry, version=leaf.version, situation=None, means=means, by=actor, at=now)
    world.recorder.inquiries.answer(inquiry, words=told.requirements(leaf), means=means, by=actor, at=now)


def _answered_by_first(
    world: World, inquiry: Inquiry, leaf: Leaf, means: ToldBy, earliest: datetime, chance: Random
) -> Story:
    actor, now = yield from world.turn_of(
        inquiry.first_responder_id, earliest + timedelta(minutes=chance.randint(1, 9))
    )
    world.recorder.inquiries.notice(inquiry, version=leaf.version, situation=None, means=means, by=actor, at=now)
    world.recorder.inquiries.answer(inquiry, words=told.requirements(leaf), means=means, by=actor, at=now)
