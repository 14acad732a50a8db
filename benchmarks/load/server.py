"""The real server as `make run` starts it, on a port of its own, and what it costs: CPU seconds of all its processes."""

from __future__ import annotations

import os
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from postgres import free_port
from run_centre import HOST, START_SECONDS, answers, server_command, start, stop, tail

TICK = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int
    pid: int

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def cpu_seconds(self) -> float:
        """User and system time so far of the server's first process and its workers."""
        return sum(_cpu_seconds(pid) for pid in _family(self.pid))


@contextmanager
def running_server(data: Path) -> Iterator[Server]:
    """Start, wait until it answers, stop."""
    port, log = free_port(), data / "server.log"
    child = start(server_command(port), log, dict(os.environ))
    server = Server(port, child.pid)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(f"{server.address}/healthz"):
            if child.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"the server did not start:\n{tail(log)}")
            time.sleep(0.1)
        with urllib.request.urlopen(f"{server.address}/healthz", timeout=5) as answer:
            assert answer.read() == b"ok"
        yield server
    finally:
        stop([child])


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in children.read_text().split()]
    return found


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK
