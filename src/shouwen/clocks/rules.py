"""What the centre's rulebook says about clocks."""

from __future__ import annotations

from shouwen.people.models import Centre
from shouwen.rulebook.rules import Rulebook
from shouwen.rulebook.shipped import shipped


def rulebook_of(centre_id: int) -> Rulebook:
    """The rulebook a centre works by."""
    return shipped(Centre.objects.values_list("rulebook", flat=True).get(pk=centre_id))


def most_extension_workdays(centre_id: int) -> int:
    """Working days an extension may have (限时办结制度 第五条)."""
    rulebook = rulebook_of(centre_id)
    return rulebook.on(rulebook.since).limit("extension_max_workdays")
