"""Who comes: new people, and people who have been here before."""

from __future__ import annotations

from datetime import datetime
from random import Random

from shouwen.demo.citizens import Citizen, Citizens
from shouwen.demo.plan import Plan
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
        self._citizens = Citizens(plan.random("citizens"))
        self._known: list[Citizen] = []

    def named(self, world: World, *, full: bool, by: Actor, at: datetime) -> tuple[Citizen, Person]:
        """Somebody who says their name, and for a case shows their id card."""
        citizen = self._somebody()
        return citizen, world.recorder.people.receive(citizen, full=full, by=by, at=at)

    def anybody(self, world: World, channel: Channel, *, by: Actor, at: datetime, chance: Random) -> Person | None:
        """Somebody with a question; at the window not everybody gives a name."""
        if channel == Channel.ON_SITE and chance.random() < 0.45:
            return None
        return self.named(world, full=False, by=by, at=at)[1]

    def _somebody(self) -> Citizen:
        if self._known and self._chance.random() < RETURNING:
            return self._chance.choice(self._known)
        citizen = self._citizens.one_more()
        if len(self._known) < KNOWN_AT_MOST:
            self._known.append(citizen)
        else:
            self._known[self._chance.randrange(KNOWN_AT_MOST)] = citizen
        return citizen
