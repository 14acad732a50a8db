"""全年: made of the months so that neither the year nor its growing tells what a month keeps to itself.

Months whose number is small are added three at a time, in their order, and only if the sum of the three tells none of them. Which
three is settled beforehand: a batch that was closed as soon as it is large enough would tell by its closing how large its last
month is. A batch that may not be told is never added; the year then says "at least". Only sealed months are added: one that still
grows would tell by how much it grew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shouwen.indicators import disclosure
from shouwen.indicators.disclosure import MOST_HIDDEN, Published, is_few, is_safe_sum
from shouwen.indicators.enums import Shown


@dataclass(frozen=True, slots=True)
class Cell:
    """The number of one month, and whether it can still change."""

    n: int
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class Share:
    """The two numbers of a month's rate."""

    n: int
    of: int
    is_sealed: bool


BATCH, BATCH_OF_GROUPS = 3, 6
"""Months that are added together; of a group of a total, of which a month may also have none, more are needed."""


def released(cells: Sequence[Cell], *, lowest: int = 1, size: int = BATCH) -> list[bool]:
    """Which of these small months are in the year. `lowest`: 0 where a reader can't know that a month has any."""
    found: list[bool] = []
    for start in range(0, len(cells), size):
        batch = cells[start : start + size]
        is_full = len(batch) == size and all(cell.is_sealed for cell in batch)
        found += [is_full and is_safe_sum([cell.n for cell in batch], lowest=lowest)] * len(batch)
    return found


def _given(cells: Sequence[Cell]) -> tuple[int, int]:
    """What small months give to the year, and how many of them give nothing."""
    are_in = released(cells)
    return sum(cell.n for cell, is_in in zip(cells, are_in, strict=True) if is_in), are_in.count(False)


def count(cells: Sequence[Cell]) -> Published:
    """The year of a number of things."""
    known = sum(cell.n for cell in cells if not is_few(cell.n))
    given, waiting = _given([cell for cell in cells if is_few(cell.n)])
    least = known + given + waiting
    if not waiting:
        return Published(Shown.EXACT, least)
    return _bound(least, is_one_month=waiting == 1 and least == 1)


def parts(cells: Sequence[Cell], wholes: Sequence[int]) -> Published:
    """The year of some of a whole that stands beside it: a month that says only a bound gives no more to the year."""
    said = [disclosure.part(cell.n, whole) for cell, whole in zip(cells, wholes, strict=True)]
    if not any(one.shown == Shown.AT_LEAST for one in said):
        return count(cells)
    return _bound(sum(disclosure.least(one) for one in said))


def total(months: Sequence[tuple[Cell, Published]], cells: Sequence[Published]) -> Published:
    """The year of a total, from what its months said of it, with the year's cells beside it: months that keep theirs to themselves
    are added only where no cell of the year is hidden."""
    said = [one for _, one in months]
    least = sum(disclosure.least(one) for one in said)
    if all(one.shown == Shown.EXACT for one in said):
        return Published(Shown.EXACT, least)
    if all(one.shown == Shown.EXACT for one in cells) and not any(one.shown == Shown.AT_LEAST for one in said):
        return count([cell for cell, _ in months])
    return _bound(least, is_one_month=least == 1)


def _bound(least: int, *, is_one_month: bool = False) -> Published:
    """Fewer than five can only be said of a single month; of several the sum may be more."""
    return Published(Shown.FEW) if is_one_month else Published(Shown.AT_LEAST, least)


def rate(shares: Sequence[Share]) -> Published:
    """The year of a rate. Months of fewer than five are left out; those whose remainder is small count as in `released`."""
    shares = [share for share in shares if share.of >= disclosure.LEAST]
    whole = sum(share.of for share in shares)
    if whole < disclosure.LEAST_FOR_RATE:
        return Published(Shown.WITHHELD, of=whole) if whole else disclosure.NOTHING
    if any(is_few(share.n) and not is_few(share.of - share.n) for share in shares):
        return Published(Shown.WITHHELD, of=whole)
    rest = sum(share.of - share.n for share in shares if not is_few(share.of - share.n))
    given, waiting = _given(
        [Cell(share.of - share.n, share.is_sealed) for share in shares if is_few(share.of - share.n)]
    )
    rest += given
    if waiting:
        worst = whole - rest - waiting * MOST_HIDDEN
        return Published(Shown.AT_LEAST, disclosure.floor_percent(worst, whole), of=whole)
    return Published(Shown.EXACT, disclosure.percent(whole - rest, whole), whole - rest, whole)


def median(months: Sequence[Mapping[str, int]]) -> Published:
    """The middle of all months that are large enough to be told alone."""
    together: dict[str, int] = {}
    for values in months:
        if sum(values.values()) >= disclosure.LEAST_FOR_RATE:
            for value, times in values.items():
                together[value] = together.get(value, 0) + times
    return disclosure.median(together)


def groups(months: Sequence[tuple[Mapping[str, int], bool]], other: str) -> list[tuple[str, int]]:
    """The year of a total by groups (cells of a month, whether it is sealed): each group what its months have shown or given."""
    found: dict[str, int] = {}
    hidden: dict[str, list[Cell]] = {}
    names = sorted({name for cells, _ in months for name in cells} - {other})
    for cells, is_sealed in months:
        shown = dict(disclosure.merged(cells, other))
        for name in names:
            if name in shown:
                found[name] = found.get(name, 0) + shown[name]
            elif sum(cells.values()):
                hidden.setdefault(name, []).append(Cell(cells.get(name, 0), is_sealed))
    for name, waiting in hidden.items():
        # A month may show a large group within `other`; it is too large to be taken for a small one and waits for good.
        small = [cell for cell in waiting if cell.n <= MOST_HIDDEN]
        are_in = released(small, lowest=0, size=BATCH_OF_GROUPS)
        given = sum(cell.n for cell, is_in in zip(small, are_in, strict=True) if is_in)
        found[name] = found.get(name, 0) + given
    total = count([Cell(sum(cells.values()), is_sealed) for cells, is_sealed in months])
    if total.value is None:
        return []
    rest = int(total.value) - sum(found.values())
    return disclosure.merged({**found, other: max(rest, 0)}, other)


@dataclass(frozen=True, slots=True)
class Levels:
    """The year by levels, and how many months aren't in it (yet) because too few are in one of their groups."""

    groups: list[tuple[Sequence[str], int]]
    left_out: int


def levels(months: Sequence[tuple[Mapping[str, int], bool]], partition: Sequence[Sequence[str]]) -> Levels:
    """The year in one partition whose last group is the one that is small in most months: there it is given in batches."""
    *upper, lowest = partition
    usable, small = [], []
    for cells, is_sealed in months:
        above = [sum(cells.get(name, 0) for name in names) for names in upper]
        below = sum(cells.get(name, 0) for name in lowest)
        if sum(above) + below < disclosure.LEAST_FOR_RATE or any(is_few(n) for n in above):
            continue
        if is_few(below):
            small.append((Cell(below, is_sealed), above))
        else:
            usable.append((below, above))
    are_in = released([cell for cell, _ in small])
    batched = [one for one, is_in in zip(small, are_in, strict=True) if is_in]
    if not usable and not batched:
        return Levels([], len(months))
    sums = [sum(one[at] for one in [*(a for _, a in usable), *(a for _, a in batched)]) for at in range(len(upper))]
    low = sum(below for below, _ in usable) + sum(cell.n for cell, _ in batched)
    return Levels([*zip(upper, sums, strict=True), (lowest, low)], len(months) - len(usable) - len(batched))
