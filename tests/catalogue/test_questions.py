"""问几句选出情形: every path ends in a situation, every situation is reached; else it isn't published (N2)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.catalogue.guide_makers import guides

from shouwen.catalogue.guide import Guide
from shouwen.catalogue.questions import Answer, Question, as_data, asked, follow, from_data, mistakes

SITUATIONS = ("本人办理", "他人代办", "死亡继承")
TREE = (
    Question("参保人还在吗？", (Answer("在", then=2), Answer("去世了", "死亡继承"))),
    Question("是本人来吗？", (Answer("是", "本人办理"), Answer("不是", "他人代办"))),
)


def test_n2_a_sound_tree_has_no_mistakes_and_leads_to_each_situation() -> None:
    assert mistakes(TREE, SITUATIONS) == []
    assert follow(TREE, []).question == TREE[0]
    assert follow(TREE, [0]).question == TREE[1]
    assert [follow(TREE, way).situation for way in ([0, 0], [0, 1], [1])] == list(SITUATIONS)
    assert follow(TREE, [0, 1]).said == (("参保人还在吗？", "在"), ("是本人来吗？", "不是"))


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ((Question("在吗？", (Answer("在", "本人办理"), Answer("不在", "继承"))),), "第 1 句答“不在”“继承”不在情形里"),
        ((Question("在吗？", (Answer("在", "本人办理"),)),), "第 1 句要有 2 到 8 个回答，现在是 1 个"),
        ((Question("在吗？", (Answer("在", "本人办理"), Answer("不在", then=9))),), "第 1 句答“不在”接第 9 句，没有这一句"),
        ((Question("在吗？", (Answer("在", "本人办理"), Answer("不在", then=1))),), "问话绕回去了：第 1 句 → 第 1 句，这样问不完"),
        ((Question("", (Answer("在", "本人办理"), Answer("不在", "他人代办"))),), "第 1 句没有写问什么"),
        ((Question("在吗？", (Answer("在", "本人办理"), Answer("在", "他人代办"))),), "第 1 句有两个回答一样"),
        ((Question("在吗？", (Answer("在", "本人办理"), Answer("不在", "他人代办"))),), "情形“死亡继承”问不出来，没有哪个回答选到它"),
        ((TREE[0], TREE[1], TREE[1]), "第 3 句问不到，没有哪个回答接到它"),
    ],
)  # fmt: skip
def test_n2_each_mistake_of_a_tree_is_said(tree: tuple[Question, ...], said: str) -> None:
    assert said in mistakes(tree, SITUATIONS)


def test_n2_questions_without_situations_are_a_mistake() -> None:
    assert mistakes(TREE, ()) == ["没有分情形，就不用问话；要么写上情形，要么把问话去掉"]


def test_n2_without_a_tree_the_situations_are_the_one_question() -> None:
    (only,) = asked((), SITUATIONS)
    assert [answer.situation for answer in only.answers] == list(SITUATIONS)
    assert asked((), ()) == ()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(guides(), st.lists(st.integers(-1, 9), max_size=12))
def test_n2_any_answers_end_in_a_question_or_a_situation_of_the_guide(guide: Guide, taken: list[int]) -> None:
    tree = asked(guide.questions, guide.situations)
    reached = follow(tree, taken)
    if guide.situations:
        assert (reached.question in tree) != (reached.situation in guide.situations)
    else:
        assert (reached.question, reached.situation) == (None, "")
    assert mistakes(guide.questions, guide.situations) == []
    assert from_data(as_data(guide.questions)) == guide.questions
