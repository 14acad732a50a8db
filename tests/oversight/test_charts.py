"""The curve of the supervision page: counts under its months don't touch each other (P1)."""

from __future__ import annotations

import itertools

import pytest

from shouwen.indicators.definitions import DEFINITIONS
from shouwen.indicators.disclosure import Published
from shouwen.indicators.enums import Shown
from shouwen.indicators.figure import Figure
from shouwen.oversight.charts import curve

ON_TIME = next(one for one in DEFINITIONS if one.key == "on_time")
# A figure of the drawing's 14 pixels is at most so wide.
DIGIT = 8


@pytest.mark.parametrize("months", [1, 9, 10, 11, 12])
def test_p1_counts_of_three_figures_have_room_under_every_number_of_months(months: int) -> None:
    figure = Figure(ON_TIME, Published(Shown.EXACT, 98.5, 267, 271))
    drawn = curve([(f"{month}月", figure) for month in range(1, months + 1)], ON_TIME)
    rows: dict[float, list[float]] = {}
    for point in drawn.points:
        rows.setdefault(point.below_y, []).append(point.x)
    gaps = [after - before for row in rows.values() for before, after in itertools.pairwise(row)]
    assert min(gaps, default=100) > 3 * DIGIT + 4
    assert len(rows) == (2 if months > 9 else 1)
    # From the months down each line has its own height, and all stay in the drawing.
    lines = sorted([drawn.months_y, *rows])
    assert all(below - above >= 15 for above, below in itertools.pairwise(lines))
    assert max(point.y or 0 for point in drawn.points) < drawn.months_y - 14 and lines[-1] == 152
