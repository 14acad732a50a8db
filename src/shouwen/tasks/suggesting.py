"""交给谁: the window whose items and domains the words name most. A suggestion; the office decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shouwen.catalogue import queries as catalogue
from shouwen.people import queries as people
from shouwen.people.enums import FRONT_DESK_ROLES

MOST = 2
LEAST = 2
"""Pairs of characters in common; one alone says little."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Whom it may be for, and what speaks for it."""

    staff_id: int
    name: str
    window_label: str
    why: str


def suggest(centre_id: int, text: str, *, on: date) -> Sequence[Suggestion]:
    """At most two of today's colleagues, the likeliest first; three queries."""
    named: dict[int, tuple[int, str]] = {}
    pairs = _pairs(text)
    for item in catalogue.items(centre_id):
        score = len(_pairs(item.name) & pairs)
        if item.window_id and score > named.get(item.window_id, (LEAST - 1, ""))[0]:
            named[item.window_id] = (score, f"像“{item.name}”")
    for window in people.windows(centre_id):
        for domain in window.domains:
            if domain in text and window.pk not in named:
                named[window.pk] = (LEAST, f"写到“{domain}”")
    found = []
    colleagues = people.colleagues(centre_id, on=on)
    for window_id, (_, why) in sorted(named.items(), key=lambda pair: -pair[1][0]):
        one = next((one for one in colleagues if one.window_id == window_id and one.roles & FRONT_DESK_ROLES), None)
        if one is not None:
            found.append(Suggestion(one.staff_id, one.name, one.window_label, why))
    return found[:MOST]


def _pairs(text: str) -> set[str]:
    plain = "".join(letter for letter in text if letter.isalnum())
    return {plain[place : place + 2] for place in range(len(plain) - 1)}
