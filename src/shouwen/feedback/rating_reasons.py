"""好差评的原因（GB/T 39735-2020）: what one may tick for each level. None has to be ticked."""

from __future__ import annotations

from shouwen.feedback.enums import RatingLevel

GOOD = {
    "told_once": "一次说清了",
    "few_visits": "跑得少",
    "fast": "办得快",
    "kind": "态度好",
    "easy_to_find": "好找、好办",
    "helped": "有人帮忙",
}
BETTER = {
    "could_be_clearer": "还可以说得更清楚",
    "could_be_faster": "还可以更快",
    "could_be_fewer": "还可以少跑、少交",
    "could_be_kinder": "态度还可以更好",
    "could_be_easier": "网上、自助还可以好用些",
}
BAD = {
    "not_told_once": "没有一次说清，又要补",
    "late": "过了说好的日子",
    "many_visits": "来回跑",
    "sent_around": "推来推去",
    "extra_materials": "要了指南上没有的材料",
    "unlike_guide": "和指南上写的不一样",
    "rude": "态度不好",
    "waited": "排队太久，或者没有人",
}
REASONS: dict[RatingLevel, dict[str, str]] = {
    RatingLevel.VERY_SATISFIED: GOOD,
    RatingLevel.SATISFIED: GOOD,
    RatingLevel.BASICALLY_SATISFIED: BETTER,
    RatingLevel.DISSATISFIED: BAD,
    RatingLevel.VERY_DISSATISFIED: BAD,
}


def reasons_said(level: RatingLevel, keys: list[str]) -> list[str]:
    """The words of what was ticked, in the order of the list."""
    return [words for key, words in REASONS[level].items() if key in keys]
