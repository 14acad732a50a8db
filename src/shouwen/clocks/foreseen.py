"""先看看会变哪些: which due dates a change of the calendar would move, without writing anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.clocks.reckoned import remembering
from shouwen.clocks.yardstick import Yardstick

MOST_SHOWN = 50
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One due date that would move."""

    number: str
    matter: str
    before: date
    after: date


@dataclass(slots=True)
class Outlook:
    """How many open clocks were looked at, how many would move, and the first of them."""

    seen: int = 0
    moved: int = 0
    earlier: int = 0
    shown: list[Foreseen] = field(default_factory=list)


def outlook(centre_id: int, *, by: Yardstick) -> Outlook:
    """What `by` would move of the open clocks of a centre; limits in minutes and decisions on extensions are left out."""
    found, reckon = Outlook(), remembering(by)
    rows = Clock.objects.filter(centre_id=centre_id, closed_at=None).exclude(kind=ClockKind.APPROVAL).order_by("pk")
    rows = rows.select_related("extension").prefetch_related("pauses")
    for clock in rows.iterator(chunk_size=_AT_ONCE):
        spans = [(row.from_on, row.to_on) for row in clock.pauses.all() if not row.lapsed]
        extension = getattr(clock, "extension", None)
        after = local_date(reckon(clock, spans, extension.workdays if extension else 0).due_at)
        before = local_date(clock.due_at)
        found.seen += 1
        if after == before:
            continue
        found.moved += 1
        found.earlier += after < before
        if len(found.shown) < MOST_SHOWN:
            found.shown.append(Foreseen(clock.number, clock.matter, before, after))
    return found
