"""What the year's stories don't tell: a few of everything else that happens in a centre, done through the real actions."""

from __future__ import annotations

from collections.abc import Callable

from shouwen.demo.extras import (
    applications,
    calendar,
    calls,
    complaints,
    devices,
    guides,
    helping,
    indicators,
    limits,
    messages,
    papers,
    promises,
    referrals,
    reviews,
    supervision,
    systems,
    tasks,
    telling,
)
from shouwen.demo.world import World

EXTRAS: tuple[Callable[[World], None], ...] = (
    calls.put,
    reviews.put,
    referrals.put,
    limits.put,
    guides.put,
    papers.put,
    messages.put,
    telling.put,
    tasks.put,
    promises.put,
    complaints.put,
    devices.put,
    applications.put,
    helping.put,
    systems.put,
    calendar.put,
    supervision.put,
    # Last: figures are reckoned from everything above.
    indicators.put,
)


def put_all(world: World) -> None:
    """Add them, in order, once the year is written."""
    for put in EXTRAS:
        put(world)
