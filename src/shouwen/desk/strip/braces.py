"""Braces under a strip: pauses, holidays of three days and more, the extension.

Their labels are kept from running into each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from shouwen.desk.chinese_dates import month_day
from shouwen.desk.strip.parts import DayKind, StripBrace, StripClock, StripDay
from shouwen.desk.strip.pieces import Piece

CELL = 35.0
"""Width of a day in pixels at 1366; labels are measured against it."""
HAN, OTHER = 13.0, 7.4
"""Width of a label's characters in pixels at 13 px."""
_SHORT_HOLIDAY = {"国庆节": "国庆", "劳动节": "五一", "中秋节": "中秋", "清明节": "清明", "端午节": "端午"}


@dataclass(frozen=True, slots=True)
class _Run:
    first: int
    last: int
    text: str


def braces_of(
    clock: StripClock, days: Sequence[StripDay], pieces: Sequence[Piece]
) -> tuple[tuple[StripBrace, ...], bool]:
    """The braces from left to right, and whether a second row of labels is needed."""
    runs = sorted([*_pauses(clock, days), *_holidays(days), *_extension(clock, days)], key=lambda run: run.first)
    width = pieces[-1].last_column * CELL
    ends = {"": float("-inf"), "low": float("-inf")}
    braces = []
    for run in runs:
        start, stop = _columns(days, pieces, run)
        label = sum(HAN if ord(char) > 0x2E80 else OTHER for char in run.text)
        left, right = (start - 1) * CELL, stop * CELL
        centre = (left + right) / 2
        side = "st" if centre - label / 2 < 0 else "en" if centre + label / 2 > width else ""
        from_x = left if side == "st" else right - label if side == "en" else centre - label / 2
        row = "" if from_x >= ends[""] + 8 else "low"
        ends[row] = max(ends[row], from_x + label)
        css = " ".join(word for word in ("br", f"k{start}", f"x{stop - start + 1}", side, row) if word)
        braces.append(StripBrace(css, run.text))
    return tuple(braces), any(brace.css.endswith(" low") for brace in braces)


def _pauses(clock: StripClock, days: Sequence[StripDay]) -> Iterator[_Run]:
    """A pause reaches over the days off inside it; two pauses with different reasons are two braces."""
    paused = [(i, day) for i, day in enumerate(days) if day.kind == DayKind.PAUSED]
    for reason, run in groupby(paused, key=lambda pair: pair[1].name):
        indexes = [i for i, _ in run]
        for first, last in _unbroken(indexes, days):
            still = clock.due is None and last == paused[-1][0]
            resumed = sum(1 for day in days[:first] if day.kind in (DayKind.COUNTED, DayKind.EXTENSION)) + 1
            text = f"暂停：{reason or '未写原因'}"
            if still:
                text += (
                    f"，补齐的下一个工作日接着算第 {resumed} 天" if "补" in reason else f"，结束后接着算第 {resumed} 天"
                )
            yield _Run(first, last, text)


def _unbroken(indexes: Sequence[int], days: Sequence[StripDay]) -> Iterator[tuple[int, int]]:
    first = last = indexes[0]
    for index in indexes[1:]:
        if all(days[i].kind == DayKind.OFF for i in range(last + 1, index)):
            last = index
            continue
        yield first, last
        first = last = index
    yield first, last


def _holidays(days: Sequence[StripDay]) -> Iterator[_Run]:
    for is_off, run in groupby(range(len(days)), key=lambda i: days[i].kind == DayKind.OFF):
        indexes = list(run)
        names = list(dict.fromkeys(days[i].name for i in indexes if days[i].name))
        in_pause = _is_paused(days, indexes[0] - 1) and _is_paused(days, indexes[-1] + 1)
        if is_off and len(indexes) >= 3 and names and not in_pause:
            yield _Run(indexes[0], indexes[-1], _days_off([days[i] for i in indexes]))


def _days_off(days: Sequence[StripDay]) -> str:
    """国庆放假 7 天; what the centre closed of itself is 停办, and is no holiday with the weekend beside it."""
    holidays = dict.fromkeys(_SHORT_HOLIDAY.get(day.name, day.name) for day in days if day.name and not day.is_local)
    closed = dict.fromkeys(day.name for day in days if day.name and day.is_local)
    if not closed:
        return f"{''.join(holidays)}放假 {len(days)} 天"
    if holidays:
        return f"{''.join(holidays)}放假、{''.join(closed)}停办 {len(days)} 天"
    beside = "" if all(day.is_local for day in days) else "，连休息日"
    return f"{''.join(closed)}停办{beside} {len(days)} 天"


def _is_paused(days: Sequence[StripDay], index: int) -> bool:
    return 0 <= index < len(days) and days[index].kind == DayKind.PAUSED


def _extension(clock: StripClock, days: Sequence[StripDay]) -> Iterator[_Run]:
    indexes = [i for i, day in enumerate(days) if day.kind == DayKind.EXTENSION]
    if indexes:
        before = f"，原到期 {month_day(clock.original_due)}" if clock.original_due else ""
        yield _Run(indexes[0], indexes[-1], f"延期 {clock.extension} 天{before}")


def _columns(days: Sequence[StripDay], pieces: Sequence[Piece], run: _Run) -> tuple[int, int]:
    start = next(piece.column for piece in pieces if piece.holds(days[run.first].on))
    stop = next(piece.last_column for piece in pieces if piece.holds(days[run.last].on))
    return start, stop
