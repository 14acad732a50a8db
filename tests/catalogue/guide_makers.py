"""Random guides for tests: any that may be published."""

from __future__ import annotations

from hypothesis import strategies as st

from shouwen.catalogue.enums import ItemKind, MaterialForm
from shouwen.catalogue.guide import CommonFault, Guide, GuideMaterial
from shouwen.catalogue.guide_data import line, plain
from shouwen.catalogue.questions import Answer, Question

_LETTERS = "本人户口簿原件复印件份二十三 =+-@_x0041\"',，。；：/\\<>&%#()（）\n\t🏠𬭎Aa09.%"


def words(most: int) -> st.SearchStrategy[str]:
    """One line, not empty, as a person may type it."""
    return st.text(_LETTERS, min_size=1, max_size=most).map(line).filter(bool)


@st.composite
def trees(draw: st.DrawFn, situations: tuple[str, ...]) -> tuple[Question, ...]:
    """A tree in which each question but the last asks for one situation or goes on."""
    if len(situations) < 2 or draw(st.booleans()):
        return ()
    found = []
    for number, name in enumerate(situations[:-1], start=1):
        last = number == len(situations) - 1
        other = Answer("不是", situations[-1]) if last else Answer("不是", then=number + 1)
        found.append(Question(draw(words(20)), (Answer("是", name), other)))
    return tuple(found)


@st.composite
def guides(draw: st.DrawFn) -> Guide:
    """A guide that may be published."""
    situations = tuple(draw(st.lists(words(10), max_size=4, unique=True)))
    names = draw(st.lists(words(12), max_size=6, unique=True))
    promised = draw(st.integers(0, 60))
    return Guide(
        kind=ItemKind.PROMISED if promised else ItemKind.INSTANT,
        legal_limit=draw(st.integers(max(promised, 1), 90)),
        promised_limit=promised,
        conditions=draw(st.text(_LETTERS, min_size=1, max_size=80).map(plain).filter(bool)),
        steps=tuple(draw(st.lists(words(20), min_size=1, max_size=4))),
        situations=situations,
        questions=draw(trees(situations)),
        fee=draw(words(20)),
        basis=draw(words(20) | st.just("")),
        place=draw(words(20)),
        special_procedures=tuple(draw(st.lists(words(10), max_size=2))),
        publicity_days=draw(st.integers(0, 30)),
        notice_workdays=draw(st.integers(1, 30)),
        deemed_acceptance=draw(st.booleans()),
        materials=tuple(
            GuideMaterial(
                name,
                draw(st.sampled_from(MaterialForm)),
                draw(words(20)),
                draw(st.sampled_from(("", *situations))),
                draw(st.integers(1, 20)),
                draw(words(20) | st.just("")),
                draw(st.booleans()),
                draw(st.booleans()),
                tuple(CommonFault(draw(words(20)), draw(words(20))) for _ in range(draw(st.integers(0, 2)))),
            )
            for name in names
        ),
    )
