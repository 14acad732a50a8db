"""Puts the numbered lines of one regime into their nesting and keeps their exact words."""

from __future__ import annotations

from dataclasses import dataclass

from shouwen.regulations.parsing.document import ParsedArticle, ParsedRegime, SourceLine, Unplaced
from shouwen.regulations.parsing.markers import Marker, MarkerKind

_SENTENCE_ENDS = "。；：！？…”》）)”;:.!?"
# A printed line of a 公文 has 28 characters; a shorter one that just stops is a heading of its own.
_WRAPPED_LENGTH = 22


@dataclass(slots=True)
class _Level:
    kind: MarkerKind
    number: int
    step: str
    label: str


class RegimeBuilder:
    """Takes the lines of one regime in order; `regime` holds what was read, `unplaced` what was not."""

    def __init__(self, regime: ParsedRegime) -> None:
        self.regime = regime
        self.unplaced: list[Unplaced] = []
        self._levels: list[_Level] = []
        self._paths: set[str] = set()
        self._last_text = ""

    @property
    def started(self) -> bool:
        """Whether an article has been read."""
        return bool(self.regime.articles)

    def expects(self, marker: Marker) -> bool:
        """Whether `marker` goes on the numbering: the next number on an open level, or the first of a new one."""
        for level in self._levels:
            if level.kind is marker.kind:
                return marker.number == level.number + 1 or "-" in marker.step
        return marker.number == 1

    def numbered(self, line: SourceLine, marker: Marker) -> None:
        """Adds a numbered provision. A number used before in its place is left out; a gap is kept and reported."""
        levels = self._levels_for(marker)
        path = ".".join(level.step for level in levels)
        if path in self._paths:
            self._leave(line, f"编号重复：前面已有{_label(levels)}")
            return
        if not self.expects(marker):
            self._leave(line, f"编号不连续：{_label(levels)}前面缺号，条文已收入")
        self._levels = levels
        self._paths.add(path)
        self.regime.articles.append(ParsedArticle(path, _label(levels), marker.rest.strip(), line.number))
        self._last_text = marker.rest.strip()

    def continued(self, line: SourceLine) -> None:
        """Adds a line without a number: a further paragraph, or the rest of a line that was broken by its width."""
        text = line.stripped
        previous = self.regime.articles[-1].words if self.started else self.regime.preamble
        broken = len(self._last_text) >= _WRAPPED_LENGTH and self._last_text[-1] not in _SENTENCE_ENDS
        joined = f"{previous}{'' if broken or not previous else chr(10)}{text}"
        if self.started:
            self.regime.articles[-1].words = joined
        else:
            self.regime.preamble = joined
        self._last_text = text

    def _levels_for(self, marker: Marker) -> list[_Level]:
        found = _Level(marker.kind, marker.number, marker.step, marker.label)
        if marker.kind is MarkerKind.ARTICLE:
            return [found]
        for depth, level in enumerate(self._levels):
            if level.kind is marker.kind:
                return [*self._levels[:depth], found]
        return [*self._levels, found]

    def _leave(self, line: SourceLine, reason: str) -> None:
        self.unplaced.append(Unplaced(line.number, line.stripped, reason))


def _label(levels: list[_Level]) -> str:
    """第五条（一）; 三（一）（5）; where two bare numbers meet a point parts them."""
    return "".join(level.label for level in levels)
