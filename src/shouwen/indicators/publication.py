"""From exact figures to what is published of them: of a month, and of a year made of its months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shouwen.clocks.enums import ExtensionCategory
from shouwen.feedback.enums import RatingLevel
from shouwen.indicators import disclosure, year
from shouwen.indicators.definitions import DEFINITIONS, PROMISES, Definition
from shouwen.indicators.disclosure import Published
from shouwen.indicators.enums import Measure, Shown
from shouwen.indicators.facts.parts import Figures, Parts
from shouwen.indicators.figure import Figure

PARTITIONS = (
    (("5",), ("4",), ("3",), ("2",), ("1",)),
    (("5",), ("4",), ("3",), ("2", "1")),
    (("5",), ("4",), ("3", "2", "1")),
    (("5",), ("4", "3", "2", "1")),
)
"""How the levels of ratings may be taken together, the finest first."""
OF_YEAR = PARTITIONS[2]


@dataclass(frozen=True, slots=True)
class Complaints:
    """投诉／属实 about one promise."""

    received: Published
    upheld: Published


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a total."""

    key: str
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is published of a period. `complaints`: by promise, 0 for those about none.
    `extension_days`: on average, and `longest`, where they may be said.
    `levels_left_out`: months of a year that aren't in `levels`."""

    figures: Mapping[str, Figure]
    complaints: Mapping[int, Complaints]
    reasons: Sequence[Group]
    levels: Sequence[Group]
    extension_days: float | None
    longest: int | None
    levels_left_out: int = 0


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The exact figures of one month, and whether it is sealed."""

    figures: Figures
    is_sealed: bool


def month_sheet(figures: Figures) -> Sheet:
    """What is published of one month."""
    extensions = figures["extensions"]
    is_told = extensions["n"] >= disclosure.LEAST
    return Sheet(
        figures={one.key: Figure(one, _of_month(one, figures)) for one in DEFINITIONS if one.key in figures},
        complaints=_complaints_of_month(figures),
        reasons=_reasons(disclosure.merged(extensions.get("by", {}), ExtensionCategory.OTHER)),
        levels=_levels(disclosure.levels(figures["ratings"].get("by", {}), PARTITIONS)),
        extension_days=round(extensions["days"] / extensions["n"], 1) if is_told else None,
        longest=extensions["longest"] if is_told else None,
    )


def _of_month(definition: Definition, figures: Figures) -> Published:
    parts = figures[definition.key]
    if definition.measure == Measure.RATE:
        return disclosure.rate(parts["n"], parts["of"])
    if definition.measure == Measure.MEDIAN:
        return disclosure.median(parts["values"])
    if definition.key == "complaints":
        return disclosure.total_beside(_cells(parts), parts["n"])
    if definition.key == "complaints_upheld":
        said = disclosure.part(parts["n"], parts["of"])
        return disclosure.total_beside(_cells(parts), parts["n"]) if said.shown == Shown.EXACT else said
    return disclosure.count(parts["n"])


def _cells(parts: Parts) -> list[int]:
    return list(parts.get("by", {}).values())


def _complaints_of_month(figures: Figures) -> dict[int, Complaints]:
    received, upheld = (figures[key].get("by", {}) for key in ("complaints", "complaints_upheld"))
    found = {}
    for number in range(len(PROMISES) + 1):
        whole, some = received.get(str(number), 0), upheld.get(str(number), 0)
        found[number] = Complaints(disclosure.count(whole), disclosure.part(some, whole))
    return found


def year_sheet(months: Sequence[MonthFigures]) -> Sheet:
    """What is published of a year up to now; its months in order."""
    figures = {one.key: Figure(one, _of_year(one, months)) for one in DEFINITIONS}
    given = figures["extensions"].published
    is_told = given.shown == Shown.EXACT and (given.value or 0) >= disclosure.LEAST
    days = sum(month.figures["extensions"]["days"] for month in months)
    levels = year.levels([(month.figures["ratings"].get("by", {}), month.is_sealed) for month in months], OF_YEAR)
    return Sheet(
        figures=figures,
        complaints=_complaints_of_year(months),
        reasons=_reasons(
            year.groups(
                [(month.figures["extensions"].get("by", {}), month.is_sealed) for month in months],
                ExtensionCategory.OTHER,
            )
        ),
        levels=_levels(levels.groups),
        extension_days=round(days / int(given.value or 1), 1) if is_told else None,
        longest=max(month.figures["extensions"]["longest"] for month in months) if is_told else None,
        levels_left_out=levels.left_out,
    )


def _of_year(definition: Definition, months: Sequence[MonthFigures]) -> Published:
    parts = [(month.figures[definition.key], month.is_sealed) for month in months if definition.key in month.figures]
    if definition.measure == Measure.RATE:
        return year.rate([year.Share(one["n"], one["of"], sealed) for one, sealed in parts])
    if definition.measure == Measure.MEDIAN:
        return year.median([one["values"] for one, _ in parts])
    said = year.count([year.Cell(one["n"], sealed) for one, sealed in parts])
    if definition.key == "complaints_upheld" and said.shown == Shown.EXACT:
        return disclosure.part(sum(one["n"] for one, _ in parts), sum(one["of"] for one, _ in parts))
    return said


def _complaints_of_year(months: Sequence[MonthFigures]) -> dict[int, Complaints]:
    found = {}
    for number in range(len(PROMISES) + 1):
        received, upheld = (
            [year.Cell(month.figures[key].get("by", {}).get(str(number), 0), month.is_sealed) for month in months]
            for key in ("complaints", "complaints_upheld")
        )
        some = year.count(upheld)
        if some.shown == Shown.EXACT:
            some = disclosure.part(sum(cell.n for cell in upheld), sum(cell.n for cell in received))
        found[number] = Complaints(year.count(received), some)
    return found


def _reasons(groups: Sequence[tuple[str, int]]) -> list[Group]:
    return [Group(key, ExtensionCategory(key).label, n) for key, n in groups]


def _levels(groups: Sequence[tuple[Sequence[str], int]]) -> list[Group]:
    """非常满意 stands alone; several together are named by the best of them: 基本满意及以下."""
    found = []
    for keys, n in groups:
        label = str(RatingLevel(int(keys[0])).label)
        found.append(Group("-".join(keys), label if len(keys) == 1 else f"{label}及以下", n))
    return found
