"""Every open clock of a centre reckoned anew after a change of the calendar: 100,000 clocks of every sort, by the job of the product.

Run: python benchmarks/bench_recompute.py [CLOCKS]   (SHOUWEN_DATABASE=postgres://... for PostgreSQL)
Every tenth case waits or waited, every thirtieth is extended; the day that is closed moves most of them. What is compared: the limit
of the task (60 s for 100,000), and the plain way, one clock after the other through the very function that a single step uses, on a
part of the same clocks. All of them end where the plain way says they end, else the bench fails."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from load.place import ROOT, own_place

if TYPE_CHECKING:
    from datetime import datetime

    from shouwen.clocks.models import Recomputation

CLOCKS, PLAIN = 100_000, 2_000
LIMIT_SECONDS = 60.0
SINCE, DAYS = date(2026, 11, 9), 9


def main(count: int) -> None:
    """Make them, close a day, run the job; then the plain way on a part after another day."""
    sys.path.insert(0, str(ROOT))
    from tests.clocks.many import owe_many
    from tests.factories import make_town

    from shouwen import civil_time
    from shouwen.clocks import recomputation
    from shouwen.clocks.actions import recompute
    from shouwen.clocks.models import Clock

    town, at = make_town(), civil_time.now()
    begun = time.perf_counter()
    owe_many(town, count, first=SINCE, days=DAYS)
    print(f"{count:,} open clocks laid in {time.perf_counter() - begun:.0f} s")

    row = _close(town.centre.pk, date(2026, 11, 23), at)
    begun, worked = time.perf_counter(), time.process_time()
    recomputation.run(recomputation_id=row.pk, at=at)
    took, worked = time.perf_counter() - begun, time.process_time() - worked
    row.refresh_from_db()
    print(f"the job: {took:.1f} s, {count / took:,.0f} clocks/s, {row.moved:,} moved of {row.seen:,}")
    print(f"of these at work on a processor: {worked:.1f} s (the machine does other things too)")
    print(f"limit {LIMIT_SECONDS * count / 100_000:.0f} s: {LIMIT_SECONDS * count / 100_000 / took:.1f} times as fast")

    ids = list(Clock.objects.order_by("pk").values_list("pk", flat=True))
    part = Random(1).sample(ids, min(PLAIN, count))
    moved = sum(recompute(clock) for clock in Clock.objects.filter(pk__in=part[:500]))
    if moved:
        raise SystemExit(f"{moved} of 500 clocks end elsewhere by the plain way")
    _close(town.centre.pk, date(2026, 11, 24), at)
    begun = time.perf_counter()
    for clock_id in part:
        recompute(Clock.objects.get(pk=clock_id))
    each = (time.perf_counter() - begun) / len(part)
    print(
        f"one by one: {each * 1000:.2f} ms a clock ({len(part):,} of them); the job is {each * count / took:.1f} times as fast"
    )
    print(f"database: {_size()}")


def _close(centre_id: int, day: date, at: datetime) -> Recomputation:
    from shouwen.clocks.enums import LocalDayKind
    from shouwen.clocks.local_days import set_local_day
    from shouwen.people.actor import Actor

    return set_local_day(
        day=day, kind=LocalDayKind.CLOSED, name="停电检修", basis="通知", by=Actor.system(centre_id), at=at
    )


def _size() -> str:
    from django.db import connection

    name = Path(str(connection.settings_dict["NAME"]))
    return f"{connection.vendor}, {name.stat().st_size >> 20} MB" if name.exists() else connection.vendor


if __name__ == "__main__":
    with own_place():
        main(int(sys.argv[1]) if len(sys.argv) > 1 else CLOCKS)
