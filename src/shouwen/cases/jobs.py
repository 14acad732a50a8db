"""Work of the cases outside a request. Each job may run twice, or late, with the same result."""

from __future__ import annotations

from shouwen import civil_time
from shouwen.cases import extension_telling, intake
from shouwen.people.every_centre import in_every_centre

SCHEDULES = (("shouwen.cases.jobs.deem_accepted", 10), ("shouwen.cases.jobs.settle_extensions", 1))
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""


def deem_accepted() -> int:
    """What was received as a permit and not told about in time counts as accepted from its receipt, in every centre (N4). How many."""
    return in_every_centre(intake.deem_accepted, "silence on permits of centre %s not counted", at=civil_time.now())


def settle_extensions() -> int:
    """Extensions that a message told take effect; what nobody decided on or told by the due date is void, in every centre (T3)."""
    return in_every_centre(extension_telling.settle, "extensions of centre %s not settled", at=civil_time.now())
