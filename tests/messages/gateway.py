"""Gateways of tests: a real HTTP server that takes text messages as docs/messages.md says, and a real mail server."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

KEY = "a-key-of-both-sides"


@dataclass
class Asked:
    """One request as it came."""

    body: dict[str, Any]
    stamp: str
    is_signed: bool


@dataclass
class Gateway:
    """What the gateway was asked, what it sent on (once a request id), and how it answers next."""

    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    sent: dict[str, str] = field(default_factory=dict)
    answers: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)
    hold: Event | None = None
    reached: Event = field(default_factory=Event)

    def take(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """The next answer that the test laid down; else it takes the message, a second time with the first receipt."""
        if self.answers:
            return self.answers.pop(0)
        if "receipts" in body:
            return 200, {"delivered": [one for one in self.arrived if one in body["receipts"]] + ["R999"]}
        receipt = self.sent.setdefault(body["request_id"], f"R{len(self.sent) + 1}")
        return 200, {"receipt": receipt}


@contextmanager
def sms_gateway() -> Iterator[Gateway]:
    """A gateway on a free port of this machine."""
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            stamp = self.headers["X-Shouwen-Time"]
            expected = hmac.new(KEY.encode(), stamp.encode() + b"\n" + raw, hashlib.sha256).hexdigest()
            body = json.loads(raw)
            gateway.asked.append(Asked(body, stamp, expected == self.headers["X-Shouwen-Signature"]))
            status, answer = gateway.take(body)
            gateway.reached.set()
            if gateway.hold is not None:
                gateway.hold.wait(20)
            data = json.dumps(answer, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            if status in (301, 302, 307, 308):
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()
            try:
                self.wfile.write(data)
            except BrokenPipeError:
                gateway.hold = None

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    gateway.address = f"http://127.0.0.1:{server.server_port}/send"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield gateway
    finally:
        if gateway.hold is not None:
            gateway.hold.set()
        server.shutdown()
        server.server_close()
