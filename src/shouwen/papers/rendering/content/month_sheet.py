"""月度考核表: what counted in a month for one person, and how each number came about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from shouwen.papers.rendering.content.errors import ContentError
from shouwen.papers.rendering.content.parts import Paper


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One fact. `points` is what counts, None while it isn't decided (先不计); `raw` is what it would be without the rule named in `mark`."""

    clause: str
    fact: str
    detail: str
    state: str
    points: int | None
    raw: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """业务办理 or 效能纪律 with its lines and the sum of what counts."""

    name: str
    lines: tuple[SheetLine, ...]

    @property
    def subtotal(self) -> int:
        """Points of the part; undecided lines are never in a total."""
        return sum(line.points or 0 for line in self.lines)


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of the rulebook that applied (`R12`)."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class TraceFact:
    """A fact behind a line: `points` by the clause, `counted` after caps and exclusions."""

    on: date
    reference: str
    text: str
    points: int
    counted: int


@dataclass(frozen=True, slots=True)
class Trace:
    """How a line was computed: words of the clause, readings, facts, arithmetic; `cap` if the clause has one."""

    clause: str
    title: str
    words: str
    readings: tuple[Reading, ...]
    facts: tuple[TraceFact, ...]
    arithmetic: str
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign; `note` prints what was already done on screen (`10月8日16:20已阅，异议1件`)."""

    role: str
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSheet(Paper):
    """月度考核表（考核制度 二、三）: prints as one sheet to sign, the trace on the next."""

    kind: ClassVar[str] = "month_sheet"
    title: ClassVar[str] = "窗口工作人员月度考核表"

    staff: str
    post: str
    month: date
    """First day of the month."""
    days_present: int
    days_due: int
    parts: tuple[SheetPart, ...]
    undecided_count: int = 0
    undecided_points: int = 0
    """Most points the undecided lines could still add."""
    later_month: date | None = None
    """First day of the open month into which later decisions go."""
    announced_from: date | None = None
    announced_until: date | None = None
    loses_awards: bool = False
    referrals: tuple[str, ...] = ()
    """Facts handed to 镇纪委."""
    signatures: tuple[Signature, ...] = (Signature("本人"), Signature("管理办公室"), Signature("考评领导小组"))
    traces: tuple[Trace, ...] = ()
    rulebook: str
    rulebook_hash: str

    @property
    def total(self) -> int:
        """Points lost in the month (考核制度 has no base score)."""
        return sum(part.subtotal for part in self.parts)

    def check(self) -> None:
        if self.month.day != 1:
            raise ContentError("month", "应是当月第一天")
        if (self.announced_from is None) != (self.announced_until is None):
            raise ContentError("announced_until", "公示起止日期要么都有，要么都没有")
