"""必读 on the desk: the difference between two versions, the card of my day, and who has not read (一次性告知制度 第三条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from shouwen.catalogue.differences import Difference, differences
from shouwen.catalogue.must_read_queries import Receipts, must_read_for, receipts_of, unread_of, versions_to_read
from shouwen.catalogue.queries import guide_of
from shouwen.desk.chinese_dates import month_day
from shouwen.people.actor import Actor

MOST_LINES = 2
"""Changes that the card shows of one guide."""
MOST_CARDS = 3
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class MustReadRow:
    """One guide on the card: its name, from when, the first of its changes."""

    name: str
    since: str
    changes: Sequence[Difference]
    more: int
    is_new: bool
    url: str


@dataclass(frozen=True, slots=True)
class MustReadCard:
    """必读：指南有变. `total` counts all that are unread; the card shows a few."""

    total: int
    rows: Sequence[MustReadRow]


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """Two versions beside each other. `must_read`: this person's, if the later one is theirs to read."""

    before: Any
    after: Any
    changes: Sequence[Difference]
    numbers: Sequence[int]
    must_read: Any
    days: int


def difference_url(code: str, before: int, after: int) -> str:
    """The page that shows what a version changed."""
    return f"{reverse('desk:guide_changes', args=[code])}?from={before}&to={after}"


def must_reads_card(actor: Actor, *, on: date) -> MustReadCard:
    """What this person has to read, for their day; six queries at most."""
    unread = unread_of(actor.centre_id, actor.staff_id, on=on)
    rows = [
        MustReadRow(
            one.name,
            "今天起" if one.since == on else f"{month_day(one.since)}起",
            sorted(one.changes, key=lambda change: change.is_wording)[:MOST_LINES],
            max(len(one.changes) - MOST_LINES, 0),
            not one.before,
            difference_url(one.code, one.before, one.number),
        )
        for one in unread[:MOST_CARDS]
    ]
    return MustReadCard(len(unread), rows)


def difference_page(
    versions: Sequence[Any], actor: Actor, *, before: int | None, after: int | None, on: date
) -> DifferencePage | None:
    """What the later of two versions changed; by default the newest against the one before it. None: no such version."""
    by_number = {version.number: version for version in versions}
    later = by_number.get(after if after is not None else versions[0].number if versions else 0)
    if later is None:
        return None
    earlier_number = before if before is not None else later.number - 1
    earlier = by_number.get(earlier_number)
    if earlier_number and (earlier is None or earlier.number >= later.number):
        return None
    changes = differences(guide_of(earlier), guide_of(later)) if earlier else []
    mine = must_read_for([later.pk], actor.staff_id).get(later.pk)
    # The receipt is for what this version itself changed: a difference over fewer steps would leave something out.
    is_shown = earlier is None or earlier.number <= later.number - 1
    return DifferencePage(
        earlier, later, changes, sorted(by_number), mine if is_shown else None, (later.effective_from - on).days
    )


@dataclass(frozen=True, slots=True)
class ReceiptsPage:
    """谁还没读: versions with their readers, 20 to a page."""

    rows: Sequence[Receipts]
    pages: Page[Any]
    only_open: bool


def receipts_page(centre_id: int, *, page: str | None, only_open: bool, on: date) -> ReceiptsPage:
    """The list for the management office; four queries however many."""
    pages: Page[Any] = Paginator(versions_to_read(centre_id, only_open=only_open, on=on), PER_PAGE).get_page(page)
    return ReceiptsPage(receipts_of(pages, on=on), pages, only_open)
