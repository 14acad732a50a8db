"""算出、封存、更正 the figures of a month. The only way in which published figures come to be."""

from __future__ import annotations

import json
from datetime import date, datetime

from django.db import IntegrityError, transaction

from shouwen.civil_time import local
from shouwen.clocks.calendars import calendar_of, hours_of
from shouwen.indicators.computing import figures_of
from shouwen.indicators.definitions import VERSION
from shouwen.indicators.facts.parts import Figures
from shouwen.indicators.models import Amendment, Snapshot
from shouwen.indicators.periods import Span, sealing_time
from shouwen.indicators.queries import current_figures
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import refuse


def refresh_month(*, centre_id: int, first: date, at: datetime) -> bool:
    """算这个月: what the record says now takes the place of what it said before, until the month is sealed.

    Twice at once, or again after a killed worker, comes to the same. Returns whether it was written."""
    span = Span(centre_id, first, at)
    figures = _plain(figures_of(span))
    values = {"figures": figures, "as_of": span.end, "computed_at": at, "definitions": VERSION}
    rows = Snapshot.objects.filter(centre_id=centre_id, month=first)
    if rows.filter(sealed_at=None, computed_at__lte=at).update(**values):
        return True
    if rows.exists():
        return False
    try:
        with transaction.atomic():
            Snapshot.objects.create(centre_id=centre_id, month=first, **values)
    except IntegrityError:
        return False
    return True


@one_change
def seal_month(*, first: date, by: Actor, at: datetime) -> Snapshot:
    """封存: from now on the figures of this month don't change; what is corrected later is added with its date. Raises Refused."""
    due = sealing_time(first, calendar_of(by.centre_id), hours_of(by.centre_id))
    if at < due:
        day = local(due)
        raise refuse(
            "month_not_over", f"{first.month}月的数到{day.month}月{day.day}日才封存", way_out="到那天会自动封存"
        )
    refresh_month(centre_id=by.centre_id, first=first, at=at)
    rows = Snapshot.objects.filter(centre_id=by.centre_id, month=first)
    if not rows.filter(sealed_at=None).update(sealed_at=at):
        raise refuse("month_sealed", f"{first.month}月的数已经封存了")
    journal.record(
        by=by,
        at=at,
        action="figures.seal",
        subject_kind="figures",
        subject_id=f"{first:%Y-%m}",
        data={"definitions": VERSION},
    )
    return rows.get()


@one_change
def amend_month(*, first: date, by: Actor, at: datetime) -> list[Amendment]:
    """更正: reckon a sealed month again from the record as it is now; what differs is added with its date. Returns what was added.

    A month sealed under other definitions isn't compared: another meaning is no correction."""
    snapshot = (
        Snapshot.objects.select_for_update().filter(centre_id=by.centre_id, month=first, definitions=VERSION).first()
    )
    if snapshot is None or snapshot.sealed_at is None:
        return []
    now = _plain(figures_of(Span(by.centre_id, first, at)))
    known = current_figures(snapshot)
    added = []
    for key in sorted(now):
        if key in known and now[key] != known[key]:
            sequence = snapshot.amendments.filter(key=key).count() + 1
            added.append(
                Amendment.objects.create(
                    centre_id=by.centre_id,
                    snapshot=snapshot,
                    key=key,
                    sequence=sequence,
                    before=known[key],
                    after=now[key],
                    noted_at=at,
                )
            )
    if added:
        journal.record(
            by=by,
            at=at,
            action="figures.amend",
            subject_kind="figures",
            subject_id=f"{first:%Y-%m}",
            data={"keys": [one.key for one in added]},
        )
    return added


def _plain(figures: Figures) -> Figures:
    """As the database gives them back, so that what was stored compares with what is reckoned."""
    plain: Figures = json.loads(json.dumps(figures, sort_keys=True))
    return plain
