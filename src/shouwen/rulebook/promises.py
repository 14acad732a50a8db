"""What a town promises in public (服务承诺), and the kinds of reasons why something can't be done now. Both are data of the rulebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

ReasonUse: TypeAlias = Literal["promise", "moved", "not_possible"]
REASON_USES: Final[tuple[ReasonUse, ...]] = ("promise", "moved", "not_possible")
"""A promise is made, a promised day is moved, a matter can't be done now (服务承诺制度 第三条)."""
MOST_PROMISES: Final = 20


@dataclass(frozen=True, slots=True)
class PublicPromise:
    """One of the promises made to society, and the category under which a breach of it is complained of.

    `number` counts from 1 without a gap; `key` never changes; `complaint` and `hint` are words for the complainant.
    """

    number: int
    key: str
    words: str
    complaint: str
    hint: str
    clause: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class ReasonCategory:
    """A kind of reason, and for what it may be given."""

    key: str
    uses: tuple[ReasonUse, ...]
    words: str
    clause: str
    since: date
    until: date | None
