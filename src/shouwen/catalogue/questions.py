"""问几句就知道是哪种情形: a small tree of plain questions whose every path ends in a situation (一次性告知制度 第四条). Pure.

As kept: [{"ask": "…", "answers": [{"say": "…", "situation": "…"} or {"say": "…", "then": 2}]}]; `then` is the number of the
question that follows, from 1. The first question is asked first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PLAIN_QUESTION = "您是哪一种情况？"
MOST_QUESTIONS = 8
MOST_ANSWERS = 8
LONGEST_ASK, LONGEST_SAY = 60, 40


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that can be said: it names the situation, or leads to question number `then`."""

    say: str
    situation: str = ""
    then: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One plain question with the answers to tap."""

    ask: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """Where some answers lead: what was asked and said, and then the next question, or the situation.

    Both are empty where a guide has no situations."""

    said: tuple[tuple[str, str], ...] = ()
    taken: tuple[int, ...] = ()
    question: Question | None = None
    situation: str = ""


def from_data(rows: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Questions as a version or a draft keeps them."""
    return tuple(
        Question(
            str(row.get("ask", "")),
            tuple(
                Answer(str(one.get("say", "")), str(one.get("situation", "")), int(one.get("then", 0)))
                for one in row.get("answers", ())
            ),
        )
        for row in rows
    )


def as_data(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """The same as JSON keeps it."""
    return [{"ask": one.ask, "answers": [_answer_data(answer) for answer in one.answers]} for one in questions]


def _answer_data(answer: Answer) -> dict[str, Any]:
    return {"say": answer.say} | ({"then": answer.then} if answer.then else {"situation": answer.situation})


def asked(questions: Sequence[Question], situations: Sequence[str]) -> tuple[Question, ...]:
    """What is asked: the tree, else the situations as one question, else nothing."""
    if questions or not situations:
        return tuple(questions)
    return (Question(PLAIN_QUESTION, tuple(Answer(name, situation=name) for name in situations)),)


def follow(questions: Sequence[Question], taken: Sequence[int]) -> Reached:
    """Where these answers (places from 0, in order) lead. An answer that isn't there ends the way: it is asked again."""
    number = 1
    said: list[tuple[str, str]] = []
    went: list[int] = []
    for place in taken:
        if not 0 < number <= len(questions):
            break
        question = questions[number - 1]
        if not 0 <= place < len(question.answers) or len(went) > len(questions):
            break
        answer = question.answers[place]
        said.append((question.ask, answer.say))
        went.append(place)
        if not answer.then:
            return Reached(tuple(said), tuple(went), None, answer.situation)
        number = answer.then
    following = questions[number - 1] if 0 < number <= len(questions) else None
    return Reached(tuple(said), tuple(went), following)


def mistakes(questions: Sequence[Question], situations: Sequence[str]) -> list[str]:
    """What is wrong with a tree, in words: every path must end in a situation, and every situation must be reached."""
    if not questions:
        return []
    if not situations:
        return ["没有分情形，就不用问话；要么写上情形，要么把问话去掉"]
    if len(questions) > MOST_QUESTIONS:
        return [f"最多问 {MOST_QUESTIONS} 句，问多了记不住"]
    found = [
        words for number, one in enumerate(questions, start=1) for words in _wrong(number, one, questions, situations)
    ]
    if found:
        return found
    if circle := _circle(questions):
        return [f"问话绕回去了：{' → '.join(f'第 {number} 句' for number in circle)}，这样问不完"]
    reached = _reached(questions)
    found += [
        f"第 {number} 句问不到，没有哪个回答接到它" for number in range(1, len(questions) + 1) if number not in reached
    ]
    ends = {answer.situation for number in reached for answer in questions[number - 1].answers if not answer.then}
    return found + [f"情形“{name}”问不出来，没有哪个回答选到它" for name in situations if name not in ends]


def _wrong(number: int, one: Question, questions: Sequence[Question], situations: Sequence[str]) -> Iterator[str]:
    if not one.ask:
        yield f"第 {number} 句没有写问什么"
    elif len(one.ask) > LONGEST_ASK:
        yield f"第 {number} 句太长，最多 {LONGEST_ASK} 个字"
    if not 2 <= len(one.answers) <= MOST_ANSWERS:
        yield f"第 {number} 句要有 2 到 {MOST_ANSWERS} 个回答，现在是 {len(one.answers)} 个"
    if len({answer.say for answer in one.answers}) < len(one.answers):
        yield f"第 {number} 句有两个回答一样"
    for answer in one.answers:
        if not answer.say or len(answer.say) > LONGEST_SAY:
            yield f"第 {number} 句的回答要写，最多 {LONGEST_SAY} 个字"
        elif answer.then and answer.situation:
            yield f"第 {number} 句答“{answer.say}”又选了情形又接着问，只能留一样"
        elif answer.then and not 0 < answer.then <= len(questions):
            yield f"第 {number} 句答“{answer.say}”接第 {answer.then} 句，没有这一句"
        elif not answer.then and answer.situation not in situations:
            named = f"“{answer.situation}”不在情形里" if answer.situation else "没有选到情形"
            yield f"第 {number} 句答“{answer.say}”{named}"


def _circle(questions: Sequence[Question]) -> list[int]:
    """A way that comes back to a question that was asked already; empty if there is none."""

    def from_here(number: int, way: list[int]) -> list[int]:
        if number in way:
            return [*way[way.index(number) :], number]
        for answer in questions[number - 1].answers:
            if answer.then and (circle := from_here(answer.then, [*way, number])):
                return circle
        return []

    return from_here(1, [])


def _reached(questions: Sequence[Question]) -> set[int]:
    reached, waiting = set(), [1]
    while waiting:
        number = waiting.pop()
        if number not in reached:
            reached.add(number)
            waiting += [answer.then for answer in questions[number - 1].answers if answer.then]
    return reached
