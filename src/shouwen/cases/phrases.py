"""常用原因 of the material review: what is wrong in one phrase, and what the person must do about it. Pure.

The phrases chosen and the clerk's own words, joined by “，”, are the reason; both are printed on the notice as they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shouwen.cases.enums import ReviewState

JOINT = "，"
ASKED_FOR: dict[ReviewState, dict[str, str]] = {
    ReviewState.MISSING: {"没有带来": "", "份数不够": "", "审查后要求增加": ""},
    ReviewState.DEFECTIVE: {
        "没有签名": "由本人签名",
        "没有盖章": "由出具单位盖章",
        "内容没有填全": "把空着的栏目填全",
        "和证件不一致": "改成和证件一致",
        "过了有效期": "交有效期内的",
        "不是原件": "交原件",
        "复印不清楚": "重新复印清楚",
    },
}
"""Phrases by result, each with what it asks for beyond handing the material in again."""

MOST_BESIDE = 6
"""So many phrases fit one line when the guide brings some of its own, which are longer."""

Faults = Sequence[Mapping[str, str]]
"""What is often wrong with this very material, from its guide: [{reason, requirement}]."""


def _known(state: ReviewState, faults: Faults) -> dict[str, str]:
    """The phrases of a result, those of the guide first, each with what it asks for."""
    own = faults if state == ReviewState.DEFECTIVE else ()
    of_guide = {one["reason"]: one.get("requirement", "") for one in own if one.get("reason")}
    general = [(phrase, asks) for phrase, asks in ASKED_FOR.get(state, {}).items() if phrase not in of_guide]
    return of_guide | dict(general[: max(MOST_BESIDE - len(of_guide), 0)] if of_guide else general)


def options(state: ReviewState, faults: Faults = ()) -> tuple[str, ...]:
    """The phrases offered for a result; none for what is in order."""
    return tuple(_known(state, faults))


def reason_of(chosen: Sequence[str], own: str) -> str:
    """The reason: phrases first, then the clerk's own words."""
    return JOINT.join([*chosen, *filter(None, [own.strip().rstrip("。，")])])


def taken_apart(state: ReviewState, reason: str, faults: Faults = ()) -> tuple[tuple[str, ...], str]:
    """The phrases in a reason, and what is left as own words. A phrase of a guide may hold the joint itself."""
    known, chosen, rest = _known(state, faults), [], reason
    while phrase := next((one for one in sorted(known, key=len, reverse=True) if _begins_with(rest, one)), ""):
        chosen.append(phrase)
        rest = rest[len(phrase) :].removeprefix(JOINT)
    parts = rest.split(JOINT) if rest else []
    chosen += [part for part in parts if part in known]
    return tuple(chosen), JOINT.join(part for part in parts if part not in known)


def _begins_with(words: str, phrase: str) -> bool:
    return words == phrase or words.startswith(phrase + JOINT)


def requirement_of(state: ReviewState, chosen: Sequence[str], *, form: str, copies: int, faults: Faults = ()) -> str:
    """What to do, in the words of the notice: 由本人签名，重新交原件 1 份."""
    known = _known(state, faults)
    asked = [known[phrase] for phrase in chosen if known.get(phrase) and known[phrase] != f"交{form}"]
    again = "重新交" if state == ReviewState.DEFECTIVE else "补交"
    return JOINT.join([*asked, f"{again}{form} {copies} 份"])
