"""小数保护: what may be said of a number without telling about one person (P1).

One principle: what is published depends on a small number (1 to 4) only by its being small. Whether it is 1, 2, 3 or 4 changes
nothing on the page, in no total, no rate, and no year. Nought and five or more are said as they are."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shouwen.indicators.enums import Shown
from shouwen.indicators.facts.parts import UNANSWERED

LEAST = 5
"""Groups smaller than this are merged, or said to be fewer."""
LEAST_FOR_RATE = 20
"""A rate or a median of fewer isn't reckoned."""
MOST_HIDDEN = LEAST - 1


@dataclass(frozen=True, slots=True)
class Published:
    """What may be said: how exactly, the number or its bound, and the two numbers of a rate where they may stand."""

    shown: Shown
    value: float | None = None
    n: int | None = None
    of: int | None = None


NOTHING = Published(Shown.NOTHING)


def is_few(number: int) -> bool:
    """So small that only its being small may be said."""
    return 0 < number < LEAST


def count(number: int) -> Published:
    """A number of things."""
    return Published(Shown.FEW) if is_few(number) else Published(Shown.EXACT, number)


def part(number: int, whole: int) -> Published:
    """Some of a whole that stands beside it: neither the part nor what is left of the whole may be told when small."""
    if number == 0 or is_few(whole):
        return count(number)
    if is_few(number) and whole != LEAST + 1:
        return Published(Shown.FEW)
    rest = whole - number
    if whole == LEAST + 1 and rest:  # Of six, five alone would be neither few nor leave enough: one is left.
        return Published(Shown.AT_LEAST, 1)
    return Published(Shown.AT_LEAST, whole - MOST_HIDDEN) if is_few(rest) else Published(Shown.EXACT, number)


def rate(number: int, whole: int) -> Published:
    """A share in percent with one decimal; with a small remainder the bound that holds whatever it is."""
    if whole == 0:
        return NOTHING
    of = None if is_few(whole) else whole
    if whole < LEAST_FOR_RATE:
        return Published(Shown.WITHHELD, of=of)
    if is_few(whole - number):
        return Published(Shown.AT_LEAST, floor_percent(whole - MOST_HIDDEN, whole), of=of)
    if is_few(number):
        return Published(Shown.AT_MOST, _ceiling(MOST_HIDDEN, whole), of=of)
    return Published(Shown.EXACT, percent(number, whole), number, of)


def percent(number: int, whole: int) -> float:
    """One decimal, half up."""
    return math.floor(number * 1000 / whole + 0.5) / 10


def median(values: Mapping[str, int]) -> Published:
    """The middle of many (of an even number the lower of the two). Of what isn't over yet only that it lasts longer is known.

    Of how many isn't said: beside the denominator of a rate that counts a few more, it would tell these few."""
    whole = sum(values.values())
    if whole < LEAST_FOR_RATE:
        return NOTHING if whole == 0 else Published(Shown.WITHHELD)
    passed, last = 0, 0
    for value, times in sorted((int(value), times) for value, times in values.items()):
        passed += times
        if passed * 2 >= whole:
            if value == UNANSWERED:
                return Published(Shown.AT_LEAST, last)
            return Published(Shown.EXACT, value)
        last = value
    raise AssertionError("the parts of a median are more than half of it")


def is_safe_sum(hidden: Sequence[int], *, lowest: int = 1) -> bool:
    """Whether the sum of these small numbers tells none of them, to somebody who knows only that each is small."""
    cells, total = len(hidden), sum(hidden)
    if cells < 2 or total < LEAST:
        return False
    return cells * lowest < total < cells * MOST_HIDDEN


def least(said: Published) -> int:
    """The least that a count may be, by what is said of it."""
    return int(said.value) if said.value is not None else 1


def total_beside(cells: Sequence[tuple[int, Published]]) -> Published:
    """A total with its cells beside it, each with what is said of it: exact only if subtracting the exact cells tells nothing of the
    others. Beside one that is said by a bound because few are left (`part`) it is a bound too."""
    hidden = [(n, said) for n, said in cells if said.shown != Shown.EXACT]
    whole = sum(n for n, _ in cells)
    is_all_few = all(said.shown == Shown.FEW for _, said in hidden)
    if is_few(whole) and len(hidden) == 1 and is_all_few:
        return Published(Shown.FEW)
    if not hidden or (is_all_few and is_safe_sum([n for n, _ in hidden])):
        return Published(Shown.EXACT, whole)
    return Published(Shown.AT_LEAST, sum(least(said) for _, said in cells))


def satisfaction_beside(number: int, whole: int, apart: int) -> Published:
    """满意率 with its levels beside it. `apart`: how many of the satisfied lie in a group with others, so that subtraction tells them;
    where they are few only the bound is said that the other groups give."""
    rest = whole - number
    # Of six in such a group either side would tell the other, so that all ways in which they may be shared out are said alike.
    is_six = bool(apart and rest) and apart + rest == LEAST + 1
    if whole < LEAST_FOR_RATE or is_few(number) or not (is_six or (is_few(apart) and not is_few(rest))):
        return rate(number, whole)
    return Published(Shown.AT_LEAST, floor_percent(number - apart, whole), of=whole)


def merged(cells: Mapping[str, int], other: str) -> list[tuple[str, int]]:
    """Groups of a total, the largest first; small ones in `other`, and with them one more where `other` alone would be small.
    Nothing where all of them would be in `other`."""
    if is_few(sum(cells.values())):
        return []
    shown = sorted(
        ((key, n) for key, n in cells.items() if key != other and n >= LEAST), key=lambda one: (-one[1], one[0])
    )
    rest = sum(cells.values()) - sum(n for _, n in shown)
    while is_few(rest) and shown:
        rest += shown.pop()[1]
    return [*shown, (other, rest)] if rest and shown else shown


def levels(cells: Mapping[str, int], partitions: Sequence[Sequence[Sequence[str]]]) -> list[tuple[Sequence[str], int]]:
    """Levels of which neighbours are taken together: the first of the partitions in which no group is small."""
    if sum(cells.values()) < LEAST_FOR_RATE:
        return []
    for partition in partitions:
        groups = [(names, sum(cells.get(name, 0) for name in names)) for names in partition]
        if not any(is_few(n) for _, n in groups):
            return groups
    return []


def floor_percent(number: int, whole: int) -> float:
    """One decimal, never more than it is."""
    return math.floor(number * 1000 / whole) / 10


def _ceiling(number: int, whole: int) -> float:
    return math.ceil(number * 1000 / whole) / 10
