"""Readings (读法 R1 to R13): where the text leaves room, and the settings that the engine knows for each.

A rulebook chooses one setting for each; the first one named here is the default of the clause register. A reading with one
setting is shown like the others, but there is nothing to choose in a computation from facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

SETTINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "R1": ("workdays", "calendar"),
    "R2": ("city", "district"),
    "R3": ("absence", "late"),
    "R4": ("inclusive", "exclusive"),
    "R5": ("once_a_day", "each"),
    "R6": ("happened",),
    "R7": ("that_day", "at_acceptance"),
    "R8": ("next_day", "same_day"),
    "R9": ("not_counted", "counted"),
    "R10": ("none", "base"),
    "R11": ("one",),
    "R12": ("together", "separately"),
    "R13": ("not_due", "due"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One question that the text leaves open, the setting chosen, and what each allowed setting means (words by setting)."""

    id: str
    question: str
    default: str
    setting: str
    allowed: Mapping[str, str]
    clauses: tuple[str, ...]
    remark: str
    since: date
    until: date | None
