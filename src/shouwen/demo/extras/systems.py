"""外部系统: the district's platform, 12345 and the telephone system are connected. Their tokens are drawn by chance and shown to
nobody: no request gets in until the administrator renews one."""

from __future__ import annotations

from datetime import timedelta

from shouwen.demo.town.centre import ADMINISTRATOR, OFFICE
from shouwen.demo.world import World
from shouwen.people.models import Staff
from shouwen.systems.actions import make_system, switch_off
from shouwen.systems.counting import count_call, note_refused
from shouwen.systems.enums import Scope
from shouwen.systems.models import System

DISTRICT = (Scope.ITEMS_READ, Scope.CASES_READ, Scope.CASES_WRITE, Scope.RATINGS_WRITE)
SYSTEMS: tuple[tuple[str, tuple[Scope, ...], int, str, int], ...] = (
    ("区政务服务平台", DISTRICT, 240, OFFICE, 30),
    ("12345 热线", (Scope.TASKS_WRITE, Scope.TASKS_READ), 60, OFFICE, 21),
    ("电话系统", (Scope.CALLS_WRITE, Scope.INQUIRIES_WRITE), 60, OFFICE, 14),
    ("老的门户网站", (Scope.ITEMS_READ, Scope.FIGURES_READ), 60, "", 60),
)
"""Name, scopes, calls a minute, who answers for it, connected so many days ago."""
CALLS = (
    ("区政务服务平台", "GET cases/{serial}", 9, 1),
    ("区政务服务平台", "GET items", 3, 0),
    ("区政务服务平台", "POST cases", 2, 1),
    ("12345 热线", "POST tasks", 4, 0),
    ("电话系统", "POST calls", 6, 0),
)
"""Name, operation, calls of the last days, how many of them were refused."""


def put(world: World) -> None:
    """Three in use, with a few calls of the last days, and one that was switched off."""
    administrator, present = world.actor(ADMINISTRATOR), world.plan.present
    made: dict[str, System] = {}
    for name, scopes, rate, login, days in SYSTEMS:
        at = present - timedelta(days=days)
        acts_as = Staff.objects.get(pk=world.staff_id(login)) if login else None
        shown = make_system(name=name, scopes=scopes, requests_a_minute=rate, acts_as=acts_as, by=administrator, at=at)
        made[name] = shown.system
    switch_off(system=made["老的门户网站"], by=administrator, at=present - timedelta(days=9))
    for name, operation, calls, refused in CALLS:
        for number in reversed(range(calls)):
            at = present - timedelta(hours=3 + 5 * number)
            count_call(system=made[name], operation=operation, at=at)
            if number < refused:
                note_refused(system=made[name], operation=operation, at=at)
