"""Finds the words that a citation points to: 首问负责制 第五条（四）, 第六、七条, 三(二)(10)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shouwen.regulations.parsing.document import ParsedRegime
from shouwen.regulations.parsing.numerals import NUMERAL, to_int

_SUFFIX = re.compile(r"(?:[（(][^（）()]*[）)])?$")
_KIND = re.compile(r"(?:制度|办法|规定|规范|规则|细则|守则|准则|规程|章程|制)$")
_ARTICLES = re.compile(rf"第((?:{NUMERAL}|\d+)(?:[、，,](?:第)?(?:{NUMERAL}|\d+))*)条(?:之({NUMERAL}))?")
_TOP = re.compile(rf"({NUMERAL})(?=$|[（(、])")
_NESTED = re.compile(rf"[（(]({NUMERAL}|\d+)[）)]")


def citation_paths(citation: str) -> tuple[str, ...]:
    """The paths a citation names: 第五条（一） is `5.1`, 第六、七条 `6` and `7`, 三(一)(5) `3.1.5`; () if unreadable.

    What stands after the numbers (第二款, 第一句) narrows the citation within the article and is left aside.
    """
    text = "".join(citation.split())
    if match := _ARTICLES.search(text):
        numbers = [to_int(part.removeprefix("第")) for part in re.split("[、，,]", match.group(1))]
        tops = [str(number) for number in numbers if number is not None]
        if match.group(2):
            tops[-1] += f"-{to_int(match.group(2))}"
        rest = text[match.end() :]
    elif match := _TOP.search(text):
        tops, rest = [str(to_int(match.group(1)))], text[match.end() :]
    else:
        return ()
    nested = [str(to_int(part)) for part in _NESTED.findall(rest)]
    return tuple(".".join([top, *nested]) if top == tops[-1] else top for top in tops)


def regime_core(name: str) -> str:
    """The name of a regime without its kind, brackets and spaces: 首问负责制（试行） is 首问负责."""
    bare = _SUFFIX.sub("", "".join(name.split()).strip("《》"))
    return _KIND.sub("", bare)


def find_regime(regimes: Sequence[ParsedRegime], name: str) -> ParsedRegime | None:
    """The regime called `name`, however the town calls it in full (石滩镇…工作人员考核办法 for 工作人员考核制度).

    The same core name goes first, then the shortest name that contains it, then the longest that it contains.
    """
    core = regime_core(name)
    cores = [(regime_core(regime.name), regime) for regime in regimes]
    for found, regime in cores:
        if found == core:
            return regime
    longer = sorted(((len(found), i) for i, (found, _) in enumerate(cores) if core and core in found))
    if longer:
        return cores[longer[0][1]][1]
    shorter = sorted(((-len(found), i) for i, (found, _) in enumerate(cores) if found and found in core))
    return cores[shorter[0][1]][1] if shorter else None


def cited_words(regime: ParsedRegime, citation: str) -> str | None:
    """The exact words of every article the citation names, one under the other; None if one of them isn't there."""
    paths = citation_paths(citation)
    found = [regime.words_at(path) for path in paths]
    if not found or any(words is None for words in found):
        return None
    return "\n".join(words for words in found if words)
