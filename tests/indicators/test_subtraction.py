"""小数保护 (P1): what stands side by side on the page, subtracted, tells no number from 1 to 4."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product

from shouwen.indicators.disclosure import Published, is_few
from shouwen.indicators.enums import Shown
from shouwen.indicators.facts.parts import Figures
from shouwen.indicators.publication import MonthFigures, Sheet, month_sheet, year_sheet

Table = dict[str, int]
NONE: Figures = {
    "extensions": {"n": 0, "by": {}, "days": 0, "longest": 0},
    "ratings": {"n": 0, "by": {}},
    "satisfaction": {"n": 0, "of": 0},
    "complaints": {"n": 0, "by": {}},
    "complaints_upheld": {"n": 0, "of": 0, "by": {}},
}


def rated(*levels: int) -> Figures:
    """A month with so many ratings of 5, 4, 3, 2, 1."""
    by = dict(zip(("5", "4", "3", "2", "1"), levels, strict=True))
    given = sum(levels)
    return {**NONE, "ratings": {"n": given, "by": by}, "satisfaction": {"n": sum(levels[:3]), "of": given}}


def complained(received: Table, upheld: Table) -> Figures:
    """A month with so many complaints by promise, and those upheld."""
    whole, some = sum(received.values()), sum(upheld.values())
    return {
        **NONE,
        "complaints": {"n": whole, "by": received},
        "complaints_upheld": {"n": some, "of": whole, "by": upheld},
    }


def of_year(*months: Figures) -> Sheet:
    return year_sheet([MonthFigures(month, is_sealed=True) for month in months])


def said(sheet: Sheet, key: str) -> Published:
    return sheet.figures[key].published


def groups(sheet: Sheet) -> list[tuple[str, int]]:
    return [(group.key, group.n) for group in sheet.levels]


def everything(sheet: Sheet) -> Hashable:
    """All that a reader sees."""
    figures = tuple(figure.published for figure in sheet.figures.values())
    return figures, tuple(sheet.complaints.values()), tuple(sheet.levels), tuple(sheet.reasons), tuple(sheet.overdue)


def told(
    worlds: Iterable[tuple[int, ...]],
    see: Callable[[Sequence[int]], Hashable],
    small: Callable[[Sequence[int]], list[int]],
) -> set[tuple[int, ...]]:
    """Worlds of which a reader who knows how figures are published, and sees them, knows a small number for certain."""
    alike: dict[Hashable, list[tuple[int, ...]]] = defaultdict(list)
    for world in worlds:
        alike[see(world)].append(world)
    found = set()
    for same in alike.values():
        for numbers in zip(*(small(world) for world in same), strict=True):
            if is_few(numbers[0]) and len(set(numbers)) == 1:
                found.update(same)
    return found


def test_p1_satisfaction_beside_the_levels_tells_no_level() -> None:
    # 20, 10 and 12 are shown; 32 of 42 satisfied would tell that 2 said 基本满意: at least 30 / 42 = 71.42 %.
    sheet = month_sheet(rated(20, 10, 2, 5, 5))
    assert groups(sheet) == [("5", 20), ("4", 10), ("3-2-1", 12)]
    assert said(sheet, "satisfaction") == Published(Shown.AT_LEAST, 71.4, of=42)
    # 6 said so and 5 were not satisfied: both are groups of their own.
    sheet = month_sheet(rated(20, 10, 6, 3, 2))
    assert groups(sheet) == [("5", 20), ("4", 10), ("3", 6), ("2-1", 5)]
    assert said(sheet, "satisfaction") == Published(Shown.EXACT, 87.8, 36, 41)


def test_p1_nor_does_the_satisfaction_of_the_year() -> None:
    # The second month has 36 of 48; 68 of 90 in the year would give the first its 32. At least 66 / 90 = 73.33 %.
    both = of_year(rated(20, 10, 2, 5, 5), rated(20, 10, 6, 6, 6))
    assert said(both, "satisfaction") == Published(Shown.AT_LEAST, 73.3, of=90)


def test_p1_no_level_of_a_month_is_told() -> None:
    # The worlds at the edge are known only by there being no others beyond it.
    worlds = [(high, *low) for high in range(16, 25) for low in product(range(11), repeat=3)]

    def see(world: Sequence[int]) -> Hashable:
        return everything(month_sheet(rated(*world, 0)))

    def small(world: Sequence[int]) -> list[int]:
        return [*world[1:], world[1] + world[2]]

    assert [world for world in told(worlds, see, small) if world[0] == 20 and max(world[1:]) <= 5] == []


def test_p1_the_total_of_the_year_tells_no_cell_that_a_month_keeps() -> None:
    month = complained({"1": 7, "2": 1}, {})
    assert said(month_sheet(month), "complaints") == Published(Shown.AT_LEAST, 8)
    year = of_year(month)
    assert said(year, "complaints") == Published(Shown.AT_LEAST, 8)
    assert year.complaints[1].received == Published(Shown.EXACT, 7)
    assert year.complaints[2].received == Published(Shown.FEW)
    # Nothing is hidden in a month of 6 and 7.
    assert said(of_year(complained({"1": 6, "2": 7}, {})), "complaints") == Published(Shown.EXACT, 13)


def test_p1_the_total_upheld_tells_no_cell_that_is_said_by_a_bound() -> None:
    # 5 of 7: two weren't, so at least 3; 10 of 20. 15 in all would tell the 5: at least 13.
    month = complained({"1": 7, "2": 20}, {"1": 5, "2": 10})
    for sheet in (month_sheet(month), of_year(month)):
        assert sheet.complaints[1].upheld == Published(Shown.AT_LEAST, 3)
        assert sheet.complaints[2].upheld == Published(Shown.EXACT, 10)
        assert said(sheet, "complaints_upheld") == Published(Shown.AT_LEAST, 13)
    # 10 of 20 in another month: 15 of 27 in the year, less 10, would tell the 5.
    year = of_year(complained({"1": 7}, {"1": 5}), complained({"1": 20}, {"1": 10}))
    assert year.complaints[1].upheld == Published(Shown.AT_LEAST, 13)


def test_p1_no_cell_of_a_month_of_complaints_is_told() -> None:
    cells = [(received, upheld) for received in range(11) for upheld in range(received + 1)]
    worlds = [(*one, *two) for one in cells for two in cells]

    def see(world: Sequence[int]) -> Hashable:
        return everything(month_sheet(complained({"1": world[0], "2": world[2]}, {"1": world[1], "2": world[3]})))

    def small(world: Sequence[int]) -> list[int]:
        return [*world, world[0] - world[1], world[2] - world[3]]

    assert [world for world in told(worlds, see, small) if max(world) <= 7] == []


def test_p1_a_median_says_nothing_of_how_many() -> None:
    # 100 cases, 98 of them by working days: beside each other they would tell the other two.
    month: Figures = {**NONE, "on_time": {"n": 95, "of": 100}, "days_used": {"of": 98, "values": {"3": 98}}}
    assert said(month_sheet(month), "on_time") == Published(Shown.EXACT, 95.0, 95, 100)
    assert said(month_sheet(month), "days_used") == Published(Shown.EXACT, 3)
    assert said(of_year(month), "days_used") == Published(Shown.EXACT, 3)


def overdue(cells: Table) -> Figures:
    """A month in which so many cases went over, by category of the reason."""
    return {**NONE, "overdue_reasons": {"n": sum(cells.values()), "by": cells}}


def test_p1_no_small_group_of_overdue_reasons_is_told() -> None:
    # The worlds at the edge are known only by there being no others beyond it.
    worlds = list(product(range(13), repeat=3))

    def see(world: Sequence[int]) -> Hashable:
        return everything(month_sheet(overdue(dict(zip(("person", "missed", "other"), world, strict=True)))))

    assert [world for world in told(worlds, see, list) if max(world) <= 7] == []
    assert month_sheet(overdue({"person": 7, "missed": 2})).overdue == []
    sheet = of_year(overdue({"person": 7, "missed": 6}), NONE, overdue({"person": 6, "missed": 8}))
    assert [(group.label, group.n) for group in sheet.overdue] == [("疏忽漏办", 14), ("联系不上本人", 13)]
