"""One case from acceptance to conclusion: review, correction, special procedures, extension (一次性告知、限时办结制度)."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta
from random import Random

from shouwen.cases.enums import CaseResult, CaseState
from shouwen.cases.models import Case
from shouwen.catalogue.enums import ItemKind
from shouwen.catalogue.models import Situation
from shouwen.civil_time import local_date
from shouwen.clocks.enums import PauseKind
from shouwen.demo.agenda import Story
from shouwen.demo.shelf import Leaf
from shouwen.demo.stories.correction import corrected, review_all
from shouwen.demo.stories.feedback import rated
from shouwen.demo.words import general, told
from shouwen.demo.world import World
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.people.actor import Actor

LATE = 0.013
NETWORK_DOWN = 0.0025
EXTENDED = 0.05
REFUSED = 0.02
MOST_EXTENSION = 5


def case_life(
    world: World,
    inquiry: Inquiry,
    leaf: Leaf,
    situation: Situation | None,
    *,
    means: ToldBy,
    taker: Actor,
    at: datetime,
    chance: Random,
) -> Story:
    """受理 and everything after it."""
    limit = leaf.version.promised_limit
    due = world.calendar.add(local_date(at), limit) if limit else None
    words = told.accepted(leaf, due)
    case = world.recorder.cases.accept(
        inquiry, leaf=leaf, situation=situation, words=words, means=means, by=taker, at=at
    )
    world.keep_open(case)
    by, now = yield from world.turn_on(case, at + timedelta(minutes=chance.randint(2, 6)))
    faulty = review_all(world, case, by=by, at=now, chance=chance, is_instant=limit == 0)
    if faulty:
        now = yield from corrected(world, case, now, chance)
    if case.state in {CaseState.CONCLUDED, CaseState.WITHDRAWN}:
        return
    if leaf.version.kind == ItemKind.INSTANT:
        yield from _done_at_once(world, case, now, chance)
    else:
        now = yield from _special_procedures(world, case, leaf, now, chance)
        yield from _done_in_time(world, case, now, chance)


def _done_at_once(world: World, case: Case, now: datetime, chance: Random) -> Story:
    """即办件: the same visit; when the line to the district is down, the next working day."""
    wait = timedelta(minutes=chance.randint(3, 14))
    earliest = world.after_workdays(now, 1, chance) if chance.random() < NETWORK_DOWN else now + wait
    by, now = yield from world.turn_on(case, earliest)
    conclude(world, case, by=by, at=now, means=ToldBy.IN_PERSON, words=chance.choice(general.CONCLUDED_AT_ONCE))


def _special_procedures(
    world: World, case: Case, leaf: Leaf, now: datetime, chance: Random
) -> Generator[datetime, None, datetime]:
    """Site visits, appraisals and publicity aren't counted (R9): each stops the clock from the next day on."""
    steps = [general.PAUSES[name] for name in leaf.version.special_procedures if name in general.PAUSES]
    if leaf.version.publicity_days:
        days = leaf.version.publicity_days
        # 公示 counts calendar days; the clock is stopped for the working days among them.
        steps.append((PauseKind.PUBLICITY.value, f"公示{days}天", round(days * 5 / 7)))
    for kind, reason, days in steps:
        by, now = yield from world.turn_on(case, world.after_workdays(now, chance.randint(0, 2), chance))
        world.recorder.cases.pause(
            case,
            kind=PauseKind(kind),
            reason=reason,
            from_on=local_date(now) + timedelta(days=1),
            planned_workdays=days,
            by=by,
            at=now,
        )
        over = world.after_workdays(now, max(1, days + chance.choice((-1, 0, 0, 0, 1))), chance)
        by, now = yield from world.turn_on(case, over)
        world.recorder.cases.resume(case, outcome=general.CAME_OUT[kind], by=by, at=now)
    return now


def _done_in_time(world: World, case: Case, now: datetime, chance: Random) -> Story:
    """承诺件: mostly well before the due date; some ask for an extension in time, very few are late."""
    due = world.recorder.cases.due_on(case)
    left = max(world.calendar.count(local_date(now), due), 0)
    luck = chance.random()
    if luck < EXTENDED and left >= 2:
        by, now = yield from world.turn_on(case, world.after_workdays(now, left - 1, chance))
        if local_date(now) <= due:
            days = chance.randint(2, MOST_EXTENSION)
            category, reason = chance.choice(general.EXTENSIONS)
            world.recorder.cases.extend(
                case, workdays=days, category=category, reason=reason, told_at=now, by=by, at=now
            )
            left = world.calendar.count(local_date(now), world.recorder.cases.due_on(case))
    days = round(left * chance.betavariate(1.4, 4.5))
    if luck > 1 - LATE:
        days = left + chance.randint(1, 3)
    by, now = yield from world.turn_on(case, world.after_workdays(now, days, chance))
    refused = chance.random() < REFUSED
    words = chance.choice(general.REFUSED if refused else general.CONCLUDED)
    result = CaseResult.REFUSED if refused else CaseResult.GRANTED
    conclude(world, case, by=by, at=now, means=ToldBy.PHONE, words=words, result=result)


def conclude(
    world: World,
    case: Case,
    *,
    by: Actor,
    at: datetime,
    means: ToldBy,
    words: str,
    result: CaseResult = CaseResult.GRANTED,
) -> None:
    """办结, and the person may now rate the service."""
    world.recorder.cases.conclude(case, result=result, words=words, means=means, by=by, at=at)
    world.done(case)
    world.agenda.put(at, rated(world, case, at))
