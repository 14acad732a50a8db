"""Who comes: new people, and people who have been here before."""

from __future__ import annotations

from datetime import datetime
from random import Random

from shouwen.demo.plan import Plan
from shouwen.demo.residents import Resident, Residents
from shouwen.demo.world import World
from shouwen.inquiries.enums import Channel
from shouwen.people.actor import Actor
from shouwen.people.models import Person

RETURNING = 0.3
KNOWN_AT_MOST = 4000
"""Somebody who was here long ago is a new face again; it also bounds what is kept in mind."""


class Crowd:
    """Draws the person for each visit. Every visit draws once, so that one visit doesn't change the next."""

    def __init__(self, plan: Plan) -> None:
        self._chance = plan.random("crowd")
        self._residents = Residents(plan.random("residents"))
        self._known: list[Resident] = []

    def named(self, world: World, *, full: bool, by: Actor, at: datetime) -> tuple[Resident, Person]:
        """Somebody who says their name, and for a case shows their id card."""
        resident = self._somebody()
        return resident, world.recorder.people.receive(resident, full=full, by=by, at=at)

    def anybody(self, world: World, channel: Channel, *, by: Actor, at: datetime, chance: Random) -> Person | None:
        """Somebody with a question; at the window not everybody gives a name."""
        if channel == Channel.ON_SITE and chance.random() < 0.45:
            return None
        return self.named(world, full=False, by=by, at=at)[1]

    def _somebody(self) -> Resident:
        if self._known and self._chance.random() < RETURNING:
            return self._chance.choice(self._known)
        resident = self._residents.one_more()
        if len(self._known) < KNOWN_AT_MOST:
            self._known.append(resident)
        else:
            self._known[self._chance.randrange(KNOWN_AT_MOST)] = resident
        return resident
