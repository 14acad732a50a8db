"""What the centre's rulebook says about clocks."""

from __future__ import annotations

from datetime import date

from shouwen.people import queries as people
from shouwen.rulebook.rules import Rulebook
from shouwen.rulebook.shipped import shipped


def rulebook_of(centre_id: int) -> Rulebook:
    """The rulebook a centre works by."""
    return shipped(people.centre(centre_id).rulebook)


def most_extension_workdays(centre_id: int, *, accepted_on: date) -> int:
    """Working days an extension may have by the rules of the day of acceptance (限时办结制度 第五条)."""
    return rulebook_of(centre_id).on(accepted_on).limit("extension_max_workdays")
