"""The promises a centre makes in public (服务承诺制度 第二条: 八项承诺), as its rulebook says them. Another town may have others."""

from __future__ import annotations

from datetime import date

from shouwen.clocks.rules import rulebook_of
from shouwen.rulebook.promises import PublicPromise


def of_centre(centre_id: int, *, on: date) -> tuple[PublicPromise, ...]:
    """The promises in force on a day, by number from 1; none for a town that makes none."""
    return rulebook_of(centre_id).on(on).promises


def numbered(centre_id: int, number: int, *, on: date) -> PublicPromise | None:
    """One of them by its number, None for a number that isn't there (0 stands for “none of them”)."""
    return next((promise for promise in of_centre(centre_id, on=on) if promise.number == number), None)
