"""像是裁定过（首问负责制度 第五条（三））: answered rulings on a matter like the one just typed, so that nobody asks twice.

Each ruling keeps the meanings of its matter and question when it is answered; synonyms count as one word. Ranked in memory over the
newest answered rulings of the centre: what few of them speak of tells more than what many do. Two queries, however many there are."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from shouwen.catalogue.search import said_in
from shouwen.inquiries.enums import RulingKind
from shouwen.inquiries.models import Ruling

NEWEST = 5000
"""Older rulings than the newest so many aren't looked through."""
SAME_ITEM = 1.0
"""What the same item adds to the share of the matter's meaning that a ruling shares."""
LEAST_SHARE = 0.34
"""A ruling that shares less of the matter's meaning is about something else."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A ruling that may answer the matter, and the words that both have."""

    ruling: Ruling
    words: tuple[str, ...]
    is_same_item: bool


def words_of(*texts: str) -> str:
    """The meanings of texts, kept with a ruling and searched by."""
    return " ".join(dict.fromkeys(meaning for text in texts for meaning in said_in(text).meanings))


def similar_rulings(centre_id: int, matter: str, *, item_id: int | None, at: datetime, most: int = 3) -> list[Similar]:
    """The answered rulings most like a matter, those on the same item first; none when none is alike."""
    said = said_in(matter).meanings
    if not said:
        return []
    rows = Ruling.objects.filter(
        Q(suggested_until=None) | Q(suggested_until__gt=at),
        centre_id=centre_id,
        kind=RulingKind.MATTER,
        answered_at__lte=at,
    ).exclude(search_words="")
    known = list(rows.order_by("-answered_at", "-pk").values_list("pk", "search_words", "inquiry__item_id")[:NEWEST])
    words = {pk: frozenset(text.split()) for pk, text, _ in known}
    spread = Counter(word for found in words.values() for word in found if word in said)
    weight = {word: math.log(1 + (len(known) + 1) / (spread[word] + 0.5)) for word in said}
    whole = sum(weight.values())
    ranked: list[tuple[bool, float, int]] = []
    for pk, _, its_item in known:
        share = sum(weight[word] for word in words[pk] if word in weight) / whole
        if share >= LEAST_SHARE:
            ranked.append((item_id is not None and its_item == item_id, share, pk))
    ranked.sort(key=lambda one: (-one[0], -one[1]))
    return _loaded(ranked, words, said, most)


def _loaded(
    ranked: list[tuple[bool, float, int]],
    words: dict[int, frozenset[str]],
    said: dict[str, tuple[str, ...]],
    most: int,
) -> list[Similar]:
    """The best, each answer once: the newest stands for the rulings that were asked and answered in the same words."""
    best: dict[frozenset[str], tuple[bool, int]] = {}
    for same_item, _, pk in ranked:
        best.setdefault(words[pk], (same_item, pk))
        if len(best) == most:
            break
    chosen = list(best.values())
    rows = Ruling.objects.select_related("inquiry__item", "answered_by").in_bulk([pk for _, pk in chosen])
    return [
        Similar(rows[pk], tuple(said[word][0] for word in said if word in words[pk]), same_item)
        for same_item, pk in chosen
    ]
