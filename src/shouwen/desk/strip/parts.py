"""The data of a strip: what a page hands in (`StripClock`, `StripDay`) and what the template draws (`Strip`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """How a day stands to the limit. Only COUNTED, EXTENSION and OVERDUE days carry a number.

    AGREED: a working day up to a day that was told. CARRIED: the working day to which the end moved from days off."""

    OUTSIDE = "outside"
    ACCEPTED = "accepted"
    COUNTED = "counted"
    EXTENSION = "extension"
    OFF = "off"
    PAUSED = "paused"
    OVERDUE = "overdue"
    AGREED = "agreed"
    CARRIED = "carried"


class Counted(StrEnum):
    """What the limit of a strip is counted in. TOLD_DAY: in nothing, the day was told."""

    WORKDAY = "workday"
    CALENDAR_DAY = "calendar_day"
    TOLD_DAY = "told_day"


@dataclass(frozen=True, slots=True)
class StripDay:
    """One calendar day.

    `number`: the n-th counted, extension or overdue day. `name`: its holiday, or the reason of its pause. `is_local`: the centre set
    the day itself. `is_guess`: the arrangement of its year isn't published.
    """

    on: date
    kind: DayKind
    number: int = 0
    is_off: bool = False
    is_makeup: bool = False
    name: str = ""
    is_local: bool = False
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class StripClock:
    """The clock around the days. `limit` and `extension` in working days; limit 0 is an instant item (即办件).

    `due` None means not yet known: the clock stands still. The three words fit the strip to other debts than cases.
    `is_ordered`: a superior set the day, so it is not for this centre to agree on another.
    """

    accepted: date
    limit: int
    today: date
    due: date | None
    extension: int = 0
    original_due: date | None = None
    closed: date | None = None
    provisional: bool = False
    start_word: str = "受理"
    promise_word: str = "承诺"
    end_word: str = "办结"
    counted: Counted = Counted.WORKDAY
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class StripCell:
    """One box. `css` holds look and column; `text` or the pause sign stands under the day of the month."""

    css: str
    column_css: str
    date_text: str
    text: str
    why: str
    weekday: str = ""
    is_weekend: bool = False
    is_makeup: bool = False
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class StripFlag:
    """A word above a cell: 受理, 今天, 到期, 办结."""

    css: str
    text: str


@dataclass(frozen=True, slots=True)
class StripBrace:
    """A brace under several cells with its name."""

    css: str
    text: str


@dataclass(frozen=True, slots=True)
class Strip:
    """What `{% strip %}` draws. `lead` + `total` (bold) + `tail` is the sentence; `days` says the same day by day."""

    cells: tuple[StripCell, ...]
    flags: tuple[StripFlag, ...]
    braces: tuple[StripBrace, ...]
    lead: str
    total: str
    tail: str
    days: tuple[str, ...]
    css: str

    @property
    def label(self) -> str:
        """The sentence as plain text."""
        return self.lead + self.total + self.tail
