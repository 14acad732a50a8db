"""The public supervision page over HTTP: the real server with two workers, eight readers at once, each on one connection.

Run: python benchmarks/bench_oversight.py   (about a minute; SHOUWEN_DATABASE=postgres://... for PostgreSQL)
Each kind is asked for in rounds, one after the other, so that what else the machine does falls on all of them. Beside each rate
stand its ratio to 200 requests a second and to an empty page of the same server in the same run. The readers run on the same
machine and take their share of its cores; the CPU time of one request is the figure to trust on a busy one."""

from __future__ import annotations

import os
import platform
import re
import statistics
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from load.place import own_place

if TYPE_CHECKING:
    from load.clerks import Errand
    from load.server import Server

AIM, READERS, ROUNDS, EACH = 200, 8, 3, 250
CASES, OPEN_EACH = 5000, 20
PAGE = "/public/supervision/"
KINDS = {
    "an empty page": ("/healthz", False, ""),
    "supervision, packed": (PAGE, True, ""),
    "supervision, as it is": (PAGE, False, ""),
    "supervision, not changed (304)": (PAGE, True, PAGE),
    "the year, packed": (f"{PAGE}?year=2026", True, ""),
    "screen of the hall, packed": ("/public/screen/", True, ""),
    "figures as JSON, packed": ("/public/data/figures.json", True, ""),
}
"""What is asked for, whether packed, and the page whose ETag is sent along."""


@dataclass(slots=True)
class Figures:
    """What the rounds of one kind gave."""

    per_second: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    size: int = 0


def put_figures() -> None:
    """A year of cases, and its figures by the real job."""
    from load.town import fill

    from shouwen.indicators import jobs

    load = fill(cases=CASES, open_each=OPEN_EACH)
    jobs.refresh(centre_id=load.centre_id, at=load.present)


def etag_of(server: Server, path: str) -> str:
    with urllib.request.urlopen(f"{server.address}{path}", timeout=30) as answer:
        return str(answer.headers["ETag"])


def errands(server: Server, kind: str) -> list[list[Errand]]:
    """The same request, as often as every reader sends it; every answer must be the page itself."""
    from load.clerks import Errand

    path, is_packed, known = KINDS[kind]
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += ["Accept-Encoding: gzip"] if is_packed else []
    lines += [f"If-None-Match: {etag_of(server, known)}"] if known else []
    status, holds = (304, b"") if known else (200, b"" if is_packed else b"ok" if path == "/healthz" else b"</html>")
    errand = Errand(request="\r\n".join([*lines, "", ""]).encode(), status=status, holds=holds)
    return [[errand] * EACH for _ in range(READERS)]


def drive(server: Server) -> dict[str, Figures]:
    """The rounds, every kind in turn."""
    from load.clerks import send

    found = {kind: Figures() for kind in KINDS}
    for kind in KINDS:
        send(server, [one[:10] for one in errands(server, kind)])
    for _ in range(ROUNDS):
        for kind, figures in found.items():
            # The page is made anew every minute: its ETag is asked for just before.
            asked, before = errands(server, kind), server.cpu_seconds()
            done = send(server, asked)
            wrong = [words for words in done.wrong if not re.search(r": 200 ", words) or not KINDS[kind][2]]
            if wrong:
                raise SystemExit("\n".join(wrong[:5]))
            figures.per_second.append(len(done.waits) / done.seconds)
            figures.cpu_ms.append((server.cpu_seconds() - before) / len(done.waits) * 1000)
            figures.waits += done.waits
    return found


def show(found: dict[str, Figures]) -> None:
    """One line a kind."""
    empty = statistics.median(found["an empty page"].per_second)
    print(
        f"\n{'':34}{'reached/s':>11}{'least-most':>13}{'of 200/s':>10}{'of empty':>10}{'CPU ms':>8}{'wait ms 50%':>13}{'99%':>7}"
    )
    for kind, figures in found.items():
        rate, waits = statistics.median(figures.per_second), sorted(figures.waits)
        spread = f"{min(figures.per_second):.0f}-{max(figures.per_second):.0f}"
        print(
            f"{kind:34}{rate:>11.0f}{spread:>13}{rate / AIM:>9.1f}x{rate / empty:>10.0%}"
            f"{statistics.median(figures.cpu_ms):>8.2f}{waits[len(waits) // 2] * 1000:>13.1f}"
            f"{waits[int(0.99 * (len(waits) - 1))] * 1000:>7.1f}"
        )


def main() -> None:
    with own_place() as data:
        from django.db import connection
        from load.server import running_server

        put_figures()
        vendor = connection.vendor
        connection.close()
        print(
            f"{READERS} readers, {ROUNDS} rounds of {READERS * EACH} requests a kind, {vendor}, "
            f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        )
        with running_server(data) as server:
            show(drive(server))


if __name__ == "__main__":
    main()
