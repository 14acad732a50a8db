"""One request to the SMS gateway, filled in: method, address, headers, body. Pure, so that it can be looked at without sending."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from cryptography.hazmat.primitives import hashes, hmac

from shouwen.civil_time import local
from shouwen.messages.gateways.sms_settings import SmsSettings

_HOLE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Form:
    """What goes over the wire. Never stored, never logged."""

    method: str
    url: str
    body: bytes
    headers: dict[str, str]


def form_of(one: SmsSettings, *, to: str, words: str, request_id: str, at: datetime) -> Form:
    """The request for one message; the settings have no `problems`. `Idempotency-Key` is the same at each try.

    A value is put where a JSON string or the field of a form stands, and encoded there: words can't add a field."""
    values = {
        "to": to,
        "words": words,
        "template": one.template,
        "request_id": request_id,
        "user": one.user,
        "key": one.key,
        **moments(at),
    }
    if "{body}" in one.signed:
        body = _body(one, values)
        signature = _signature(one, {**values, "body": body})
    else:
        signature = _signature(one, values)
        body = _body(one, {**values, "signature": signature})
    signed = {**values, "signature": signature}
    kind = "application/json" if one.is_json else "application/x-www-form-urlencoded"
    headers = {
        "Content-Type": f"{kind}; charset=utf-8",
        "Idempotency-Key": request_id,
        "X-Shouwen-Time": values["time"],
        "X-Shouwen-Signature": signature,
        **{name: filled(value, signed) for name, value in one.headers},
    }
    url = _address(one.url, signed)
    if one.method == "GET":
        del headers["Content-Type"]
        return Form(one.method, url + ("&" if urlsplit(url).query else "?") + body, b"", headers)
    return Form(one.method, url, body.encode(), headers)


def moments(at: datetime) -> dict[str, str]:
    """The moment as gateways want it: Unix seconds, milliseconds, 20261009104700."""
    seconds = int(at.timestamp())
    return {"time": str(seconds), "milliseconds": str(seconds * 1000), "moment": f"{local(at):%Y%m%d%H%M%S}"}


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its braces filled."""
    return _HOLE.sub(lambda found: values[found.group(1)], text)


def sign(kind: str, key: str, text: str) -> str:
    """HMAC over the text: `hmac-sha256` or `hmac-sm3`, in hexadecimal digits, or base64 with `/base64`."""
    algorithm = hashes.SM3() if kind.startswith("hmac-sm3") else hashes.SHA256()
    mac = hmac.HMAC(key.encode(), algorithm)
    mac.update(text.encode())
    digest = mac.finalize()
    return base64.b64encode(digest).decode() if kind.endswith("/base64") else digest.hex()


def _signature(one: SmsSettings, values: Mapping[str, str]) -> str:
    return sign(one.sign, one.key, filled(one.signed.replace("\\n", "\n"), values))


def _body(one: SmsSettings, values: Mapping[str, str]) -> str:
    if one.is_json:
        return json.dumps(_walked(json.loads(one.body), values), ensure_ascii=False)
    return urlencode([(name, filled(text, values)) for name, text in parse_qsl(one.body, keep_blank_values=True)])


def _walked(part: Any, values: Mapping[str, str]) -> Any:
    if isinstance(part, str):
        return filled(part, values)
    if isinstance(part, list):
        return [_walked(one, values) for one in part]
    if isinstance(part, dict):
        return {name: _walked(one, values) for name, one in part.items()}
    return part


def _address(url: str, values: Mapping[str, str]) -> str:
    """Only the query carries values: who is asked never depends on what is said."""
    parts = urlsplit(url)
    if "{" not in parts.query:
        return url
    pairs = [(name, filled(text, values)) for name, text in parse_qsl(parts.query, keep_blank_values=True)]
    return urlunsplit(parts._replace(query=urlencode(pairs)))
