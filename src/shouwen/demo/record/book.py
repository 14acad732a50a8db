"""The book of a town in the making: rows and journal entries are kept here and written many at a time.

Keys are given here, so that rows can name each other before they are in the database; foreign keys are checked at the
end of the transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model

from shouwen.clocks.yardstick import Yardstick
from shouwen.demo.plan import Plan
from shouwen.journal import actions as journal
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.models import Cover
from shouwen.people.queries import COVER_FOR

BATCH = 500
FULL = 30_000
"""Rows and entries at which the book is written out."""
Row = TypeVar("Row", bound=Model)


class Book:
    """Everything that isn't in the database yet, and the numbers that have been given."""

    def __init__(self, plan: Plan, centre_id: int, measure: Yardstick) -> None:
        self.plan = plan
        self.centre_id = centre_id
        self.measure = measure
        self.added: Counter[str] = Counter()
        self._new: dict[type[Model], dict[Any, Model]] = {}
        self._changed: dict[type[Model], dict[Any, tuple[Model, set[str]]]] = {}
        self._notes: list[tuple[Actor, journal.Note]] = []
        self._last_keys: dict[type[Model], int] = {}
        self._series: Counter[str] = Counter()
        self._covers: list[Cover] = []

    def add(self, row: Row) -> Row:
        """Put down a new row; it gets its key at once."""
        model = type(row)
        if row.pk is None:
            row.pk = self._next_key(model)
        self._new.setdefault(model, {})[row.pk] = row
        self.added[model.__name__] += 1
        if isinstance(row, Cover):
            self._covers.append(row)
        return row

    def change(self, row: Model, **values: object) -> None:
        """Change a row, wherever it is."""
        for name, value in values.items():
            setattr(row, name, value)
        model = type(row)
        if row.pk not in self._new.get(model, {}):
            self._changed.setdefault(model, {}).setdefault(row.pk, (row, set()))[1].update(values)

    def note(
        self,
        *,
        by: Actor,
        at: datetime,
        action: str,
        subject_kind: str,
        subject_id: object,
        data: Mapping[str, object],
    ) -> None:
        """Put down a journal entry."""
        self._notes.append((by, journal.Note(action, subject_kind, str(subject_id), at, data)))

    def covering(self, by: Actor, whose: Collection[int | None], *, at: datetime) -> dict[str, object]:
        """What `people.queries.covering` says, of the covers in the book."""
        if by.staff_id is None or by.staff_id in whose:
            return {}
        for cover in sorted(self._covers, key=lambda one: one.from_at):
            if cover.by_id == by.staff_id and cover.absent_id in whose and cover.from_at <= at < cover.to_at:
                return {COVER_FOR: cover.absent.name}
        return {}

    def take(self, series: str) -> int:
        """The next number of a series."""
        self._series[series] += 1
        return self._series[series]

    def flush_if_full(self) -> None:
        """Keep the book small enough for memory."""
        if len(self._notes) + sum(map(len, self._new.values())) > FULL:
            self.flush()

    def flush(self) -> None:
        """Write everything that is in the book, so that an action can read it and go on."""
        # What ended goes first: there is one open pause a clock, one waiting hand-over an inquiry.
        for changes in self._changed.values():
            for row, fields in changes.values():
                row.save(update_fields=fields)
        for model, rows in self._new.items():
            model._default_manager.bulk_create(rows.values(), batch_size=BATCH)
        if self._notes:
            journal.record_for(centre_id=self.centre_id, notes=self._notes)
        self._new, self._changed, self._notes = {}, {}, []

    def finish(self) -> None:
        """Write the rest, and let the database go on counting where the book stopped."""
        self.flush()
        for series, count in self._series.items():
            serials.take(self.centre_id, series, count)
        self._series.clear()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self._last_keys)):
                cursor.execute(statement)

    def _next_key(self, model: type[Model]) -> int:
        if model not in self._last_keys:
            self._last_keys[model] = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
        self._last_keys[model] += 1
        return self._last_keys[model]
