"""常用原因: those of the guide come first, with what they ask for; a reason is taken apart into what it was made of."""

from __future__ import annotations

import pytest

from shouwen.cases.enums import ReviewState
from shouwen.cases.phrases import ASKED_FOR, options, reason_of, requirement_of, taken_apart

FAULTS = [
    {"reason": "没标间距，也没标层数", "requirement": "标明间距和层数"},
    {"reason": "没有签名", "requirement": "由设计人签名"},
]
DEFECTIVE, MISSING = ReviewState.DEFECTIVE, ReviewState.MISSING


def test_n4_the_faults_of_the_guide_come_first_and_all_fit_one_line() -> None:
    assert options(DEFECTIVE, FAULTS) == (
        "没标间距，也没标层数",
        "没有签名",
        "没有盖章",
        "内容没有填全",
        "和证件不一致",
        "过了有效期",
    )
    assert options(DEFECTIVE) == tuple(ASKED_FOR[DEFECTIVE])
    assert options(MISSING, FAULTS) == tuple(ASKED_FOR[MISSING])
    assert options(ReviewState.OK, FAULTS) == ()


def test_n4_what_the_guide_asks_for_is_printed() -> None:
    chosen = ("没标间距，也没标层数", "没有签名", "没有盖章")
    assert requirement_of(DEFECTIVE, chosen, form="原件", copies=2, faults=FAULTS) == (
        "标明间距和层数，由设计人签名，由出具单位盖章，重新交原件 2 份"
    )


@pytest.mark.parametrize(
    ("chosen", "own"),
    [
        ((), ""),
        (("没有签名",), ""),
        (("没标间距，也没标层数", "没有盖章"), "图框缺一角"),
        (("没标间距，也没标层数",), "比例不对，看不清"),
        ((), "不是这一户的图"),
    ],
)
def test_a_reason_is_taken_apart_into_what_it_was_made_of(chosen: tuple[str, ...], own: str) -> None:
    assert taken_apart(DEFECTIVE, reason_of(chosen, own), FAULTS) == (chosen, own)


def test_a_phrase_that_is_not_offered_any_more_stays_as_own_words() -> None:
    assert taken_apart(DEFECTIVE, "复印不清楚，没有签名", FAULTS) == (("没有签名",), "复印不清楚")
