"""Facts of a clock (时限): what was accepted, when, and what stopped or lengthened the limit since."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NamedTuple

from shouwen.rulebook.calendar import Span
from shouwen.rulebook.rules import Rules

ClockKind = Literal["instant", "limited"]


class Pause(NamedTuple):
    """暂停: days that don't count, both ends included. `last` None: it still runs."""

    first: date
    last: date | None
    reason: str = ""


class Extension(NamedTuple):
    """延期: working days asked for, when they were asked for, and when the person was told (None: not told). `granted`: it was
    judged on the day on which the person was told and holds, whatever the calendar says since."""

    workdays: int
    asked: datetime
    told: datetime | None
    reason: str = ""
    granted: bool = False


class ClockFacts(NamedTuple):
    """An instant item (即办件), due on the day of acceptance, or a limited one (承诺件) with its limit in working days."""

    kind: ClockKind
    accepted: datetime
    workdays: int = 0
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    closed: datetime | None = None


def spans_of(facts: ClockFacts, rules: Rules) -> tuple[Span, ...]:
    """The days that don't count, as the rules read it (R9)."""
    if not facts.pauses or rules.is_set("R9", "counted"):
        return ()
    return tuple((pause.first, pause.last) for pause in facts.pauses)


def with_pauses_until(facts: ClockFacts, day: date) -> ClockFacts:
    """The same facts, with a pause that still runs taken to last until `day`, as far as one knows on that day."""
    if all(pause.last is not None for pause in facts.pauses):
        return facts
    return facts._replace(
        pauses=tuple(
            pause if pause.last is not None else pause._replace(last=max(pause.first, day)) for pause in facts.pauses
        )
    )
