"""The agent's HTTP: `/v1/` on 127.0.0.1, for one origin and one token. Nothing is logged but that something was asked."""

from __future__ import annotations

import base64
import hmac
import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from shouwen.kiosk_agent.machines import MachineError, Machines

HOST, PORT = "127.0.0.1", 17650
MOST_PDF = 20 * 1024 * 1024
SECONDS = 10
"""How long a connection may keep the agent waiting for the rest of a request."""
VERSION = 1
_GET, _POST = ("/v1/status",), ("/v1/id-card", "/v1/camera", "/v1/print")


class Agent(ThreadingHTTPServer):
    """One machine is asked once at a time; a second asker is told that it is busy."""

    daemon_threads = True

    def __init__(self, machines: Machines, *, origin: str, token: str, port: int = PORT) -> None:
        self.machines, self.origin, self.token = machines, origin, token
        self.busy = threading.Lock()
        super().__init__((HOST, port), _Asked)
        self.hosts = {f"{name}:{self.server_address[1]}" for name in (HOST, "localhost")}


class _Asked(BaseHTTPRequestHandler):
    server: Agent
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "kiosk-agent", ""
    timeout = SECONDS

    def do_OPTIONS(self) -> None:
        """The browser asks first whether this page may ask, also from a public address to the loopback."""
        if not self._is_for_us(needs_token=False):
            return
        more = {
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": "authorization, content-type",
            "Access-Control-Allow-Private-Network": "true",
            "Access-Control-Max-Age": "600",
        }
        self._answer(204, None, more)

    def do_GET(self) -> None:
        """状态."""
        if not self._is_for_us():
            return
        if self.path in _GET:
            self._answer(200, {"version": VERSION, **self.server.machines.has()})
        elif self.path in _POST:
            self._refuse(405, "wrong_method", "要用 POST")
        else:
            self._refuse(404, "unknown", "没有这个地址")

    def do_POST(self) -> None:
        """读卡、拍照、打印."""
        if not self._is_for_us():
            return
        if self.path in _GET:
            self._refuse(405, "wrong_method", "要用 GET")
        elif self.path not in _POST:
            self._refuse(404, "unknown", "没有这个地址")
        elif (sent := self._sent()) is not None:
            self._once_at_a_time(sent)

    def _once_at_a_time(self, sent: bytes) -> None:
        if not self.server.busy.acquire(blocking=False):
            self._refuse(409, "busy", "机器正忙，等一下再试")
            return
        try:
            said = self._do(sent)
        except MachineError as error:
            self._refuse(502, error.code, error.message)
        else:
            self._answer(200, said)
        finally:
            self.server.busy.release()

    def _do(self, sent: bytes) -> Mapping[str, object]:
        machines = self.server.machines
        if self.path == "/v1/id-card":
            return machines.read_card()
        if self.path == "/v1/camera":
            return {"jpeg": base64.b64encode(machines.photograph()).decode()}
        if not sent.startswith(b"%PDF-"):
            raise MachineError("not_a_pdf", "没有打出来：不是 PDF")
        machines.print_pdf(sent)
        return {"printed": True}

    def _is_for_us(self, *, needs_token: bool = True) -> bool:
        """This machine's own name (no rebinding of another), the paired origin, the token."""
        if self.headers.get("Host", "") not in self.server.hosts or self.headers.get("Origin") != self.server.origin:
            self._refuse(403, "wrong_origin", "不是配对的终端")
            return False
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        is_right = scheme == "Bearer" and hmac.compare_digest(token.encode(), self.server.token.encode())
        if needs_token and not is_right:
            self._refuse(401, "wrong_token", "口令不对，请重新配置本机程序")
            return False
        return True

    def _sent(self) -> bytes | None:
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()) or int(length) > MOST_PDF:
            self._refuse(413, "too_large", "太大了")
            return None
        try:
            sent = self.rfile.read(int(length))
        except TimeoutError:
            sent = b""
        if len(sent) != int(length):
            self.close_connection = True
            return None
        return sent

    def _refuse(self, status: int, code: str, message: str) -> None:
        # What was sent and not read would be taken for the next request.
        self.close_connection = True
        self._answer(status, {"code": code, "message": message})

    def _answer(self, status: int, said: Mapping[str, object] | None, more: Mapping[str, str] | None = None) -> None:
        body = json.dumps(said, ensure_ascii=False).encode() if said is not None else b""
        self.send_response(status)
        if self.headers.get("Origin") == self.server.origin:
            self.send_header("Access-Control-Allow-Origin", self.server.origin)
        self.send_header("Vary", "Origin")
        self.send_header("Cache-Control", "no-store")
        for name, value in (more or {}).items():
            self.send_header(name, value)
        if said is not None:
            self.send_header("Content-Type", "application/json; charset=utf-8")
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: who stood before the kiosk, and when, is nobody's business."""
