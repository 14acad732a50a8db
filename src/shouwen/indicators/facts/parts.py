"""The parts of which a figure is made, as a snapshot keeps them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

UNANSWERED = 100_000
"""Stands for a time that isn't over: longer than all others."""
SATISFIED = ("5", "4", "3")
"""The levels of ratings that count as satisfied."""


class Parts(TypedDict, total=False):
    """`n` counted, `of` so many; `by` how they are shared out; `values` how often each value of a median occurs."""

    n: int
    of: int
    by: dict[str, int]
    values: dict[str, int]
    days: int
    longest: int


Figures = dict[str, Parts]


def spread(values: Iterable[int]) -> Parts:
    """A median's parts: each value with how often it occurs."""
    counted = Counter(values)
    return {"of": counted.total(), "values": {str(value): counted[value] for value in sorted(counted)}}
