"""Reading what is published: one month, one year, the months there are. Nothing exact leaves this module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Max

from shouwen.indicators.breakdown import Change, Part, breakdown, changes
from shouwen.indicators.definitions import VERSION
from shouwen.indicators.facts.parts import Figures
from shouwen.indicators.figure import Figure
from shouwen.indicators.models import Amendment, Snapshot
from shouwen.indicators.publication import MonthFigures, Sheet, month_sheet, year_sheet


@dataclass(frozen=True, slots=True)
class Amended:
    """更正 as it is published: what a sealed figure and its parts were said to be, what they are now, and since when."""

    figure: Figure
    before: Figure
    parts: Sequence[Part]
    parts_before: Sequence[Part]
    sequence: int
    noted_at: datetime

    @property
    def changes(self) -> list[Change]:
        """What is said otherwise, the figure first."""
        name = self.figure.definition.name
        whole = [Change(name, self.before.words, self.figure.words)] if self.figure != self.before else []
        of_parts = changes(self.parts_before, self.parts)
        return whole + [Change(f"{name}，{one.name}", one.before, one.after) for one in of_parts]


@dataclass(frozen=True, slots=True)
class PublishedMonth:
    """One month: what is published now (`sheet`), what was sealed, and what was corrected since."""

    first: date
    as_of: datetime
    computed_at: datetime
    sealed_at: datetime | None
    definitions: str
    sheet: Sheet
    sealed: Sheet
    amendments: Sequence[Amended]


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """A year up to now, and its months."""

    year: int
    as_of: datetime
    computed_at: datetime
    sheet: Sheet
    months: Sequence[PublishedMonth]


def stamp(centre_id: int) -> str:
    """Changes when anything published of a centre changes; two small queries."""
    newest = Snapshot.objects.filter(centre_id=centre_id).aggregate(at=Max("computed_at"), key=Max("pk"))
    corrected = Amendment.objects.filter(centre_id=centre_id).aggregate(key=Max("pk"))
    return f"{VERSION}/{newest['at']}/{newest['key']}/{corrected['key']}"


def months_of(centre_id: int) -> list[date]:
    """The months that have figures, the oldest first."""
    return list(Snapshot.objects.filter(centre_id=centre_id).order_by("month").values_list("month", flat=True))


def published_months(centre_id: int, *, first: date, last: date) -> list[PublishedMonth]:
    """The months from `first` to `last` (their first days), the oldest first; two queries."""
    rows = Snapshot.objects.filter(centre_id=centre_id, month__gte=first, month__lte=last)
    return [_published(row) for row in rows.order_by("month").prefetch_related("amendments")]


def published_year(centre_id: int, year: int, *, until: date | None = None) -> PublishedYear | None:
    """A year, up to one of its months if given; None if nothing is there."""
    last = until or date(year, 12, 1)
    rows = list(
        Snapshot.objects.filter(centre_id=centre_id, month__gte=date(year, 1, 1), month__lte=last)
        .order_by("month")
        .prefetch_related("amendments")
    )
    if not rows:
        return None
    return PublishedYear(
        year=year,
        as_of=max(row.as_of for row in rows),
        computed_at=max(row.computed_at for row in rows),
        sheet=year_sheet([MonthFigures(current_figures(row), row.sealed_at is not None) for row in rows]),
        months=[_published(row) for row in rows],
    )


def current_figures(row: Snapshot) -> Figures:
    """The exact figures of a month with what was corrected since. For the product's own reckoning, never for a page."""
    figures: Figures = dict(row.figures)
    for amendment in sorted(row.amendments.all(), key=lambda one: (one.sequence, one.pk)):
        figures[amendment.key] = amendment.after
    return figures


def _published(row: Snapshot) -> PublishedMonth:
    sealed = month_sheet(row.figures)
    now = month_sheet(current_figures(row)) if row.amendments.all() else sealed
    return PublishedMonth(
        first=row.month,
        as_of=row.as_of - timedelta(microseconds=1),
        computed_at=row.computed_at,
        sealed_at=row.sealed_at,
        definitions=row.definitions,
        sheet=now,
        sealed=sealed,
        amendments=list(_amended(row)),
    )


def _amended(row: Snapshot) -> list[Amended]:
    """Corrections that show, in a figure or in its parts: one within a small number is said by nothing.

    What was corrected at one time is published together: some figures stand beside others."""
    found: list[Amended] = []
    figures = dict(row.figures)
    amendments = sorted(row.amendments.all(), key=lambda one: (one.noted_at, one.sequence, one.pk))
    before = month_sheet(figures)
    for noted_at, together in groupby(amendments, key=lambda one: one.noted_at):
        figures.update({one.key: one.after for one in together})
        after = month_sheet(figures)
        for key, figure in after.figures.items():
            was, now = breakdown(key, before), breakdown(key, after)
            if before.figures[key] != figure or was != now:
                sequence = 1 + sum(one.figure.definition.key == key for one in found)
                found.append(Amended(figure, before.figures[key], now, was, sequence, noted_at))
        before = after
    return found
