"""One visit, call or message: who takes it, and what comes of it (首问负责制度 第三、五条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from shouwen.catalogue.models import ServiceItem, Situation
from shouwen.civil_time import local_date
from shouwen.demo.agenda import Story
from shouwen.demo.crowd import Crowd
from shouwen.demo.rhythm import ITEM_WEIGHTS
from shouwen.demo.shelf import Leaf
from shouwen.demo.stories.case import case_life
from shouwen.demo.stories.handover import handed_over
from shouwen.demo.stories.promise import promised
from shouwen.demo.stories.ruling import ruling_asked
from shouwen.demo.words import told
from shouwen.demo.words.general import PROMISES, QUESTIONS, RULINGS
from shouwen.demo.world import World
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Person

MEANS = {Channel.ON_SITE: ToldBy.IN_PERSON, Channel.PHONE: ToldBy.PHONE, Channel.ONLINE: ToldBy.ONLINE}
_CHANNELS = ((Channel.ON_SITE, 0.71), (Channel.PHONE, 0.22), (Channel.ONLINE, 0.07))


@dataclass(slots=True)
class Visit:
    """What is decided by chance before the story begins, so that stories don't disturb each other."""

    chance: Random
    came: datetime
    channel: Channel
    item: ServiceItem | None


def draw_visit(world: World, came: datetime, chance: Random) -> Visit:
    """What somebody comes for, and how."""
    channel = chance.choices([one for one, _ in _CHANNELS], [share for _, share in _CHANNELS])[0]
    item = None
    if chance.random() < 0.9:
        item = world.shelf.items[chance.choices(list(ITEM_WEIGHTS), list(ITEM_WEIGHTS.values()))[0]]
    return Visit(chance, came, channel, item)


def visit(world: World, crowd: Crowd, drawn: Visit) -> Story:
    """From arrival to the outcome, or to the story that goes on from it."""
    chance = drawn.chance
    # Who writes online waits until somebody reads it; now and then over night, rarely too long.
    delay = chance.choices((10, 90, 1300, 3000), (70, 22, 7, 1))[0] if drawn.channel == Channel.ONLINE else 0
    at = drawn.came + timedelta(minutes=delay, seconds=chance.randint(100, 420))
    while True:
        yield at
        taker = world.board.one_of(_takers(world, drawn), at, chance)
        if taker is not None:
            break
        at = min(world.board.next_moment(actor.member_id, at) for actor in world.front_desk) + timedelta(minutes=2)
    yield from _serve(world, crowd, drawn, taker, at)


def _takers(world: World, drawn: Visit) -> dict[int, float]:
    """Who may take it, by likelihood: the window of the item, the comprehensive windows, then everybody else (F1)."""
    weights: dict[int, float] = {}
    for actor in world.front_desk:
        weight = 0.25
        if actor.has(Role.GENERAL_WINDOW_STAFF):
            weight = 1.0
        elif actor.has(Role.MANAGEMENT_OFFICE):
            weight = 0.05
        if drawn.item is not None and drawn.item.window_id == actor.window_id:
            weight += 4.0
        weights[actor.member_id] = weight
    return weights


def is_remit(taker: Actor, item: ServiceItem | None) -> bool:
    """Whether the item belongs to the window of the one who took it; comprehensive windows take everything."""
    return item is None or taker.has(Role.GENERAL_WINDOW_STAFF) or taker.window_id == item.window_id


def _serve(world: World, crowd: Crowd, drawn: Visit, taker: Actor, at: datetime) -> Story:
    chance, item = drawn.chance, drawn.item
    leaf = world.shelf.in_force(item.pk, local_date(at)) if item else None
    if leaf is None or item is None:
        yield from _general(world, crowd, drawn, taker, at)
        return
    in_person = drawn.channel == Channel.ON_SITE
    receiver_there = world.board.is_there(world.on_window(item.window_id).member_id, at + timedelta(minutes=5))
    if not is_remit(taker, item) and chance.random() < (0.75 if receiver_there else 0.04):
        resident, person = crowd.named(world, full=in_person, by=taker, at=at)
        inquiry = register(world, drawn, taker, at, matter_of(item, chance), person)
        yield from handed_over(world, crowd, inquiry, resident, leaf, taker=taker, at=at, chance=chance)
        return
    wants_case = (in_person and chance.random() < 0.68) or (drawn.channel == Channel.ONLINE and chance.random() < 0.2)
    if wants_case and is_remit(taker, item):
        yield from apply(world, crowd, drawn, leaf, taker, at)
        return
    luck = chance.random()
    if luck < 0.032:
        yield from _ruling(world, crowd, drawn, taker, at)
    elif luck < 0.064:
        yield from _promise(world, crowd, drawn, taker, at)
    else:
        somebody = crowd.anybody(world, drawn.channel, by=taker, at=at, chance=chance)
        inquiry = register(world, drawn, taker, at, matter_of(item, chance), somebody)
        means = MEANS[drawn.channel]
        if chance.random() < 0.8:
            tell(world, inquiry, leaf, None, means=means, by=taker, at=at, chance=chance)
        world.recorder.inquiries.answer(inquiry, words=told.requirements(leaf), means=means, by=taker, at=at)


def apply(world: World, crowd: Crowd, drawn: Visit, leaf: Leaf, taker: Actor, at: datetime) -> Story:
    """An application from first inquiry to conclusion."""
    chance = drawn.chance
    _, person = crowd.named(world, full=True, by=taker, at=at)
    inquiry = register(world, drawn, taker, at, matter_of(leaf.version.item, chance), person)
    situation = chance.choice(leaf.situations) if leaf.situations else None
    means = MEANS[drawn.channel]
    tell(world, inquiry, leaf, situation, means=means, by=taker, at=at, chance=chance)
    yield from case_life(world, inquiry, leaf, situation, means=means, taker=taker, at=at, chance=chance)


def _general(world: World, crowd: Crowd, drawn: Visit, taker: Actor, at: datetime) -> Story:
    matter, answer = drawn.chance.choice(QUESTIONS)
    person = crowd.anybody(world, drawn.channel, by=taker, at=at, chance=drawn.chance)
    inquiry = register(world, drawn, taker, at, matter, person)
    world.recorder.inquiries.answer(inquiry, words=answer, means=MEANS[drawn.channel], by=taker, at=at)
    yield from ()


def _ruling(world: World, crowd: Crowd, drawn: Visit, taker: Actor, at: datetime) -> Story:
    code, question, answer, reason = drawn.chance.choice(RULINGS)
    drawn.item = world.shelf.items[code]
    _, person = crowd.named(world, full=False, by=taker, at=at)
    inquiry = register(world, drawn, taker, at, question, person)
    yield from ruling_asked(
        world, inquiry, question=question, answer=answer, reason=reason, taker=taker, at=at, chance=drawn.chance
    )


def _promise(world: World, crowd: Crowd, drawn: Visit, taker: Actor, at: datetime) -> Story:
    code, matter, reason, kept = drawn.chance.choice(PROMISES)
    drawn.item = world.shelf.items[code]
    _, person = crowd.named(world, full=False, by=taker, at=at)
    inquiry = register(world, drawn, taker, at, matter, person)
    yield from promised(
        world, inquiry, reason=reason, kept=kept, means=MEANS[drawn.channel], taker=taker, at=at, chance=drawn.chance
    )


def matter_of(item: ServiceItem, chance: Random) -> str:
    """What they want, in their own words."""
    return chance.choice([item.name, *item.everyday_words, *item.everyday_words])


def register(world: World, drawn: Visit, taker: Actor, at: datetime, matter: str, person: Person | None) -> Inquiry:
    """The first inquiry, as of the moment somebody came."""
    return world.recorder.inquiries.register(
        channel=drawn.channel,
        matter=matter,
        person=person,
        item_id=drawn.item.pk if drawn.item else None,
        received_at=drawn.came,
        by=taker,
        at=at,
    )


def tell(
    world: World,
    inquiry: Inquiry,
    leaf: Leaf,
    situation: Situation | None,
    *,
    means: ToldBy,
    by: Actor,
    at: datetime,
    chance: Random,
) -> None:
    """一次性告知: at the window read out, printed or scanned; on the phone read out; online sent."""
    if means == ToldBy.IN_PERSON:
        means = chance.choices((ToldBy.IN_PERSON, ToldBy.PRINT, ToldBy.QR), (6, 3, 1))[0]
    world.recorder.inquiries.notice(inquiry, version=leaf.version, situation=situation, means=means, by=by, at=at)
