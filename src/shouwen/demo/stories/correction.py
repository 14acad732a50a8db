"""材料审查与补正（一次性告知制度 第六条）: everything told once in writing, then the materials come."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta
from random import Random

from shouwen.cases.enums import ReviewState
from shouwen.cases.models import Case, CaseMaterial
from shouwen.demo.town.centre import OFFICE
from shouwen.demo.words import general
from shouwen.demo.words.faults import fault_of
from shouwen.demo.world import World
from shouwen.people.actor import Actor

FAULTY_CASES, FAULTY_INSTANT_CASES = 0.27, 0.03
CORRECTED_ON_SPOT = 0.12
STILL_DEFECTIVE = 0.05
NEVER_COMES = 0.05
COMES_IN_TWO_PARTS = 0.12
REPEATED = 0.015
"""Of the notices: asks again for material that the first could have told; the office must allow it (N5)."""


def review_all(
    world: World, case: Case, *, by: Actor, at: datetime, chance: Random, is_instant: bool
) -> list[CaseMaterial]:
    """The review on the spot. Returns what is faulty."""
    materials = world.recorder.cases.materials(case)
    is_faulty = bool(materials) and chance.random() < (FAULTY_INSTANT_CASES if is_instant else FAULTY_CASES)
    wrong = (
        set(chance.sample(range(len(materials)), k=min(len(materials), chance.choice((1, 1, 2)))))
        if is_faulty
        else set()
    )
    on_spot = (
        None if is_faulty or chance.random() >= CORRECTED_ON_SPOT or not materials else chance.randrange(len(materials))
    )
    faulty = []
    for index, material in enumerate(materials):
        if index in wrong:
            _find_faulty(world, material, by=by, at=at, chance=chance)
            faulty.append(material)
        elif index == on_spot:
            reason = chance.choice(general.ON_SPOT)
            world.recorder.cases.review(material, state=ReviewState.OK, reason=reason, on_spot=True, by=by, at=at)
        else:
            world.recorder.cases.review(material, state=ReviewState.OK, by=by, at=at)
    return faulty


def _find_faulty(world: World, material: CaseMaterial, *, by: Actor, at: datetime, chance: Random) -> None:
    state = chance.choice((ReviewState.MISSING, ReviewState.DEFECTIVE))
    reason, requirement = fault_of(material.name, state, chance)
    world.recorder.cases.review(material, state=state, reason=reason, requirement=requirement, by=by, at=at)


def corrected(world: World, case: Case, now: datetime, chance: Random) -> Generator[datetime, None, datetime]:
    """《补正材料一次性告知书》, the wait, the new materials and their review. Returns when all is in order, or the case ended."""
    by, now = yield from world.turn_on(case, now + timedelta(minutes=chance.randint(2, 7)))
    world.recorder.corrections.correct(case, by=by, at=now)
    if chance.random() < NEVER_COMES:
        by, now = yield from world.turn_on(case, world.after_workdays(now, chance.randint(15, 35), chance))
        world.recorder.cases.withdraw(case, reason=chance.choice(general.WITHDRAWALS), by=by, at=now)
        world.no_longer_open(case)
        return now
    waiting = [row for row in world.recorder.cases.materials(case) if row.state != ReviewState.OK]
    while waiting:
        part = waiting[:1] if len(waiting) > 1 and chance.random() < COMES_IN_TWO_PARTS * 2 else waiting
        days = chance.choices((0, 1, 2, 3, 5, 8, 12), (1, 4, 4, 3, 3, 2, 1))[0]
        by, now = yield from world.turn_on(case, world.after_workdays(now, days, chance))
        world.recorder.corrections.receive_materials(case, part, by=by, at=now)
        waiting = waiting[len(part) :]
    by, now = yield from world.turn_on(case, now + timedelta(minutes=chance.randint(3, 12)))
    now = yield from _reviewed_anew(world, case, by, now, chance)
    return now


def _reviewed_anew(
    world: World, case: Case, by: Actor, now: datetime, chance: Random
) -> Generator[datetime, None, datetime]:
    """What came new is reviewed. A fault in it may be told in a second notice; an old one only if the office allows it."""
    materials = world.recorder.cases.materials(case)
    new = [row for row in materials if row.state == ReviewState.UNREVIEWED]
    again = chance.random() < STILL_DEFECTIVE
    for index, material in enumerate(new):
        if again and index == 0:
            _find_faulty(world, material, by=by, at=now, chance=chance)
        else:
            world.recorder.cases.review(material, state=ReviewState.OK, by=by, at=now)
    allowed_reason = ""
    old = [row for row in materials if row.state == ReviewState.OK and row not in new]
    if not again and old and chance.random() < REPEATED and world.board.is_there(world.staff_id(OFFICE), now):
        again, by, allowed_reason = True, world.actor(OFFICE), general.SECOND_NOTICE
        _find_faulty(world, chance.choice(old), by=by, at=now, chance=chance)
    if not again:
        return now
    world.recorder.corrections.correct(case, by=by, at=now, allowed_reason=allowed_reason)
    faulty = [row for row in world.recorder.cases.materials(case) if row.state != ReviewState.OK]
    by, now = yield from world.turn_on(case, world.after_workdays(now, chance.randint(1, 4), chance))
    world.recorder.corrections.receive_materials(case, faulty, by=by, at=now)
    by, now = yield from world.turn_on(case, now + timedelta(minutes=chance.randint(3, 12)))
    for material in world.recorder.cases.materials(case):
        if material.state == ReviewState.UNREVIEWED:
            world.recorder.cases.review(material, state=ReviewState.OK, by=by, at=now)
    return now
