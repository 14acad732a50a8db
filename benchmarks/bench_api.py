"""The API for other systems: a page of the demo's 40 items, a page of 50 cases, and one case's progress, asked by eight connections at once.

Run: python benchmarks/bench_api.py [CASES]   (under a minute; SHOUWEN_DATABASE=postgres://... for PostgreSQL)
Every answer is looked at: its status, and that it holds all its rows. Each call is counted in the database for the rate limit, as in
real use. The empty page of the same server, measured in the same run, is the yardstick: the ratio to it is the figure to trust on
a machine that does other things too."""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING

from load.place import own_place

if TYPE_CHECKING:
    from load.clerks import Errand

CASES, ROUNDS, CONNECTIONS = 600, 3, 8
ENOUGH = 12.0
"""Seconds of asking after which no further round begins: a busy machine gets fewer rounds, not a longer run."""
PAGE, ITEMS = 50, 40
EACH = {"empty": 60, "items": 8, "cases": 8, "one case": 12}
"""Requests of each connection in each round."""
NAMES = {
    "empty": "an empty page",
    "items": "a page of all 40 items",
    "cases": f"a page of {PAGE} cases",
    "one case": "one case with its steps",
}


def connected(centre_id: int) -> str:
    """A system that may read, with no limit that the clerks would meet; its token."""
    from shouwen import civil_time
    from shouwen.people.actor import Actor
    from shouwen.people.enums import Role
    from shouwen.people.models import Staff
    from shouwen.systems.actions import make_system
    from shouwen.systems.models import System

    staff = Staff.objects.filter(centre_id=centre_id).order_by("pk")[0]
    by = Actor(centre_id, staff.pk, staff.name, frozenset({Role.ADMINISTRATOR}))
    shown = make_system(
        name="区平台",
        scopes=["items:read", "cases:read"],
        requests_a_minute=1,
        acts_as=None,
        by=by,
        at=civil_time.now(),
    )
    System.objects.filter(pk=shown.system.pk).update(requests_a_minute=32_000)
    return shown.secret


def errands(token: str, serial: str) -> dict[str, Errand]:
    """What is asked, and what the answer must hold."""
    from load.clerks import Errand

    def get(path: str, *, known: bool = True) -> bytes:
        bearer = f"Authorization: Bearer {token}\r\n" if known else ""
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{bearer}\r\n".encode()

    return {
        "empty": Errand(get("/healthz", known=False), 200, b"ok"),
        "items": Errand(get(f"/api/v1/items?limit={PAGE}"), 200, b'"code"', ITEMS),
        "cases": Errand(get(f"/api/v1/cases?limit={PAGE}"), 200, b'"serial"', PAGE),
        "one case": Errand(get(f"/api/v1/cases/{serial}"), 200, b'"steps"', 1),
    }


def main(cases: int) -> None:
    with own_place() as data:
        from django.db import connection
        from load.clerks import send
        from load.server import running_server
        from load.town import fill

        from shouwen.cases.models import Case

        load = fill(cases=cases, open_each=40)
        token = connected(load.centre_id)
        serial = Case.objects.latest("pk").number.removeprefix("办 ")
        print(f"{cases:,} cases, {CONNECTIONS} connections, at most {ROUNDS} rounds, {connection.vendor}", flush=True)
        connection.close()
        found: dict[str, list[float]] = {job: [] for job in EACH}
        spent: dict[str, list[float]] = {job: [] for job in EACH}
        with running_server(data) as server:
            asked = errands(token, serial)
            for errand in asked.values():
                send(server, [[errand] * 2] * CONNECTIONS)
            began, rounds = time.monotonic(), 0
            while rounds < ROUNDS and (rounds == 0 or time.monotonic() - began < ENOUGH):
                rounds += 1
                for job, errand in asked.items():
                    before = server.cpu_seconds()
                    done = send(server, [[errand] * EACH[job]] * CONNECTIONS)
                    if done.wrong:
                        raise SystemExit("\n".join(done.wrong[:3]))
                    found[job].append(len(done.waits) / done.seconds)
                    spent[job].append((server.cpu_seconds() - before) / len(done.waits) * 1000)
        empty = statistics.median(found["empty"])
        print(f"\n{'':30}{'requests/s':>12}{'of the empty page':>20}{'CPU ms':>9}")
        for job, figures in found.items():
            rate = statistics.median(figures)
            print(f"{NAMES[job]:30}{rate:>12.0f}{rate / empty:>20.1%}{statistics.median(spent[job]):>9.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES)
