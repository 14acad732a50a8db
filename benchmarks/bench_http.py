"""Four jobs over HTTP: two server workers, 100,000 cases, eight clerks at once, each on a connection of their own.

Run: python benchmarks/bench_http.py [CASES, at least 5000]   (about five minutes; SHOUWEN_DATABASE=postgres://... for PostgreSQL)
Every answer is checked, and what was created and concluded is counted in the database afterwards. Beside each figure stand two
limits measured in the same run: an empty page of the same server, and the same rows by bare SQL with one writer and no Django.
The eight clerks run on the same machine and take their share of its cores. On a machine that does other things too, the CPU time
for one operation is the figure to trust."""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from load.place import own_place

if TYPE_CHECKING:
    from load.clerks import Errand
    from load.jobs import Desk
    from load.server import Server
    from load.town import Load

CASES, OPEN_EACH, ROUNDS = 100_000, 400, 3
AIMS = {"create": 880, "my day": 420, "open": 300, "conclude": 630}
NAMES = {
    "empty": "an empty page",
    "create": "create a case with its due date",
    "my day": "my day, first page of 25",
    "open": "open a case",
    "conclude": "conclude a case",
}
EACH = {"empty": 500, "create": 80, "my day": 80, "open": 80, "conclude": 80}
"""Errands of each clerk in each round."""


@dataclass(slots=True)
class Figures:
    """What the rounds of one job gave."""

    per_second: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    led_to: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return statistics.median(self.per_second)

    def wait_ms(self, part: float) -> float:
        """The wait that this part of the errands stayed under."""
        return sorted(self.waits)[int(part * (len(self.waits) - 1))] * 1000


def errands_of(load: Load, desks: Sequence[Desk]) -> Callable[[str, int], list[list[Errand]]]:
    """Errands of one job for every clerk; each person comes once, each case is concluded once."""
    from load import jobs

    ready = [jobs.ready_to_conclude(desk) for desk in desks]
    came = load.cases

    def make(job: str, count: int) -> list[list[Errand]]:
        nonlocal came
        if job == "conclude":
            return [jobs.conclude(desk, count, serials) for desk, serials in zip(desks, ready, strict=True)]
        if job == "create":
            came += count * len(desks)
            return [jobs.create(load, desk, count, came - count * (n + 1)) for n, desk in enumerate(desks)]
        if job == "empty":
            return [jobs.empty(count) for _ in desks]
        return [(jobs.my_day if job == "my day" else jobs.open_case)(desk, count) for desk in desks]

    return make


def drive(server: Server, make: Callable[[str, int], list[list[Errand]]]) -> dict[str, Figures]:
    """The rounds: every job in turn, so that what else the machine does falls on all of them."""
    from load.clerks import send

    found = {job: Figures() for job in NAMES}
    for job in NAMES:
        send(server, make(job, 5))
    for _ in range(ROUNDS):
        for job, figures in found.items():
            errands, before = make(job, EACH[job]), server.cpu_seconds()
            done = send(server, errands)
            if done.wrong:
                raise SystemExit("\n".join(done.wrong[:5]))
            figures.per_second.append(len(done.waits) / done.seconds)
            figures.cpu_ms.append((server.cpu_seconds() - before) / len(done.waits) * 1000)
            figures.waits += done.waits
            figures.led_to += done.led_to
    return found


def check(load: Load, found: dict[str, Figures]) -> None:
    """What the server answered is in the database: each case created is there with its due date, each concluded one is."""
    from shouwen.cases.models import Case
    from shouwen.journal.queries import centres_with_entries, verify

    numbers = [f"办 {place.split('/')[2]}" for place in found["create"].led_to]
    created = Case.objects.filter(number__in=numbers, clock__due_at__gt=load.present, clock__state="running")
    concluded = Case.objects.filter(
        number__in=[f"办 {place.split('/')[2]}" for place in found["conclude"].led_to],
        state="concluded",
        clock__state="closed",
    )
    assert len(set(numbers)) == len(numbers) == created.count(), (len(numbers), created.count())
    assert concluded.count() == len(found["conclude"].led_to), concluded.count()
    for centre_id in centres_with_entries():
        assert not verify(centre_id).breaks


def limits(data: Path, load: Load, found: dict[str, Figures]) -> dict[str, float]:
    """The same rows a second by bare SQL."""
    from load import limits

    from shouwen.cases.models import Case

    bare = limits.BareDatabase(data)
    clerk = load.clerks[0]
    case_pk = Case.objects.get(number=f"办 {found['create'].led_to[0].split('/')[2]}").pk
    numbers = list(Case.objects.filter(handler_id=clerk.staff_id).values_list("number", flat=True)[:5000])
    try:
        return {
            "my day": limits.days(bare, load.centre_id, clerk.member_id),
            "open": limits.cases(bare, numbers, load.centre_id),
            "create": limits.creations(bare, case_pk),
            "conclude": limits.conclusions(bare, case_pk),
        }
    finally:
        bare.close()


def show(found: dict[str, Figures], bare: dict[str, float]) -> None:
    """The figures, and their shares of the limits."""
    empty = found["empty"].rate
    print(f"\n{'':34}{'aim/s':>7}{'reached/s':>11}{'least-most':>12}{'CPU ms':>8}{'wait ms 50%':>13}{'99%':>7}")
    for job, figures in found.items():
        spread = f"{min(figures.per_second):.0f}-{max(figures.per_second):.0f}"
        print(
            f"{NAMES[job]:34}{AIMS.get(job, ''):>7}{figures.rate:>11.0f}{spread:>12}{statistics.median(figures.cpu_ms):>8.2f}"
            f"{figures.wait_ms(0.5):>13.1f}{figures.wait_ms(0.99):>7.1f}"
        )
    print(f"\n{'':34}{'reached':>9}{'of aim':>8}{'empty page':>12}{'of it':>7}{'bare SQL':>10}{'of it':>7}")
    for job, aim in AIMS.items():
        rate = found[job].rate
        print(
            f"{NAMES[job]:34}{rate:>9.0f}{rate / aim:>8.0%}{empty:>12.0f}{rate / empty:>7.0%}"
            f"{bare[job]:>10.0f}{rate / bare[job]:>7.0%}"
        )


def show_anatomy(make: Callable[[str, int], list[list[Errand]]]) -> None:
    """Where the CPU time of one operation goes, in this process, without server and network."""
    from load.anatomy import SECTIONS
    from load.inside import taken_apart

    print(
        f"\n{'CPU ms of one, in process':34}"
        + "".join(f"{name:>16}" for name in SECTIONS)
        + f"{'sum':>8}{'statements':>12}"
    )
    for job in AIMS:
        errands = make(job, 43)[0]
        ledger, count = taken_apart(errands), len(errands) - 3
        parts = "".join(f"{ledger.seconds[name] / count * 1000:>16.2f}" for name in SECTIONS)
        total = ledger.seconds.total() / count * 1000
        print(f"{NAMES[job]:34}{parts}{total:>8.2f}{ledger.statements / count:>12.0f}")


def main(cases: int) -> None:
    with own_place() as data:
        import platform

        from django.db import connection
        from load import jobs
        from load.server import running_server
        from load.town import fill

        load = fill(cases=cases, open_each=OPEN_EACH)
        connection.close()
        print(
            f"{load.cases:,} cases, {len(load.clerks)} clerks with {load.open_each} open cases each, {ROUNDS} rounds, "
            f"{connection.vendor}, Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        )
        with running_server(data) as server:
            sends = max(EACH["create"], EACH["conclude"])
            desks = [jobs.open_desk(server, clerk, sessions=sends // jobs.SENDS_A_SESSION * 2) for clerk in load.clerks]
            make = errands_of(load, desks)
            found = drive(server, make)
            check(load, found)
        show_anatomy(make)
        show(found, limits(data, load, found))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES)
