"""Data of the parts that pages put together: what a tag of `desk_parts` draws. No queries, no rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class LightState(StrEnum):
    """到期灯: outline, word and colour of a due light. WAIT is 待核实: not counted."""

    OK = "ok"
    SOON = "soon"
    NOW = "now"
    OVER = "over"
    HOLD = "hold"
    WAIT = "wait"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Light:
    """A due light with its words, such as 余 2 天. `why_url` opens 到期日怎么算出来的; provisional ones say 暂定."""

    state: LightState
    words: str
    why_url: str = ""
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One person in the custody chain (责任链), from the first word to the last.

    `is_first`: 首问负责人, drawn locked. `is_current`: answers for it now. `is_coming`: not there yet, drawn dashed.
    `fell_back`: was asked and didn't take it. `icon` names the drawing; empty takes the one that fits.
    """

    role: str
    who: str
    note: str = ""
    is_first: bool = False
    is_current: bool = False
    is_coming: bool = False
    fell_back: bool = False
    icon: str = ""

    @property
    def css(self) -> str:
        named = [("first", self.is_first), ("cur", self.is_current), ("todo", self.is_coming), ("to", self.fell_back)]
        return " ".join(word for word, holds in named if holds)

    @property
    def drawing(self) -> str:
        fitting = "lock" if self.is_first else "undo" if self.fell_back else "arrow-r" if self.is_coming else "check"
        return self.icon or fitting


@dataclass(frozen=True, slots=True)
class PersonChip:
    """A person served, masked (服务对象). `open_url` asks for a reason and shows everything for a minute; empty: not for this reader.
    `tell_url` asks how the person wants to be told."""

    name: str
    id_number: str = ""
    phone: str = ""
    open_url: str = ""
    note: str = ""
    tell_url: str = ""


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """A clause with the words to show: of the imported regulation (`is_quoted`), else the rulebook's paraphrase."""

    clause: str
    title: str
    words: str
    document: str
    readings: Sequence[str] = ()
    is_quoted: bool = True


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """What happened, when, by whom. `is_from_person`: it came from the person served (filled dot)."""

    at: datetime
    what: str
    who: str = ""
    clause: str = ""
    clause_title: str = ""
    is_from_person: bool = False


@dataclass(frozen=True, slots=True)
class WayOut:
    """One thing that can be done instead: a link."""

    words: str
    url: str
    key: str = ""


class BoxTone(StrEnum):
    """OVER: it can't be done. SOON: it can, with a condition. OK: it is done."""

    OVER = "over"
    SOON = "soon"
    OK = "ok"


@dataclass(frozen=True, slots=True)
class Box:
    """说不行的时候: the conclusion, why, the clause, the ways out. Also says what was done (tone OK)."""

    title: str
    why: str = ""
    tone: BoxTone = BoxTone.OVER
    ways: Sequence[WayOut] = ()
    clause: str = ""
    clause_title: str = ""


@dataclass(frozen=True, slots=True)
class ReviewMark:
    """The result of reviewing one material: code of the choice, its word, its icon and tint (y, m, n)."""

    value: str
    word: str
    tint: str
    icon: str
    key: str


REVIEW_MARKS = (
    ReviewMark("ok", "合格", "y", "l-ok", "1"),
    ReviewMark("missing", "缺少", "m", "l-miss", "2"),
    ReviewMark("defective", "不符合", "n", "l-over", "3"),
)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of the month sheet (月度考核表). `struck`: what it would be before a rule cut it; `rules`: the marks that say why."""

    clause: str
    clause_title: str
    fact: str
    detail: str
    state: str
    points: str
    url: str = ""
    struck: str = ""
    rules: Sequence[str] = ()
    is_counted: bool = True
    is_zero: bool = False
    is_selected: bool = False


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """A part of the sheet with its sum: 业务办理 小计 12."""

    title: str
    total: str
    lines: Sequence[SheetLine]


@dataclass(frozen=True, slots=True)
class TraceFact:
    """A fact behind a line of points. `links` are (words, url); an empty url is plain words. `points_struck`: before the cap."""

    day: str
    links: Sequence[tuple[str, str]]
    what: str
    points: str
    running: str
    points_struck: str = ""
    reached_cap: bool = False


@dataclass(frozen=True, slots=True)
class CapPiece:
    """A fact on the cap bar in order of time: its character (评, 诉) and its points."""

    sign: str
    points: int
    is_dark: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """条 读 事 算: the words, the reading, the facts, the arithmetic of one line."""

    title: str
    clause: ClauseWords
    facts: Sequence[TraceFact]
    formula: str
    facts_title: str = ""
    cap: int = 0
    cap_pieces: Sequence[CapPiece] = field(default_factory=tuple)
    remark: str = ""
    ways: Sequence[WayOut] = ()
