"""Eight clerks in two processes: each sends what was prepared over one connection of its own and looks at every answer.

Requests are bytes made beforehand and answers are read from the bare socket, so that the clerks cost the server little."""

from __future__ import annotations

import multiprocessing
import re
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from load.server import Server
from run_centre import HOST

PROCESSES = 2
PATIENCE = 60
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: ([^\r]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Errand:
    """One request, and what its answer must be: the status, and what must stand in it so many times, or where it leads."""

    request: bytes
    status: int
    holds: bytes = b""
    times: int = 1
    leads_to: str = ""


@dataclass(slots=True)
class Done:
    """What came of a round: seconds it took, seconds each errand took, where answers led, and what was wrong with them."""

    seconds: float = 0.0
    cpu: float = 0.0
    waits: list[float] = field(default_factory=list)
    led_to: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def send(server: Server, clerks: Sequence[Sequence[Errand]]) -> Done:
    """Let every clerk run their errands at once, one after the other; returns when all are done."""
    context = multiprocessing.get_context("spawn")
    gate, answers = context.Barrier(PROCESSES), context.Queue()
    shares = [clerks[number::PROCESSES] for number in range(PROCESSES)]
    children = [context.Process(target=_work, args=(server.port, share, gate, answers)) for share in shares]
    for child in children:
        child.start()
    parts: list[Done] = [answers.get(timeout=300) for _ in children]
    for child in children:
        child.join()
    return Done(
        seconds=max(part.seconds for part in parts),
        cpu=sum(part.cpu for part in parts),
        waits=sorted(wait for part in parts for wait in part.waits),
        led_to=[place for part in parts for place in part.led_to],
        wrong=[words for part in parts for words in part.wrong],
    )


def _work(port: int, share: Sequence[Sequence[Errand]], gate: threading.Barrier, answers: object) -> None:
    done = Done()
    ways = [socket.create_connection((HOST, port), timeout=PATIENCE) for _ in share]
    clerks = [
        threading.Thread(target=_clerk, args=(way, errands, done)) for way, errands in zip(ways, share, strict=True)
    ]
    gate.wait()
    begun, used = time.perf_counter(), time.process_time()
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    done.seconds, done.cpu = time.perf_counter() - begun, time.process_time() - used
    answers.put(done)  # type: ignore[attr-defined]


def _clerk(way: socket.socket, errands: Sequence[Errand], done: Done) -> None:
    way.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with way:
        for errand in errands:
            begun = time.perf_counter()
            way.sendall(errand.request)
            head, body = _answer(way)
            done.waits.append(time.perf_counter() - begun)
            place = found[1].decode() if (found := _LOCATION.search(head)) else ""
            status = int(head[9:12])
            right = status == errand.status and re.fullmatch(errand.leads_to, place)
            if not right or (errand.holds and body.count(errand.holds) != errand.times):
                done.wrong.append(f"{errand.request[:60]!r}: {status} {place} {body[:300]!r}")
            done.led_to.append(place)


def _answer(way: socket.socket) -> tuple[bytes, bytes]:
    """Head and body of one answer."""
    data = b""
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += _more(way)
    head, body = data[: end + 2], data[end + 4 :]
    found = _LENGTH.search(head)
    wanted = int(found[1]) if found else 0
    parts, have = [body], len(body)
    while have < wanted:
        parts.append(_more(way))
        have += len(parts[-1])
    return head, b"".join(parts)


def _more(way: socket.socket) -> bytes:
    if not (piece := way.recv(65536)):
        raise ConnectionError("the server closed the connection")
    return piece
