"""通知其他系统 by HTTP: one signed POST of JSON to the address that the administrator set, and to no other (docs/api.md)."""

from __future__ import annotations

import hashlib
import hmac
import socket
import ssl
from collections.abc import Sequence
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from shouwen.messages.actions import Letter
from shouwen.messages.gateways.errors import GatewayError
from shouwen.messages.models import Message
from shouwen.systems.actions import secret_of
from shouwen.systems.models import System

TIME_OUT = 10
"""Seconds for each step of one request."""
AGAIN = frozenset({408, 409, 425, 429})
"""Answers below 500 after which the same notice may be sent again."""
MOST_READ = 65_536
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""Leads to any IPv4 address, an inner one too, where a translator stands in between."""


def send(letter: Letter, *, at: datetime) -> str:
    """Tell the system; its own number for it, if its answer has one in `X-Receipt`. The same `Idempotency-Key` at each try, so that
    it takes it once. The address is read anew: put right, what waits goes to the right one. Raises GatewayError."""
    system = Message.objects.select_related("system").get(pk=letter.message_id).system
    if system is None or not system.is_active or not system.hook_url:
        raise GatewayError("对方系统停用了，或没有设通知地址", is_final=True)
    parts, body, stamp = urlsplit(system.hook_url), letter.words.encode(), str(int(at.timestamp()))
    headers = {
        "Host": parts.netloc,
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": letter.request_id,
        "X-Shouwen-Time": stamp,
        "X-Shouwen-Signature": f"sha256={signature(secret_of(system), stamp, body)}",
    }
    connection = _connection(parts, _places(parts, system))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read(MOST_READ)
    except (OSError, HTTPException) as error:
        raise GatewayError("对方系统没有回应，过一会儿再试", no_answer=True) from error
    finally:
        connection.close()
    return _receipt(answer)


def signature(key: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 over the time, a line feed and the body, in hexadecimal digits."""
    return hmac.new(key.encode(), stamp.encode() + b"\n" + body, hashlib.sha256).hexdigest()


def _receipt(answer: HTTPResponse) -> str:
    """An answer of 2xx is a yes; a redirect is none: what is told goes where the administrator said."""
    if 200 <= answer.status < 300:
        return str(answer.headers.get("X-Receipt", ""))
    final = 300 <= answer.status < 500 and answer.status not in AGAIN
    words = "对方系统让转到别的地址，没有转" if 300 <= answer.status < 400 else "对方系统不收"
    raise GatewayError(f"{words}（{answer.status}）", is_final=final)


def _places(parts: SplitResult, system: System) -> list[str]:
    """The network addresses to connect to, looked up once: what was checked is what is connected to. Raises GatewayError.

    An address of the inner network is only used where the administrator wrote it as such, or said that the name leads there."""
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise GatewayError("找不到对方系统的域名，过一会儿再试", no_answer=True) from error
    addresses = [ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    for address in addresses:
        # An IPv4 address in IPv6 clothes is judged as what it leads to.
        address = getattr(address, "ipv4_mapped", None) or address
        if address.is_link_local or address.is_multicast or address.is_unspecified or address in _TRANSLATED:
            raise GatewayError("通知地址不能用", is_final=True)
        if not address.is_global and not system.hook_is_inside and not _is_written_so(host, address):
            raise GatewayError("通知地址的域名指到了内网；真在内网，就勾上“地址在内网”", is_final=True)
    return [str(address) for address in addresses]


def _is_written_so(host: str, address: IPv4Address | IPv6Address) -> bool:
    try:
        return ip_address(host) == address
    except ValueError:
        return False


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _connection(parts: SplitResult, addresses: Sequence[str]) -> HTTPConnection:
    """A connection to these network addresses under the name of the host: no other look-up, no proxy, no redirect."""
    if parts.scheme == "https":
        return _SafePlace(parts.hostname or "", _port(parts), addresses)
    return _Place(parts.hostname or "", _port(parts), addresses)


def _reached(addresses: Sequence[str], port: int) -> socket.socket:
    """The first of the addresses that answers. Raises OSError."""
    *others, last = addresses
    for address in others:
        try:
            return socket.create_connection((address, port), TIME_OUT)
        except OSError:
            continue
    return socket.create_connection((last, port), TIME_OUT)


class _Place(HTTPConnection):
    def __init__(self, host: str, port: int, addresses: Sequence[str]) -> None:
        super().__init__(host, port, timeout=TIME_OUT)
        self.addresses = addresses

    def connect(self) -> None:
        self.sock = _reached(self.addresses, self.port)


class _SafePlace(HTTPSConnection):
    """The certificate is checked against the host's name, not against its network address."""

    def __init__(self, host: str, port: int, addresses: Sequence[str]) -> None:
        self.trust = ssl.create_default_context()
        super().__init__(host, port, timeout=TIME_OUT, context=self.trust)
        self.addresses = addresses

    def connect(self) -> None:
        bare = _reached(self.addresses, self.port)
        self.sock = self.trust.wrap_socket(bare, server_hostname=self.host)
