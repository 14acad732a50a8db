"""短信 by HTTP: one POST of JSON, signed with the key that both sides know (docs/messages.md)."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from shouwen.messages.actions import Letter
from shouwen.messages.gateways.errors import GatewayError

TIME_OUT = 10
"""Seconds for one request."""
MOST_READ = 65_536
AGAIN = frozenset({408, 409, 425, 429})
"""Answers below 500 after which the same request may be sent again."""


class _NoRedirect(HTTPRedirectHandler):
    """A phone number goes to the configured address and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def send(letter: Letter, *, at: datetime) -> str:
    """Ask the gateway to send it; its receipt. The same `request_id` at each try, so that it sends it once. Raises GatewayError.

    An answer without a receipt counts as taken, since it said 2xx."""
    question = {
        "request_id": letter.request_id,
        "to": letter.address,
        "template": settings.SMS_TEMPLATE,
        "words": letter.words,
    }
    return str(_ask(settings.SMS_URL, question, at).get("receipt", ""))


def delivered(receipts: Sequence[str], *, at: datetime) -> set[str]:
    """Which of these the gateway knows to have reached their phones. Raises GatewayError."""
    answer = _ask(settings.SMS_REPORTS_URL, {"receipts": list(receipts)}, at)
    found = answer.get("delivered", [])
    return {str(one) for one in found} & set(receipts) if isinstance(found, list) else set()


def _ask(url: str, question: Mapping[str, object], at: datetime) -> dict[str, Any]:
    body, stamp = json.dumps(question, ensure_ascii=False).encode(), str(int(at.timestamp()))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "X-Shouwen-Time": stamp,
        "X-Shouwen-Signature": signature(settings.SMS_KEY, stamp, body),
    }
    if urlsplit(url).scheme not in {"http", "https"}:
        raise GatewayError("短信网关的地址不对，要以 https:// 开头", is_final=True)
    request = Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - the scheme is checked above
    try:
        with build_opener(_NoRedirect).open(request, timeout=TIME_OUT) as answer:
            return _object(answer.read(MOST_READ))
    except HTTPError as error:
        with error:
            raise _refused(error.code, error.read(MOST_READ)) from error
    except (OSError, HTTPException) as error:
        raise GatewayError("短信网关没有回应，过一会儿再试", no_answer=True) from error


def signature(key: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 over the time, a line feed and the body, in hexadecimal digits."""
    return hmac.new(key.encode(), stamp.encode() + b"\n" + body, hashlib.sha256).hexdigest()


def _refused(status: int, body: bytes) -> GatewayError:
    words = str(_object(body).get("message", ""))[:120]
    said = f"：{words}" if words else ""
    return GatewayError(f"短信网关不收（{status}）{said}", is_final=300 <= status < 500 and status not in AGAIN)


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
