"""`kill -9` in a loop: what is killed is a process that runs `shouwen.messages.jobs.send_waiting`, the very code of the worker,
over and over; forked anew for each kill (a whole start of Python and Django costs a second, the fork some milliseconds).

The gateway honours the idempotency key: it passes a text on once, and answers a second request with the first receipt. Of the
kills, one half come at some moment, the other half while the gateway has the request in hand: before it has taken the text, after
that but before its answer, or just after it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Lock, Thread
from typing import Any

from django.db import connection
from tests.factories import Town, make_person
from tests.messages.scene import NOW

from shouwen import civil_time
from shouwen.messages.actions import LEASE, write
from shouwen.messages.enums import MessageChannel, MessageState
from shouwen.messages.jobs import send_waiting
from shouwen.messages.models import Message

NEW_EACH_TIME = 3
"""Messages written before each kill. They go first, so that one whose sender was killed is seldom caught again: after six dead
senders a message is given up and becomes a call (`telling.failed_messages`), which isn't what is counted here."""
LONGEST_WAIT = 0.4
"""Seconds for the request at which the gateway kills; then the sender is killed all the same."""
MOMENTS = ("before", "taken", "answered")


@dataclass
class Trap:
    """The gateway, and when it kills whom: at the `left`th request from now, at one of `MOMENTS`."""

    address: str = ""
    asked: int = 0
    passed_on: list[str] = field(default_factory=list)
    receipts: dict[str, str] = field(default_factory=dict)
    victim: int = 0
    left: int = 0
    moment: str = ""
    lock: Lock = field(default_factory=Lock)

    def arm(self, victim: int, *, left: int, moment: str) -> None:
        """Lie in wait for one process."""
        with self.lock:
            self.victim, self.left, self.moment = victim, left, moment

    def at(self, moment: str) -> None:
        """The request in hand has come to this moment."""
        with self.lock:
            if self.victim and self.left == 0 and moment == self.moment:
                os.kill(self.victim, signal.SIGKILL)
                self.victim = 0

    def take(self, key: str, words: str) -> str:
        """Pass the text on, unless the key is known."""
        with self.lock:
            if key not in self.receipts:
                self.receipts[key] = f"R{len(self.receipts) + 1}"
                self.passed_on.append(words)
            return self.receipts[key]

    def count(self) -> None:
        with self.lock:
            self.asked += 1
            self.left = max(self.left - 1, 0)


@dataclass(frozen=True)
class Told:
    """What came of it all."""

    kills: int
    written: int
    asked: int
    passed_on: Counter[str]
    wanted: set[str]
    states: Counter[str]
    tries: Counter[int]
    caught: Counter[str]

    @property
    def repeated(self) -> int:
        """Requests that the gateway knew already: texts that would have gone out twice without the key."""
        return self.asked - len(self.passed_on)


def kill_senders(town: Town, settings: Any, *, kills: int, seed: int = 1) -> Told:
    """Write messages and kill senders, then let the last run finish; the database has real commits (`transaction=True`)."""
    chance, caught, wanted = Random(seed), Counter[str](), set[str]()
    person = make_person(town.centre, phone="13812345678")
    with _gateway() as trap, _nursery(trap.address) as nursery:
        settings.SMS_URL = trap.address
        for number in range(kills):
            for place in range(NEW_EACH_TIME):
                wanted.add(_write(town, person, f"{number}.{place}"))
            at = NOW + (LEASE + timedelta(minutes=1)) * number
            caught[_kill(nursery, trap, at.isoformat(), chance)] += 1
        _finish(kills)
        rows = Message.objects.filter(channel=MessageChannel.SMS)
        return Told(
            kills=kills,
            written=rows.count(),
            asked=trap.asked,
            passed_on=Counter(trap.passed_on),
            wanted=wanted,
            states=Counter(rows.values_list("state", flat=True)),
            tries=Counter(rows.values_list("tries", flat=True)),
            caught=caught,
        )


def _write(town: Town, person: Any, mark: str) -> str:
    words = f"第 {mark} 条"
    write(
        purpose=f"kill.{mark}",
        channel=MessageChannel.SMS,
        words=words,
        subject_kind="inquiry",
        subject_id=1,
        number="问 261009-01",
        person=person,
        by=town.actor(town.he),
        at=NOW,
    )
    return words


def _kill(nursery: subprocess.Popen[str], trap: Trap, at: str, chance: Random) -> str:
    """Have one sender started and kill it; says at which moment it died."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    moment = chance.choice(MOMENTS) if chance.random() < 0.5 else ""
    nursery.stdin.write(f"{at}\n")
    nursery.stdin.flush()
    pid = int(nursery.stdout.readline())
    if moment:
        trap.arm(pid, left=chance.randint(1, NEW_EACH_TIME), moment=moment)
        until = time.monotonic() + LONGEST_WAIT
        while trap.victim and time.monotonic() < until:
            time.sleep(0.001)
        by_gateway = trap.victim == 0
        trap.arm(0, left=0, moment="")
    else:
        time.sleep(chance.uniform(0, 0.04))
        by_gateway = False
    if not by_gateway:
        # The nursery waits for it, so the id is nobody else's yet.
        os.kill(pid, signal.SIGKILL)
    assert nursery.stdout.readline() == "over\n"
    return moment if by_gateway else "some moment"


def _finish(kills: int) -> None:
    """The run after the last kill, and those in which the leases of dead senders are over."""
    at, real = NOW + (LEASE + timedelta(minutes=1)) * kills, civil_time.now
    try:
        while Message.objects.filter(state__in=[MessageState.WAITING, MessageState.SENDING]).exists():
            moment = at
            civil_time.now = lambda moment=moment: moment  # type: ignore[misc]
            send_waiting()
            at += LEASE + timedelta(minutes=1)
    finally:
        civil_time.now = real


@contextmanager
def _nursery(address: str) -> Iterator[subprocess.Popen[str]]:
    """The process that forks the senders."""
    env = {**os.environ, "SHOUWEN_SMS_URL": address, "SHOUWEN_WORKER": "1"}
    source = str(Path(__file__).with_name("sender.py"))
    command = ["nice", sys.executable, source, str(connection.settings_dict["NAME"])]
    process = subprocess.Popen(command, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        yield process
    finally:
        if process.stdin is not None:
            process.stdin.close()
        if process.stdout is not None:
            process.stdout.close()
        process.wait(20)


@contextmanager
def _gateway() -> Iterator[Trap]:
    """A real HTTP server on a free port of this machine."""
    trap = Trap()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length)
            if not length or len(raw) < length:
                return  # The sender died in the middle of its request.
            body = json.loads(raw)
            key = self.headers["Idempotency-Key"]
            trap.count()
            trap.at("before")
            receipt = trap.take(key, body["words"]) if key == body["request_id"] else ""
            trap.at("taken")
            data = json.dumps({"receipt": receipt}).encode()
            try:
                self.send_response(200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
                self.wfile.flush()
            except OSError:
                return  # The sender is dead.
            trap.at("answered")

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    trap.address = f"http://127.0.0.1:{server.server_port}/send"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield trap
    finally:
        server.shutdown()
        server.server_close()
