"""The two sizes of a paper: a notice with a list, and an official letter in the measures of GB/T 9704."""

from __future__ import annotations

from dataclasses import dataclass

from shouwen.papers.rendering.views.blocks import TEXT_WIDTH_MM, Column


@dataclass(frozen=True)
class Measure:
    """Lengths in millimetres, type and lines in points."""

    width: float
    top: float
    bottom: float
    left: float
    right: float
    body: float
    table: float
    line: float
    first_column: float = 0
    number_at_right: bool = False

    def widths(self, columns: list[Column]) -> list[float]:
        """Widths of a table's columns; in a letter the first stays wide enough for its title."""
        given: list[float] = [column["width_mm"] for column in columns]
        if not self.first_column:
            return given
        rest = self.width - self.first_column
        return [self.first_column, *(width / sum(given[1:]) * rest for width in given[1:])]


NOTICE = Measure(TEXT_WIDTH_MM, top=12, bottom=20, left=20, right=19, body=12, table=11, line=20)
LETTER = Measure(
    156, top=37, bottom=35, left=28, right=26, body=16, table=14, line=28, first_column=15, number_at_right=True
)
