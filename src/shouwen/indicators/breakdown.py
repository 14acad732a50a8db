"""细分: the parts into which a published figure is shared out, each under a key that stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shouwen.indicators.definitions import PROMISES
from shouwen.indicators.disclosure import Published
from shouwen.indicators.enums import Shown, Unit
from shouwen.indicators.figure import amount_words
from shouwen.indicators.publication import Sheet


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a figure. `promise`: 1 to 8, or 0."""

    key: str
    label: str
    unit: Unit
    said: Published
    promise: int = 0

    @property
    def words(self) -> str:
        """As one says it: 6 件, 少于5 件."""
        return amount_words(self.said, self.unit.label)


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction changes: its name, as it was said, as it is said."""

    name: str
    before: str
    after: str


def breakdown(key: str, sheet: Sheet) -> list[Part]:
    """The parts of one figure; none where it isn't shared out, or they are too small."""
    if key == "ratings":
        return [Part(f"{key}.{one.key}", one.label, Unit.TIME, Published(Shown.EXACT, one.n)) for one in sheet.levels]
    if key == "extensions":
        return _extensions(key, sheet)
    if key == "overdue_reasons":
        return [Part(f"{key}.{one.key}", one.label, Unit.CASE, Published(Shown.EXACT, one.n)) for one in sheet.overdue]
    if key in {"complaints", "complaints_upheld"}:
        said = {number: one.received if key == "complaints" else one.upheld for number, one in sheet.complaints.items()}
        return [
            Part(f"{key}.promise_{number}", words, Unit.CASE, said[number], number)
            for number, words in enumerate(PROMISES, start=1)
        ]
    return []


def _extensions(key: str, sheet: Sheet) -> list[Part]:
    parts = [Part(f"{key}.{one.key}", one.label, Unit.CASE, Published(Shown.EXACT, one.n)) for one in sheet.reasons]
    lengths = (("average", "平均延", sheet.extension_days), ("longest", "最长延", sheet.longest))
    return parts + [
        Part(f"{key}.{name}", label, Unit.WORKDAY, Published(Shown.EXACT, value))
        for name, label, value in lengths
        if value is not None
    ]


def changes(before: Sequence[Part], after: Sequence[Part]) -> list[Change]:
    """The parts that are said otherwise; one that isn't told apart any more, or wasn't, is said to be so."""
    was, now = ({part.key: part for part in parts} for parts in (before, after))
    return [
        Change(part.label, was[key].words if key in was else "没有单列", now[key].words if key in now else "不再单列")
        for key, part in {**was, **now}.items()
        if was.get(key) != now.get(key)
    ]
