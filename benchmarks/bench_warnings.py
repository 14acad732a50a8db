"""The warning job over 100,000 open clocks: a run that warns of what has gathered, and the usual one that finds nothing new.

Run: python benchmarks/bench_warnings.py [CLOCKS]   (SHOUWEN_DATABASE=postgres://... for PostgreSQL)
What is compared: the plain way, which asks of one clock after the other whether it came to a mark and whether its people were told, by the
very condition of the job, on a part of the same clocks in the same run. Nobody may be warned of a clock that the plain way doesn't
find, and it must find nothing after the job, else the bench fails. So it does if a run takes longer than the job's own period: the
next one would come before it ends."""

from __future__ import annotations

import sys
import time
from datetime import date
from random import Random

from load.place import ROOT, own_place

CLOCKS, PLAIN = 100_000, 1_000
SINCE, DAYS = date(2026, 10, 26), 19


def main(count: int) -> None:
    """Make them; ask a part one by one; run the job twice; ask again."""
    sys.path.insert(0, str(ROOT))
    from tests.clocks.many import owe_many
    from tests.factories import make_town

    from shouwen import civil_time
    from shouwen.clocks.models import Clock
    from shouwen.clocks.yardstick import Yardstick
    from shouwen.supervision.jobs import SCHEDULES
    from shouwen.supervision.models import LimitWarning
    from shouwen.supervision.reaching import reaches
    from shouwen.supervision.tables import table_of
    from shouwen.supervision.warning import OnDuty, warn

    town, at = make_town(), civil_time.now()
    centre_id = town.centre.pk
    begun = time.perf_counter()
    owe_many(town, count, first=SINCE, days=DAYS)
    print(f"{count:,} open clocks laid in {time.perf_counter() - begun:.0f} s")

    ids = list(Clock.objects.order_by("pk").values_list("pk", flat=True))
    part = Random(1).sample(ids, min(PLAIN, count))
    on_duty = OnDuty.at(centre_id, at)

    def one_by_one() -> tuple[set[int], float]:
        """Those of the part that came to a mark somebody wasn't told of, and the seconds for each clock."""
        marks = list(reaches(centre_id, table_of(centre_id), at=at, by=Yardstick.of(centre_id)))
        started = time.perf_counter()
        found = {pk for pk in part for reach in marks if on_duty.unheard(centre_id, reach).filter(pk=pk).exists()}
        return found, (time.perf_counter() - started) / len(part)

    found, each = one_by_one()
    print(f"one by one: {each * 1000:.2f} ms a clock ({len(part):,} of them, {len(found):,} at a mark)")
    begun = time.perf_counter()
    written = warn(centre_id=centre_id, at=at)
    took = time.perf_counter() - begun
    warned = set(LimitWarning.objects.filter(clock__in=part).values_list("clock_id", flat=True))
    if not warned <= found:
        raise SystemExit(f"{len(warned - found)} of {len(part)} clocks were warned of that came to no mark")
    print(f"the job: {took:.1f} s, {written:,} warnings; {each * count / took:.1f} times as fast as one by one")
    period = SCHEDULES[0][1] * 60
    if took > period:
        raise SystemExit(f"a run of {took:.0f} s is longer than its period of {period} s")
    print(f"its period: {period} s, of which this run took {took / period:.0%}")

    begun = time.perf_counter()
    again = warn(centre_id=centre_id, at=at)
    took = time.perf_counter() - begun
    left, each = one_by_one()
    if again or left & warned:
        raise SystemExit(f"{again} warnings twice, {len(left & warned)} clocks still asked for")
    print(f"run again, nothing new: {took:.2f} s; {each * count / took:.1f} times as fast as one by one")


if __name__ == "__main__":
    with own_place():
        main(int(sys.argv[1]) if len(sys.argv) > 1 else CLOCKS)
