"""常用原因 of the material review: what is wrong in one phrase, and what the person must do about it. Pure.

The phrases chosen and the clerk's own words, joined by “，”, are the reason; both are printed on the notice as they stand."""

from __future__ import annotations

from collections.abc import Sequence

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


def options(state: ReviewState) -> tuple[str, ...]:
    """The phrases offered for a result; none for what is in order."""
    return tuple(ASKED_FOR.get(state, ()))


def reason_of(chosen: Sequence[str], own: str) -> str:
    """The reason: phrases first, then the clerk's own words."""
    return JOINT.join([*chosen, *filter(None, [own.strip().rstrip("。，")])])


def taken_apart(state: ReviewState, reason: str) -> tuple[tuple[str, ...], str]:
    """The phrases in a reason, and what is left as own words."""
    parts = reason.split(JOINT) if reason else []
    known = ASKED_FOR.get(state, {})
    return tuple(part for part in parts if part in known), JOINT.join(part for part in parts if part not in known)


def requirement_of(state: ReviewState, chosen: Sequence[str], *, form: str, copies: int) -> str:
    """What to do, in the words of the notice: 由本人签名，重新交原件 1 份."""
    known = ASKED_FOR.get(state, {})
    asked = [known[phrase] for phrase in chosen if known.get(phrase) and known[phrase] != f"交{form}"]
    again = "重新交" if state == ReviewState.DEFECTIVE else "补交"
    return JOINT.join([*asked, f"{again}{form} {copies} 份"])
