"""Excluded spans (不计入的时段): pairs of first and last day, merged so that no day is taken out twice."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from shouwen.workdays.reach import FIRST_ORDINAL, LENGTH

Span: TypeAlias = tuple[date, date | None]
"""First and last day, both inside; None as last day means that the span is still open."""

OPEN = sys.maxsize
"""The last ordinal of a span that has no end yet."""


def merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Disjoint, ordered pairs of ordinals that hold exactly the days of `spans`.

    Raises ValueError for a span that ends before it starts.
    """
    pairs = []
    for start, end in spans:
        if end is not None and end < start:
            raise ValueError(f"不计入的时段有误：结束日{end:%Y-%m-%d}早于开始日{start:%Y-%m-%d}。")
        pairs.append((start.toordinal(), OPEN if end is None else end.toordinal()))
    pairs.sort()
    result: list[tuple[int, int]] = []
    for first, last in pairs:
        if result and first <= result[-1][1] + 1:
            if last > result[-1][1]:
                result[-1] = (result[-1][0], last)
        else:
            result.append((first, last))
    return result


def offsets_of(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """The merged spans as half-open pairs of offsets, cut to the range of the calendar."""
    if not spans:
        return []
    pairs = (
        (max(first - FIRST_ORDINAL, 0), min(last - FIRST_ORDINAL, LENGTH - 1) + 1) for first, last in merged(spans)
    )
    return [(start, stop) for start, stop in pairs if start < stop]
