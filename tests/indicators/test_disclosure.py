"""小数保护 (P1): whether a small number is 1, 2, 3 or 4 changes nothing of what is published."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.indicators import disclosure, year
from shouwen.indicators.disclosure import Published, is_few
from shouwen.indicators.enums import Shown
from shouwen.indicators.facts.parts import UNANSWERED

SMALL = (1, 2, 3, 4)
REASONS = st.dictionaries(st.sampled_from(["site", "office", "expert", "other"]), st.integers(0, 12), max_size=4)


def test_p1_counts_from_one_to_four_are_only_few() -> None:
    assert [disclosure.count(n).shown for n in range(7)] == [
        Shown.EXACT,
        Shown.FEW,
        Shown.FEW,
        Shown.FEW,
        Shown.FEW,
        Shown.EXACT,
        Shown.EXACT,
    ]
    assert {disclosure.count(n) for n in SMALL} == {Published(Shown.FEW)}


def test_p1_a_rate_says_both_numbers_where_neither_part_is_small() -> None:
    # 405 of 412 on time: 405 / 412 = 98.30 %, 7 were not.
    assert disclosure.rate(405, 412) == Published(Shown.EXACT, 98.3, 405, 412)
    # 115 of 184: 62.5 %.
    assert disclosure.rate(115, 184) == Published(Shown.EXACT, 62.5, 115, 184)
    assert disclosure.rate(23, 23) == Published(Shown.EXACT, 100.0, 23, 23)


def test_p1_a_small_remainder_gives_the_bound_that_holds_for_every_one() -> None:
    # 271 cases, 1 to 4 late: at least 267 / 271 = 98.52 %, said as 98.5.
    assert {disclosure.rate(271 - late, 271) for late in SMALL} == {Published(Shown.AT_LEAST, 98.5, None, 271)}
    # 1 to 4 of 30: at most 4 / 30 = 13.33 %, said as 13.4.
    assert {disclosure.rate(few, 30) for few in SMALL} == {Published(Shown.AT_MOST, 13.4, None, 30)}


def test_p1_rates_of_few_are_not_reckoned() -> None:
    assert disclosure.rate(13, 14) == Published(Shown.WITHHELD, of=14)
    assert disclosure.rate(19, 19) == Published(Shown.WITHHELD, of=19)
    assert {disclosure.rate(n, of) for of in SMALL for n in range(of + 1)} == {Published(Shown.WITHHELD)}
    assert disclosure.rate(0, 0) == Published(Shown.NOTHING)


def test_p1_a_median_needs_twenty() -> None:
    # 7 of 2, 7 of 3, 6 of 9: the tenth of twenty is 3.
    assert disclosure.median({"2": 7, "3": 7, "9": 6}) == Published(Shown.EXACT, 3)
    assert disclosure.median({"2": 7, "3": 7, "9": 5}) == Published(Shown.WITHHELD)
    # More than half wait still: longer than the longest that was answered.
    waiting = {"5": 4, "12": 5, str(UNANSWERED): 11}
    assert disclosure.median(waiting) == Published(Shown.AT_LEAST, 12)


def test_p1_a_part_tells_nothing_small_about_the_rest() -> None:
    assert disclosure.part(6, 12) == Published(Shown.EXACT, 6)
    assert disclosure.part(12, 12) == Published(Shown.EXACT, 12)
    # 9 to 12 of 13 upheld: 1 to 4 weren't, so at least 9 are said.
    assert {disclosure.part(13 - rest, 13) for rest in SMALL} == {Published(Shown.AT_LEAST, 9)}
    assert {disclosure.part(n, 13) for n in SMALL} == {Published(Shown.FEW)}
    assert disclosure.part(0, 3) == Published(Shown.EXACT, 0)


def test_p1_reasons_are_merged_until_no_group_is_small() -> None:
    # 6 + 5 + 2 + 1 = 14: the small ones are 3, too few alone, so the 5 goes with them.
    assert disclosure.merged({"site": 6, "office": 5, "expert": 2, "x": 1}, "other") == [("site", 6), ("other", 8)]
    assert disclosure.merged({"site": 6, "office": 5, "expert": 3, "x": 2}, "other") == [
        ("site", 6),
        ("office", 5),
        ("other", 5),
    ]
    assert disclosure.merged({"site": 2, "office": 2}, "other") == []
    assert disclosure.merged({"site": 4, "office": 4, "expert": 3}, "other") == []
    assert disclosure.merged({}, "other") == []


@given(REASONS)
def test_p1_no_published_group_is_small_and_all_add_up(cells: dict[str, int]) -> None:
    groups = disclosure.merged(cells, "other")
    assert not any(is_few(n) for _, n in groups)
    total = sum(cells.values())
    assert sum(n for _, n in groups) in (0, total)
    assert all(n >= 5 for _, n in groups)


def test_p1_the_year_groups_six_months_of_small_cells() -> None:
    # Six months of two or three extensions each: 2 + 1 + 1 + 1 + 0 + 1 = 6 site visits, and 8 of other reasons.
    site, office = (2, 1, 1, 1, 0, 1), (1, 1, 1, 1, 2, 2)
    cells = [({"site": a, "office": b}, True) for a, b in zip(site, office, strict=True)]
    assert year.groups(cells, "other") == [("office", 8), ("site", 6)]
    assert year.groups(cells[:5], "other") == []
    # A month that shows its groups gives them at once.
    assert year.groups([({"site": 7, "office": 6}, False)], "other") == [("site", 7), ("office", 6)]


def test_p1_levels_are_taken_together_from_below() -> None:
    partitions = (
        (("5",), ("4",), ("3",), ("2",), ("1",)),
        (("5",), ("4",), ("3", "2", "1")),
        (("5",), ("4", "3", "2", "1")),
    )
    # 3 + 1 + 0: the three lowest are 4, too few, so 30 goes with them.
    assert disclosure.levels({"5": 121, "4": 30, "3": 3, "2": 1, "1": 0}, partitions) == [
        (("5",), 121),
        (("4", "3", "2", "1"), 34),
    ]
    assert disclosure.levels({"5": 121, "4": 30, "3": 9, "2": 1, "1": 0}, partitions)[-1] == (("3", "2", "1"), 10)
    assert disclosure.levels({"5": 15, "4": 4}, partitions) == []


def possible(shown: list[Published], total: Published) -> list[tuple[int, ...]]:
    """Every way in which a reader can fill in the hidden cells."""
    ranges = [SMALL if cell.shown == Shown.FEW else (int(cell.value or 0),) for cell in shown]
    fits = list(product(*ranges))
    if total.shown == Shown.EXACT:
        fits = [cells for cells in fits if sum(cells) == total.value]
    if total.shown == Shown.AT_LEAST:
        fits = [cells for cells in fits if sum(cells) >= (total.value or 0)]
    if total.shown == Shown.FEW:
        fits = [cells for cells in fits if 1 <= sum(cells) <= 4]
    return fits


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5))
def test_p1_no_cell_comes_out_by_subtracting_the_others_from_the_total(cells: list[int]) -> None:
    shown = [disclosure.count(cell) for cell in cells]
    total = disclosure.total_beside(list(zip(cells, shown, strict=True)))
    fits = possible(shown, total)
    assert tuple(cells) in fits
    for at, cell in enumerate(cells):
        # Alone, cells don't say more than that they are small; four of them in a total of four are said to be four or more.
        if is_few(cell):
            assert len({way[at] for way in fits}) > 1


@pytest.mark.parametrize(
    ("cells", "total"),
    [
        ([3], Published(Shown.FEW)),
        ([6, 3], Published(Shown.AT_LEAST, 7)),
        ([6, 3, 4], Published(Shown.EXACT, 13)),
        ([6, 4, 4], Published(Shown.AT_LEAST, 8)),
        ([6, 7], Published(Shown.EXACT, 13)),
    ],
)
def test_p1_totals_beside_their_cells(cells: list[int], total: Published) -> None:
    assert disclosure.total_beside([(cell, disclosure.count(cell)) for cell in cells]) == total


def months(*numbers: int, open_last: bool = False) -> list[year.Cell]:
    return [year.Cell(n, not (open_last and at == len(numbers) - 1)) for at, n in enumerate(numbers)]


def test_p1_the_year_adds_small_months_only_three_together() -> None:
    assert year.count(months(6, 7, 0)) == Published(Shown.EXACT, 13)
    # Two small ones wait: 6 + 7 and at least one each.
    assert year.count(months(6, 3, 7, 2)) == Published(Shown.AT_LEAST, 15)
    # 3 + 2 + 4 = 9 of three may be added: 6 + 7 + 9.
    assert year.count(months(6, 3, 7, 2, 4)) == Published(Shown.EXACT, 22)
    # 4 + 4 + 4 would tell all three; 1 + 1 + 2 is too few: never added.
    assert year.count(months(6, 4, 4, 4)) == Published(Shown.AT_LEAST, 9)
    assert year.count(months(6, 1, 1, 2, 7)) == Published(Shown.AT_LEAST, 16)
    # Of one month fewer than five can be said; of two only that there is at least one each.
    assert year.count(months(0, 3)) == Published(Shown.FEW)
    assert year.count(months(4, 4)) == Published(Shown.AT_LEAST, 2)
    # A month that still grows waits: by how much the year grew would tell it.
    assert year.count(months(6, 3, 2, 4, open_last=True)) == Published(Shown.AT_LEAST, 9)


@given(st.lists(st.integers(0, 8), min_size=1, max_size=6))
def test_p1_no_month_comes_out_of_the_year_as_it_grows(numbers: list[int]) -> None:
    """A reader keeps every release of the year and every month, and still can't tell a small month."""
    releases = [(at + 1, year.count(months(*numbers[: at + 1]))) for at in range(len(numbers))]
    ranges = [SMALL if is_few(n) else (n,) for n in numbers]
    fits = [
        way for way in product(*ranges) if all(year.count(months(*way[:length])) == said for length, said in releases)
    ]
    assert tuple(numbers) in fits
    for at, n in enumerate(numbers):
        if is_few(n):
            assert len({way[at] for way in fits}) > 1


def test_p1_the_rate_of_the_year_waits_for_small_remainders() -> None:
    share = year.Share
    # 300 + 200 = 500, 10 + 8 = 18 late: 482 / 500 = 96.4 %.
    assert year.rate([share(290, 300, True), share(192, 200, True)]) == Published(Shown.EXACT, 96.4, 482, 500)
    # The second month has 1 to 4 late: at worst 290 + 196 = 486 of 500 = 97.2 %.
    assert year.rate([share(290, 300, True), share(198, 200, True)]) == Published(Shown.AT_LEAST, 97.2, None, 500)
    # Three such months, 2 + 3 + 1 late, are added: 10 + 6 late of 700: 684 / 700 = 97.7 %.
    three = [share(290, 300, True), share(198, 200, True), share(97, 100, True), share(99, 100, True)]
    assert year.rate(three) == Published(Shown.EXACT, 97.7, 684, 700)
    assert year.rate([share(3, 4, True)]) == Published(Shown.NOTHING)
