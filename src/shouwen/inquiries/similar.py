"""像是裁定过（首问负责制度 第五条（三））: answered rulings on a matter like the one just typed, so that nobody asks twice.

Each ruling keeps the meanings of its matter and question when it is answered; synonyms count as one. Ranked in memory over the
newest answered rulings of the centre: what few of them speak of tells more than what many do. A subject alone (残疾证) makes no
ruling alike: what is asked about it must be the same too (评残). Two queries, however many rulings there are;
one more for whom those on whose the matter is have named."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Self

from django.db.models import Q

from shouwen.catalogue.search import said_in
from shouwen.catalogue.synonyms import groups
from shouwen.inquiries.enums import RulingKind
from shouwen.inquiries.models import Handover, Ruling

NEWEST = 5000
"""Older rulings than the newest so many aren't looked through."""
LEAST_ALIKE, LEAST_ON_SAME_ITEM = 0.33, 0.2
"""Below this two matters share a word and no more (1: they say the same)."""
ALIKE_IN_SUBJECTS = 0.75
"""From here on two matters that share nothing but subjects say the same all the same."""
_ASKED_ANYHOW = """
不要 不能 不会 不是 不用 不行 不到 不来 不了 没办法 要不要 能不能 会不会 是不是 行不行 可不可以 还要 还能 还是 需不需要 应该 必须
时候 什么时候 多久 多少 几个 一个 两个 三个 一样 为什么 怎么样 如何 如果 但是 因为 所以 或者 就是 已经 之前 之后 以后 现在 自己
他们 别人 人家 这样 那样 这种 那种 有些 一些 所有 直接 才能 能办 能开 想办 想开 来办 去办 在外 回来 情况 事情 问题 时间 地方
"""


@dataclass(frozen=True, slots=True)
class Similar:
    """A ruling that may answer the matter, and the words of the matter that it answers to."""

    ruling: Ruling
    words: tuple[str, ...]
    is_same_item: bool
    given_to: str = ""
    """Of a ruling on whose the matter is: the window or department that it named, or the first responder of that time."""


def words_of(*texts: str) -> str:
    """The meanings of texts, kept with a ruling and searched by: a line for each text that says something of its own."""
    return "\n".join(dict.fromkeys(line for text in texts if (line := " ".join(_meanings(text)))))


def similar_rulings(centre_id: int, matter: str, *, item_id: int | None, at: datetime, most: int = 3) -> list[Similar]:
    """The answered rulings most like a matter, those on the same item first; none when none is alike."""
    said = _meanings(matter)
    if not said:
        return []
    rows = Ruling.objects.filter(
        Q(suggested_until=None) | Q(suggested_until__gt=at),
        centre_id=centre_id,
        answered_at__lte=at,
    ).exclude(search_words="")
    known = list(rows.order_by("-answered_at", "-pk").values_list("pk", "search_words", "inquiry__item_id")[:NEWEST])
    words = {pk: frozenset(text.split()) for pk, text, _ in known}
    weigh = _Scales.of(frozenset(words.values()))
    ranked: list[tuple[bool, float, int]] = []
    for pk, text, its_item in known:
        if words[pk].isdisjoint(said):
            continue
        same_item = item_id is not None and its_item == item_id
        lines = (frozenset(line.split()) for line in text.split("\n"))
        if score := max(weigh.alike(frozenset(said), line, same_item=same_item) for line in lines):
            ranked.append((same_item, score, pk))
    ranked.sort(key=lambda one: (-one[0], -one[1]))
    return _loaded(ranked, words, said, most)


@dataclass(frozen=True, slots=True)
class _Scales:
    """How much each meaning tells among the questions of a centre, asked once or a hundred times. One that nobody has asked
    with tells no more than one that a single question has."""

    spread: Counter[str]
    count: int

    @classmethod
    def of(cls, questions: frozenset[frozenset[str]]) -> Self:
        return cls(Counter(word for question in questions for word in question), len(questions))

    def alike(self, said: frozenset[str], known: frozenset[str], *, same_item: bool) -> float:
        """From 0 to 1, what both say of what either says; 0 when it isn't enough."""
        both = said & known
        score = self._weight(both) / math.sqrt(self._weight(said) * self._weight(known))
        least = LEAST_ON_SAME_ITEM if same_item else LEAST_ALIKE
        return score if score >= (least if both - _subjects() else ALIKE_IN_SUBJECTS) else 0.0

    def _weight(self, meanings: frozenset[str]) -> float:
        return sum(math.log(1 + (self.count + 1) / (max(self.spread[word], 1) + 0.5)) for word in meanings)


def _loaded(
    ranked: list[tuple[bool, float, int]],
    words: dict[int, frozenset[str]],
    said: dict[str, tuple[str, ...]],
    most: int,
) -> list[Similar]:
    """The best, each question once: the newest stands for the rulings that were asked in the same words."""
    best: dict[frozenset[str], tuple[bool, int]] = {}
    for same_item, _, pk in ranked:
        best.setdefault(words[pk], (same_item, pk))
        if len(best) == most:
            break
    chosen = list(best.values())
    rows = Ruling.objects.select_related("inquiry__item", "inquiry__first_responder", "answered_by").in_bulk(
        [pk for _, pk in chosen]
    )
    receivers = _named([ruling for ruling in rows.values() if ruling.kind == RulingKind.RESPONSIBILITY])
    return [
        Similar(rows[pk], tuple(said[word][0] for word in said if word in words[pk]), same_item, receivers.get(pk, ""))
        for same_item, pk in chosen
    ]


def _named(rulings: Sequence[Ruling]) -> dict[int, str]:
    """Whom each ruling named: the hand-over that it made was sent in the moment of the ruling. One query, none for none."""
    if not rulings:
        return {}
    made = Handover.objects.filter(inquiry__in=[ruling.inquiry_id for ruling in rulings])
    sent = {(one.inquiry_id, one.sent_at): one.receiver for one in made.select_related("to_window", "to_department")}
    return {
        ruling.pk: sent.get((ruling.inquiry_id, ruling.answered_at)) or ruling.inquiry.first_responder.name
        for ruling in rulings
        if ruling.answered_at is not None
    }


def _meanings(text: str) -> dict[str, tuple[str, ...]]:
    """What a text says, with the words that say it: without the ways of asking, and without pieces of a subject's name."""
    said = said_in(text).meanings
    named = [word for words in said.values() for word in words if word in groups()]
    return {
        meaning: words
        for meaning, words in said.items()
        if meaning not in _asked_anyhow() and (meaning in _subjects() or not any(meaning in name for name in named))
    }


@cache
def _subjects() -> frozenset[str]:
    """What matters are about: the names of the synonym groups."""
    return frozenset(groups().values())


@cache
def _asked_anyhow() -> frozenset[str]:
    return frozenset(_ASKED_ANYHOW.split())
