"""几岁: of a person, by the id number."""

from __future__ import annotations

from datetime import date

FULL_AGE = 18


def age_of(id_number: str, *, on: date) -> int | None:
    """Whole years by an 18-digit id number that was checked; None for anything else (a unit's code)."""
    if len(id_number) != 18 or not id_number[:17].isdigit():
        return None
    year, month, day = int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14])
    return on.year - year - ((on.month, on.day) < (month, day))
