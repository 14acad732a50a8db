"""Limits (数额): every number of the rules that isn't the points of a clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

# Name -> least and greatest value that makes sense.
LIMITS: Final[dict[str, tuple[int, int]]] = {
    "extension_max_workdays": (0, 366),
    "extensions_max": (0, 1),
    "due_soon_workdays": (0, 30),
    "punch_before_minutes": (0, 720),
    "punch_after_minutes": (0, 720),
    "base_score": (1, 1000),
    "year_first_month": (1, 12),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """One number set by the rules, the clause it comes from, and what it means in words."""

    name: str
    value: int
    unit: str
    clause: str
    words: str
    since: date
    until: date | None
