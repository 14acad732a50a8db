"""From exact figures to what is published of them: of a month, and of a year made of its months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

from shouwen.clocks.enums import ExtensionCategory
from shouwen.feedback.enums import RatingLevel
from shouwen.indicators import disclosure, year
from shouwen.indicators.definitions import BY_KEY, DEFINITIONS, PROMISES, Definition
from shouwen.indicators.disclosure import Published
from shouwen.indicators.enums import Measure, Shown
from shouwen.indicators.facts.parts import SATISFIED, Figures, Parts
from shouwen.indicators.figure import Figure
from shouwen.supervision.enums import OverdueCategory

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
    `extension_days`: on average, and `longest`, where they may be said. `reasons` of extensions, `overdue` of what went over.
    `levels_left_out`: months of a year that aren't in `levels`. `all_answered`: every complaint of the month was answered in time."""

    figures: Mapping[str, Figure]
    complaints: Mapping[int, Complaints]
    reasons: Sequence[Group]
    overdue: Sequence[Group]
    levels: Sequence[Group]
    extension_days: float | None
    longest: int | None
    levels_left_out: int = 0
    all_answered: bool = False


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The exact figures of one month, and whether it is sealed."""

    figures: Figures
    is_sealed: bool


def month_sheet(figures: Figures) -> Sheet:
    """What is published of one month."""
    extensions, levels = figures["extensions"], _levels_of_month(figures)
    is_told = extensions["n"] >= disclosure.LEAST
    return Sheet(
        figures={one.key: Figure(one, _of_month(one, figures)) for one in DEFINITIONS if one.key in figures},
        complaints=_complaints_of_month(figures),
        reasons=_groups(disclosure.merged(extensions.get("by", {}), ExtensionCategory.OTHER), ExtensionCategory),
        overdue=_groups(disclosure.merged(_overdue(figures), OverdueCategory.OTHER), OverdueCategory),
        levels=_levels(levels),
        extension_days=round(extensions["days"] / extensions["n"], 1) if is_told else None,
        longest=extensions["longest"] if is_told else None,
        all_answered=figures.get("complaints_unanswered", {}).get("n") == 0,
    )


def _of_month(definition: Definition, figures: Figures) -> Published:
    parts = figures[definition.key]
    if definition.key == "satisfaction":
        apart = _satisfied_apart(parts["n"], _levels_of_month(figures))
        return disclosure.satisfaction_beside(parts["n"], parts["of"], apart)
    if definition.measure == Measure.RATE:
        return disclosure.rate(parts["n"], parts["of"])
    if definition.measure == Measure.MEDIAN:
        return disclosure.median(parts["values"])
    if definition.key == "complaints":
        return disclosure.total_beside(list(zip(_cells(parts), _received(figures), strict=True)))
    if definition.key == "complaints_upheld":
        return _upheld_of_month(figures)
    return disclosure.count(parts["n"])


def _levels_of_month(figures: Figures) -> list[tuple[Sequence[str], int]]:
    return disclosure.levels(figures["ratings"].get("by", {}), PARTITIONS)


def _satisfied_apart(number: int, levels: Sequence[tuple[Sequence[str], int]]) -> int:
    """How many of the satisfied lie in no group of satisfied alone; nought where no levels are shown."""
    return number - sum(n for names, n in levels if set(names) <= set(SATISFIED)) if levels else 0


def _cells(parts: Parts) -> list[int]:
    """By promise, those about none first."""
    by = parts.get("by", {})
    return [by.get(str(number), 0) for number in range(len(PROMISES) + 1)]


def _received(figures: Figures) -> list[Published]:
    return [disclosure.count(n) for n in _cells(figures["complaints"])]


def _upheld(figures: Figures) -> list[Published]:
    cells = zip(_cells(figures["complaints_upheld"]), _cells(figures["complaints"]), strict=True)
    return [disclosure.part(some, whole) for some, whole in cells]


def _upheld_of_month(figures: Figures) -> Published:
    parts, said = figures["complaints_upheld"], _upheld(figures)
    total = disclosure.total_beside(list(zip(_cells(parts), said, strict=True)))
    is_sum = all(one.shown == Shown.EXACT for one in said)
    if total.shown != Shown.EXACT or is_sum:
        return total
    # Beside a total received that isn't told, it would tell how large that must be; beside one that is, how many are left.
    is_told = _of_month(BY_KEY["complaints"], figures).shown == Shown.EXACT
    if is_told and disclosure.part(parts["n"], parts["of"]).shown == Shown.EXACT:
        return total
    return Published(Shown.AT_LEAST, sum(disclosure.least(one) for one in said))


def _complaints_of_month(figures: Figures) -> dict[int, Complaints]:
    pairs = zip(_received(figures), _upheld(figures), strict=True)
    return {number: Complaints(received, upheld) for number, (received, upheld) in enumerate(pairs)}


def year_sheet(months: Sequence[MonthFigures]) -> Sheet:
    """What is published of a year up to now; its months in order."""
    # What was begun to be counted later is none of an earlier year's: it would stand there as nought.
    counted = {key for month in months for key in month.figures}
    figures = {one.key: Figure(one, _of_year(one, months)) for one in DEFINITIONS if one.key in counted}
    given = figures["extensions"].published
    is_told = given.shown == Shown.EXACT and (given.value or 0) >= disclosure.LEAST
    days = sum(month.figures["extensions"]["days"] for month in months)
    levels = _levels_of_year(months)
    return Sheet(
        figures=figures,
        complaints=_complaints_of_year(months),
        reasons=_groups(
            year.groups(
                [(month.figures["extensions"].get("by", {}), month.is_sealed) for month in months],
                ExtensionCategory.OTHER,
            ),
            ExtensionCategory,
        ),
        overdue=_groups(
            year.groups([(_overdue(month.figures), month.is_sealed) for month in months], OverdueCategory.OTHER),
            OverdueCategory,
        ),
        levels=_levels(levels.groups),
        extension_days=round(days / int(given.value or 1), 1) if is_told else None,
        longest=max(month.figures["extensions"]["longest"] for month in months) if is_told else None,
        levels_left_out=levels.left_out,
    )


def _of_year(definition: Definition, months: Sequence[MonthFigures]) -> Published:
    key = definition.key
    parts = [(month.figures[key], month.is_sealed) for month in months if key in month.figures]
    if key == "satisfaction":
        return _satisfaction_of_year(months)
    if definition.measure == Measure.RATE:
        return year.rate([year.Share(one["n"], one["of"], sealed) for one, sealed in parts])
    if definition.measure == Measure.MEDIAN:
        return year.median([one["values"] for one, _ in parts])
    if key in ("complaints", "complaints_upheld"):
        totals = [
            (year.Cell(month.figures[key]["n"], month.is_sealed), _of_month(definition, month.figures))
            for month in months
        ]
        found = _complaints_of_year(months).values()
        return year.total(totals, [one.received if key == "complaints" else one.upheld for one in found])
    return year.count([year.Cell(one["n"], sealed) for one, sealed in parts])


def _levels_of_year(months: Sequence[MonthFigures]) -> year.Levels:
    return year.levels([(month.figures["ratings"].get("by", {}), month.is_sealed) for month in months], OF_YEAR)


def _satisfaction_of_year(months: Sequence[MonthFigures]) -> Published:
    """What a month keeps to itself beside its levels it doesn't give to the year either."""
    shares, is_bound = [], False
    for month in months:
        number, whole = month.figures["satisfaction"]["n"], month.figures["satisfaction"]["of"]
        apart = _satisfied_apart(number, _levels_of_month(month.figures))
        keeps = disclosure.satisfaction_beside(number, whole, apart) != disclosure.rate(number, whole)
        shares.append(year.Share(number - apart if keeps else number, whole, month.is_sealed))
        is_bound = is_bound or keeps
    said = year.rate(shares)
    if said.shown != Shown.EXACT or said.n is None or said.of is None:
        return said
    if is_bound:
        return Published(Shown.AT_LEAST, disclosure.floor_percent(said.n, said.of), of=said.of)
    levels = _levels_of_year(months)
    apart = 0 if levels.left_out else _satisfied_apart(said.n, levels.groups)
    return disclosure.satisfaction_beside(said.n, said.of, apart)


def _complaints_of_year(months: Sequence[MonthFigures]) -> dict[int, Complaints]:
    received, upheld = ([_cells(month.figures[key]) for month in months] for key in ("complaints", "complaints_upheld"))
    found = {}
    for number in range(len(PROMISES) + 1):
        wholes, some = ([cells[number] for cells in of_months] for of_months in (received, upheld))
        cells = [year.Cell(n, month.is_sealed) for n, month in zip(some, months, strict=True)]
        whole = year.count([year.Cell(n, month.is_sealed) for n, month in zip(wholes, months, strict=True)])
        said = year.parts(cells, wholes)
        if said.shown == whole.shown == Shown.EXACT:
            said = disclosure.part(sum(some), sum(wholes))
        found[number] = Complaints(whole, said)
    return found


def _overdue(figures: Figures) -> dict[str, int]:
    """By category; none in months sealed before it was counted."""
    return figures.get("overdue_reasons", {}).get("by", {})


def _groups(groups: Sequence[tuple[str, int]], names: type[TextChoices]) -> list[Group]:
    return [Group(key, str(names(key).label), n) for key, n in groups]


def _levels(groups: Sequence[tuple[Sequence[str], int]]) -> list[Group]:
    """非常满意 stands alone; several together are named by the best of them: 基本满意及以下."""
    found = []
    for keys, n in groups:
        label = str(RatingLevel(int(keys[0])).label)
        found.append(Group("-".join(keys), label if len(keys) == 1 else f"{label}及以下", n))
    return found
