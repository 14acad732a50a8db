"""A centre with three months of invented figures, put in as the job would have stored them."""

from __future__ import annotations

import copy
from datetime import date, datetime
from typing import Any

from tests.factories import civil

from shouwen.indicators.definitions import VERSION
from shouwen.indicators.models import Amendment, Snapshot
from shouwen.people.models import Centre

JULY, AUGUST, SEPTEMBER = date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)
PRESENT = civil(2026, 10, 9, 10, 50)
FIGURES: dict[str, Any] = {
    # The numbers of mockup 07, with five more of what it has fewer than five of.
    "on_time": {"n": 405, "of": 412},
    "days_used": {"of": 60, "values": {"3": 40, "6": 20}},
    "days_promised": {"of": 60, "values": {"8": 60}},
    "extensions": {
        "n": 14,
        "by": {"site_visit": 6, "other_office": 5, "experts": 2, "system": 1},
        "days": 36,
        "longest": 5,
    },
    "overdue_reasons": {"n": 13, "by": {"other_office": 7, "workload": 3, "person": 2, "missed": 1}},
    "first_answer_minutes": {"of": 400, "values": {"2": 210, "9": 190}},
    "answered_at_once": {"n": 444, "of": 618},
    "told_once": {"n": 56, "of": 63},
    "errors": {"n": 2},
    "ratings": {"n": 186, "by": {"5": 121, "4": 41, "3": 15, "2": 6, "1": 3}},
    "ratings_default": {"n": 214},
    "satisfaction": {"n": 177, "of": 186},
    "discord": {"n": 0},
    "discipline": {"n": 0},
    "reputation": {"n": 1},
    "opened_without_reason": {"n": 0},
    "complaints": {"n": 18, "by": {"1": 6, "2": 12}},
    "complaints_upheld": {"n": 7, "of": 18, "by": {"2": 7}},
    "complaints_late": {"n": 0},
    "complaints_unanswered": {"n": 0},
    "complaints_in_time": {"n": 18, "of": 18},
}


def put_month(centre: Centre, first: date, *, sealed_at: datetime | None, **changes: Any) -> Snapshot:
    """One month, with some figures otherwise."""
    end = civil(first.year, first.month + 1, 1, 0)
    return Snapshot.objects.create(
        centre=centre,
        month=first,
        figures={**copy.deepcopy(FIGURES), **changes},
        as_of=end,
        computed_at=sealed_at or civil(2026, 10, 8, 9),
        definitions=VERSION,
        sealed_at=sealed_at,
    )


def put_figures(centre: Centre) -> None:
    """July and August sealed, August with a correction; September open."""
    put_month(centre, JULY, sealed_at=civil(2026, 8, 7, 17, 30), on_time={"n": 380, "of": 400})
    august = put_month(centre, AUGUST, sealed_at=civil(2026, 9, 7, 17, 30), on_time={"n": 392, "of": 400})
    Amendment.objects.create(
        centre=centre,
        snapshot=august,
        key="on_time",
        sequence=1,
        before={"n": 392, "of": 400},
        after={"n": 388, "of": 400},
        noted_at=civil(2026, 9, 20, 2),
    )
    put_month(centre, SEPTEMBER, sealed_at=None)
