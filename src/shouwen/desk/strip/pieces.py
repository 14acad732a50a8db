"""Columns of a strip: a piece is one day, or whole weeks folded into one cell two columns wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from shouwen.desk.strip.parts import DayKind, StripClock, StripDay

FOLD_SPAN = 2
NUMBERED = frozenset({DayKind.COUNTED, DayKind.EXTENSION})


@dataclass(frozen=True, slots=True)
class Piece:
    """Days drawn in one cell, from `column` (1 is the first) over `span` columns."""

    days: tuple[StripDay, ...]
    column: int
    span: int = 1

    @property
    def is_folded(self) -> bool:
        return len(self.days) > 1

    @property
    def last_column(self) -> int:
        return self.column + self.span - 1

    def holds(self, on: date | None) -> bool:
        return on is not None and self.days[0].on <= on <= self.days[-1].on


def marked_days(clock: StripClock) -> frozenset[date]:
    """Days that carry a flag or an edge and must stay visible."""
    marks = {clock.accepted, clock.due, clock.original_due, clock.closed}
    if clock.closed is None:
        marks.add(clock.today)
    return frozenset(day for day in marks if day is not None)


def pieces_of(clock: StripClock, days: Sequence[StripDay], columns: int) -> list[Piece]:
    """One piece a day; when that is wider than `columns`, whole weeks fold.

    Past counted weeks go first, then other past ones, then coming ones.
    """
    weeks = [tuple(week) for _, week in groupby(days, key=lambda day: day.on.isocalendar()[:2])]
    folded: set[int] = set()
    for index in _folding_order(clock, weeks):
        if _width(weeks, folded) <= columns:
            break
        folded.add(index)
    return _placed(weeks, folded)


def _folding_order(clock: StripClock, weeks: Sequence[tuple[StripDay, ...]]) -> list[int]:
    marks = marked_days(clock)
    free = [i for i, week in enumerate(weeks) if len(week) == 7 and not any(day.on in marks for day in week)]

    def rank(index: int) -> tuple[int, int]:
        week = weeks[index]
        if week[-1].on > clock.today:
            return 2, index
        ordinary = all(day.kind in NUMBERED or (day.kind == DayKind.OFF and not day.name) for day in week)
        return (0 if ordinary else 1), index

    return sorted(free, key=rank)


def _width(weeks: Sequence[tuple[StripDay, ...]], folded: set[int]) -> int:
    runs = sum(1 for index in folded if index - 1 not in folded)
    return sum(len(week) for i, week in enumerate(weeks) if i not in folded) + runs * FOLD_SPAN


def _placed(weeks: Sequence[tuple[StripDay, ...]], folded: set[int]) -> list[Piece]:
    pieces: list[Piece] = []
    column = 1
    for is_folded, run in groupby(range(len(weeks)), key=folded.__contains__):
        run_days = tuple(day for index in run for day in weeks[index])
        for chunk, span in [(run_days, FOLD_SPAN)] if is_folded else [((day,), 1) for day in run_days]:
            pieces.append(Piece(chunk, column, span))
            column += span
    return pieces
