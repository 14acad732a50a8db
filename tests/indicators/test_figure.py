"""How a figure is said, and whether its target is met by what is said (P2)."""

from __future__ import annotations

import pytest

from shouwen.indicators import disclosure
from shouwen.indicators.definitions import BY_KEY, DEFINITIONS, OF_PROMISE, PROMISES
from shouwen.indicators.disclosure import Published
from shouwen.indicators.enums import Measure, Shown
from shouwen.indicators.figure import Figure

ON_TIME, ERRORS, MINUTES = BY_KEY["on_time"], BY_KEY["errors"], BY_KEY["first_answer_minutes"]


def test_p2_each_of_the_eight_promises_has_one_measure_with_a_target() -> None:
    assert len(PROMISES) == 8
    assert sorted(OF_PROMISE) == list(range(1, 9))
    assert all(one.target is not None and one.words and one.numerator for one in OF_PROMISE.values())
    assert len({one.key for one in DEFINITIONS}) == len(DEFINITIONS)
    assert all(
        bool(one.denominator) == (one.measure != Measure.COUNT or one.key == "complaints_upheld") for one in DEFINITIONS
    )


@pytest.mark.parametrize(
    ("figure", "words", "is_met"),
    [
        (Figure(ON_TIME, disclosure.rate(405, 412)), "98.3%", True),
        (Figure(ON_TIME, disclosure.rate(195, 200)), "97.5%", False),
        (Figure(ON_TIME, disclosure.rate(270, 271)), "98.5%以上", True),
        # 63 with 1 to 4 late lies between 93.6 and 98.4: whether 98 was reached would tell how many.
        (Figure(ON_TIME, disclosure.rate(62, 63)), "93.6%以上", None),
        # 30 with 1 to 4 late is at most 29 / 30 = 96.7.
        (Figure(ON_TIME, disclosure.rate(28, 30)), "86.6%以上", False),
        (Figure(ON_TIME, disclosure.rate(11, 12)), "数量少，不算", None),
        (Figure(ERRORS, disclosure.count(0)), "0 件", True),
        (Figure(ERRORS, disclosure.count(2)), "少于5 件", False),
        (Figure(ERRORS, disclosure.count(7)), "7 件", False),
        (Figure(MINUTES, Published(Shown.EXACT, 10, of=30)), "10 分钟", True),
        (Figure(MINUTES, Published(Shown.EXACT, 11, of=30)), "11 分钟", False),
        (Figure(MINUTES, Published(Shown.AT_LEAST, 12, of=30)), "至少 12 分钟", False),
    ],
)
def test_p2_words_and_target(figure: Figure, words: str, is_met: bool | None) -> None:
    assert (figure.words, figure.is_met) == (words, is_met)


def test_p1_met_or_not_tells_nothing_of_a_small_remainder() -> None:
    for whole in range(20, 400):
        assert len({Figure(ON_TIME, disclosure.rate(whole - late, whole)).is_met for late in (1, 2, 3, 4)}) == 1


def test_p1_a_curve_passes_small_numbers_at_one_height() -> None:
    assert {Figure(ERRORS, disclosure.count(n)).level for n in (1, 2, 3, 4)} == {2.5}
