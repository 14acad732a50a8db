"""短信 by HTTP: one request in the gateway's own form, signed with the key that both sides know (docs/messages.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from shouwen.messages.actions import Letter
from shouwen.messages.gateways.errors import GatewayError
from shouwen.messages.gateways.sms_form import Form, form_of, moments, sign
from shouwen.messages.gateways.sms_settings import SIGNS, SmsSettings, problems, sms_settings
from shouwen.people.masks import mask_words

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
    one = sms_settings()
    if wrong := problems(one):
        # Somebody puts it right: what waits is tried again, and nothing else is tried meanwhile.
        raise GatewayError(f"短信网关没有设对：{wrong[0]}", no_answer=True)
    form = form_of(one, to=letter.address, words=letter.words, request_id=letter.request_id, at=at)
    answer = _asked(form, one)
    _refuse_unless_taken(one, answer)
    return _at(answer, one.receipt)


def delivered(receipts: Sequence[str], *, at: datetime) -> set[str]:
    """Which of these the gateway knows to have reached their phones. Raises GatewayError."""
    body = json.dumps({"receipts": list(receipts)}, ensure_ascii=False)
    stamp = moments(at)["time"]
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "X-Shouwen-Time": stamp,
        "X-Shouwen-Signature": sign(SIGNS[0], settings.SMS_KEY, f"{stamp}\n{body}"),
    }
    form = Form("POST", settings.SMS_REPORTS_URL, body.encode(), headers)
    found = _asked(form, sms_settings()).get("delivered", [])
    return {str(one) for one in found} & set(receipts) if isinstance(found, list) else set()


def _asked(form: Form, one: SmsSettings) -> dict[str, Any]:
    if urlsplit(form.url).scheme not in {"http", "https"}:
        raise GatewayError("短信网关的地址不对，要以 https:// 开头", is_final=True)
    body = form.body or None
    request = Request(form.url, data=body, headers=form.headers, method=form.method)  # noqa: S310 - checked above
    try:
        with build_opener(_NoRedirect).open(request, timeout=TIME_OUT) as answer:
            return _object(answer.read(MOST_READ))
    except HTTPError as error:
        with error:
            raise _refused(error.code, error.read(MOST_READ), one) from error
    except (OSError, HTTPException) as error:
        raise GatewayError("短信网关没有回应，过一会儿再试", no_answer=True) from error


def _refuse_unless_taken(one: SmsSettings, answer: dict[str, Any]) -> None:
    """Many gateways answer 200 to everything and say yes or no in a field."""
    if not one.taken or _matches(one.taken, answer):
        return
    path = one.taken.partition("=")[0]
    said = mask_words(_at(answer, one.reason))[:120]
    words = f"短信网关不收（{path}={mask_words(_at(answer, path)) or '没有'}）" + (f"：{said}" if said else "")
    raise GatewayError(words, is_final=bool(one.never) and _matches(one.never, answer))


def _matches(wanted: str, answer: dict[str, Any]) -> bool:
    path, _, values = wanted.partition("=")
    return _at(answer, path) in [value.strip() for value in values.split(",")]


def _at(answer: Any, path: str) -> str:
    """The value at a dotted path, such as data.0.msgid; empty where there is none."""
    for step in path.split("."):
        if isinstance(answer, list):
            answer = answer[int(step)] if step.isdecimal() and int(step) < len(answer) else None
        else:
            answer = answer.get(step) if isinstance(answer, dict) else None
    return "" if answer is None or isinstance(answer, (dict, list)) else str(answer)


def _refused(status: int, body: bytes, one: SmsSettings) -> GatewayError:
    words = mask_words(_at(_object(body), one.reason))[:120]
    said = f"：{words}" if words else ""
    return GatewayError(f"短信网关不收（{status}）{said}", is_final=300 <= status < 500 and status not in AGAIN)


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
