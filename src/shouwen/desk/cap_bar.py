"""The cap bar: points in order of time drawn to scale against their cap, the overflow hatched (K1.5, reading R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shouwen.desk.parts import CapPiece

WIDTH = 330
"""Drawing units from 0 points to the last one."""
GAP = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One rectangle: where it stands, how wide, what it is called, and its class."""

    x: float
    width: float
    sign: str
    css: str

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class CapBar:
    """Everything the drawing needs, in drawing units; `label` says it in words."""

    bars: tuple[Bar, ...]
    spill: Bar | None
    ticks: tuple[tuple[float, int], ...]
    cap_x: float
    cap: int
    label: str


def draw_cap_bar(pieces: Sequence[CapPiece], cap: int) -> CapBar:
    """Lay the pieces end to end; what reaches over `cap` is cut off and hatched. Points are whole and at least 1."""
    total = sum(piece.points for piece in pieces)
    unit = WIDTH / max(total, cap)
    bars: list[Bar] = []
    before = 0
    for piece in pieces:
        counted = min(piece.points, max(cap - before, 0))
        if counted:
            css = "dark" if piece.is_dark else "pale"
            bars.append(_bar(before, counted, unit, piece.sign, css))
        before += piece.points
    spill = _bar(cap, total - cap, unit, "", "spill") if total > cap else None
    marks = sorted({0, cap, total, *(range(5, cap, 5) if cap <= 20 else ())})
    near_total = {cap} if total > cap and (total - cap) * unit < 18 else set()
    ticks = tuple((round(mark * unit, 1), mark) for mark in marks if mark not in near_total or mark == total)
    over = f"，超出的 {total - cap} 分不计" if total > cap else ""
    return CapBar(
        tuple(bars), spill, ticks, round(cap * unit, 1), cap, f"按时间先后累计 {total} 分，上限 {cap} 分{over}"
    )


def _bar(start: int, points: int, unit: float, sign: str, css: str) -> Bar:
    return Bar(round(start * unit + GAP / 2, 1), round(points * unit - GAP, 1), sign, css)
