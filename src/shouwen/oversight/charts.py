"""Drawings that stand on the page without any script: where each line, bar and word goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shouwen.indicators.definitions import Definition
from shouwen.indicators.enums import Shown
from shouwen.indicators.figure import Figure
from shouwen.indicators.publication import Group

SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 92, 26, 5
LEFT, RIGHT, TOP, BOTTOM = 42, 318, 14, 118
BELOW_MONTHS, LAST_LINE, LINE = 17, 152, 15
MOST_WITH_UNIT = 9
"""More months than this stand under the curve as bare numbers, and their counts in two lines by turns."""
BAR_MOST, BAR_STEP, NARROW_STEP, MOST_WIDE = 112, 34, 26, 4
LEVELS_WIDTH = 264


@dataclass(frozen=True, slots=True)
class Spark:
    """近几个月: pieces of a line (a month without a number parts them), the last point, and the same in words."""

    pieces: Sequence[str]
    last: tuple[float, float] | None
    words: str


def spark(months: Sequence[tuple[str, Figure]]) -> Spark:
    """A small curve of one figure; a small number stands at one place, whatever it is."""
    levels = [figure.level for _, figure in months]
    known = [level for level in levels if level is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    step = (SPARK_WIDTH - 10) / max(len(months) - 1, 1)
    flat: float = SPARK_HEIGHT - SPARK_EDGE
    if known and low == high and low:
        flat = SPARK_HEIGHT / 2
    points: list[tuple[float, float] | None] = []
    for at, level in enumerate(levels):
        if level is None:
            points.append(None)
            continue
        share = (level - low) / (high - low) if high > low else None
        y = flat if share is None else SPARK_HEIGHT - SPARK_EDGE - share * (SPARK_HEIGHT - 2 * SPARK_EDGE)
        points.append((round(4 + at * step, 1), round(y, 1)))
    words = "，".join(f"{label} {figure.words}" for label, figure in months)
    return Spark(_pieces(points), points[-1] if points else None, words)


def _pieces(points: Sequence[tuple[float, float] | None]) -> list[str]:
    pieces, run = [], list[str]()
    for point in [*points, None]:
        if point is not None:
            run.append(f"{point[0]},{point[1]}")
        else:
            if len(run) > 1:
                pieces.append(" ".join(run))
            run = []
    return pieces


@dataclass(frozen=True, slots=True)
class Point:
    """One month of the curve. `y` None: nothing may be said of it."""

    x: float
    y: float | None
    label: str
    below: str
    words: str
    below_y: float
    value: float | None
    is_bound: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """按时办结率 over the months: axis, target and points."""

    points: Sequence[Point]
    pieces: Sequence[str]
    ticks: Sequence[tuple[float, str]]
    target_y: float
    months_y: float
    target: float
    low: int
    has_bounds: bool

    @property
    def is_narrow(self) -> bool:
        """Whether the months are bare numbers."""
        return len(self.points) > MOST_WITH_UNIT

    @property
    def words(self) -> str:
        """The same for those who don't see it."""
        said = "，".join(f"{point.label.removesuffix('月')}月 {point.words}" for point in self.points)
        return f"{said}；目标 {self.target:g}%"


def curve(months: Sequence[tuple[str, Figure]], definition: Definition) -> Curve:
    """The months of a rate from the left to the right; the axis is cut below the lowest point and says so."""
    target = definition.target or 0
    known = [figure.published.value for _, figure in months if figure.published.value is not None]
    low, step = _axis(min([*known, target]))
    spread = (RIGHT - LEFT) / max(len(months), 4)
    is_narrow, last = len(months) > MOST_WITH_UNIT, len(months) - 1
    bottom = BOTTOM - LINE if is_narrow else BOTTOM

    def height(value: float) -> float:
        return round(bottom - (value - low) / (100 - low) * (bottom - TOP), 1)

    points = [
        Point(
            x=round(LEFT + spread * (at + 0.5), 1),
            y=None if figure.published.value is None else height(figure.published.value),
            label=label.removesuffix("月") if is_narrow else label,
            below="" if figure.published.of is None else f"{figure.published.of}",
            words=figure.words,
            below_y=LAST_LINE - LINE if is_narrow and (last - at) % 2 == 0 else LAST_LINE,
            value=figure.published.value,
            is_bound=figure.published.shown != Shown.EXACT,
            is_last=at == last,
        )
        for at, (label, figure) in enumerate(months)
    ]
    return Curve(
        points=points,
        pieces=_pieces([None if point.y is None else (point.x, point.y) for point in points]),
        ticks=[(height(value), f"{value}%") for value in range(low, 101, step)],
        target_y=height(target),
        months_y=bottom + BELOW_MONTHS,
        target=target,
        low=low,
        has_bounds=any(point.is_bound and point.value is not None for point in points),
    )


def _axis(lowest: float) -> tuple[int, int]:
    """Where the axis begins and how far its lines are apart."""
    for step in (2, 5, 10, 25):
        low = 100 - 3 * step
        if lowest > low:
            return low, step
    return 0, 25


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    y: int
    width: float
    label: str
    n: int


def bars(groups: Sequence[Group]) -> list[Bar]:
    """Groups under each other, the longest bar as long as there is room."""
    most = max((group.n for group in groups), default=1)
    step = BAR_STEP if len(groups) <= MOST_WIDE else NARROW_STEP
    return [
        Bar(at * step, round(group.n / most * BAR_MOST, 1), group.label, group.n) for at, group in enumerate(groups)
    ]


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of the bar of ratings. `look`: the pattern that tells it from the others."""

    x: float
    width: float
    label: str
    n: int
    look: str


def pieces(groups: Sequence[Group]) -> list[Piece]:
    """The levels in one bar; looks go from dark to light, what is bad is hatched or black."""
    total = sum(group.n for group in groups) or 1
    found, x = [], 0.0
    for group in groups:
        width = group.n / total * LEVELS_WIDTH
        found.append(
            Piece(
                x=round(x, 1),
                width=round(max(width - 1.5, 1.5), 1) if group.n else 0,
                label=group.label,
                n=group.n,
                look=f"l{group.key[0]}",
            )
        )
        x += width
    return found
