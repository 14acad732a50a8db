"""The number at the start of a line of an official text: 第五条, 一、, （一）, (1), 1., ①."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from shouwen.regulations.parsing.numerals import NUMERAL, to_int


class MarkerKind(Enum):
    """The ways of numbering, by their shape. Nesting is learnt from the text, not from this order."""

    ARTICLE = "第…条"
    CHINESE_COMMA = "一、"
    CHINESE_BRACKET = "（一）"
    DIGIT_POINT = "1."
    DIGIT_BRACKET = "（1）"
    CIRCLED = "①"


@dataclass(frozen=True, slots=True)
class Marker:
    """A number found at the start of a line.

    step   -- its part of the path (`5`, `5-1` for 第五条之一)
    label  -- its part of the label, brackets fullwidth
    spaced -- whether a space follows it; without one 第六条 may be a reference inside a sentence
    rest   -- the words after it, exact
    """

    kind: MarkerKind
    number: int
    step: str
    label: str
    spaced: bool
    rest: str


_SPACE = r"\s"
_ARTICLE = re.compile(rf"第{_SPACE}*({NUMERAL}|\d{{1,3}}){_SPACE}*条(?:之({NUMERAL}))?({_SPACE}*)(.*)", re.DOTALL)
_OTHERS = (
    (MarkerKind.CHINESE_COMMA, re.compile(rf"({NUMERAL})、({_SPACE}*)(.*)", re.DOTALL), "{}"),
    (
        MarkerKind.CHINESE_BRACKET,
        re.compile(rf"[（(]{_SPACE}*({NUMERAL}){_SPACE}*[）)]({_SPACE}*)(.*)", re.DOTALL),
        "（{}）",
    ),
    (
        MarkerKind.DIGIT_BRACKET,
        re.compile(rf"[（(]{_SPACE}*(\d{{1,2}}){_SPACE}*[）)]({_SPACE}*)(.*)", re.DOTALL),
        "（{}）",
    ),
    (MarkerKind.DIGIT_POINT, re.compile(rf"(\d{{1,2}})(?:、|．|\.(?!\d))({_SPACE}*)(.*)", re.DOTALL), "{}."),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# After 第六条 without a space, these go on a sentence: 第六条规定的情形, 第六条第二款, 第六条、第七条.
_REFERENCE = re.compile("规定|所|的|第|、|和|及|或|至|到|，|。|；|）|》|中|内|之外|以外")


def read_marker(line: str) -> Marker | None:
    """The marker at the start of `line` (already without leading spaces), or None."""
    if match := _ARTICLE.match(line):
        numeral, appended, space, rest = match.groups()
        number = to_int(numeral)
        if number is None or (not space and _REFERENCE.match(rest)):
            return None
        step, label = str(number), f"第{numeral}条"
        if appended:
            step, label = f"{step}-{to_int(appended)}", f"{label}之{appended}"
        return Marker(MarkerKind.ARTICLE, number, step, label, bool(space) or not rest, rest)
    for kind, pattern, shape in _OTHERS:
        if match := pattern.match(line):
            numeral, space, rest = match.groups()
            number = to_int(numeral)
            if number is not None:
                return Marker(kind, number, str(number), shape.format(numeral), bool(space), rest)
    if line[:1] and line[0] in _CIRCLED:
        number = _CIRCLED.index(line[0]) + 1
        rest = line[1:].lstrip()
        return Marker(MarkerKind.CIRCLED, number, str(number), line[0], len(rest) < len(line) - 1, rest)
    return None


_CHAPTER = re.compile(rf"第{_SPACE}*({NUMERAL}|\d+){_SPACE}*[章节编]({_SPACE}+|$)")


def is_chapter(line: str) -> bool:
    """Whether `line` is a chapter or section heading (第一章　总则): it groups articles and has no words of its own."""
    return bool(_CHAPTER.match(line)) and len(line) <= 40
