"""Inspections that come near, outside a request. May run twice, or die in the middle: none is made twice, none is forgotten."""

from __future__ import annotations

from shouwen import civil_time
from shouwen.devices import inspecting
from shouwen.people.every_centre import in_every_centre

SCHEDULES = (("shouwen.devices.jobs.make_inspections", 10),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""


def make_inspections() -> int:
    """The next inspections, in every centre. How many were made."""
    return in_every_centre(inspecting.make_due, "inspections of centre %s not made", at=civil_time.now())
