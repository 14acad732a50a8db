"""How the town's SMS gateway wants to be asked: what the environment says, and what is wrong with it (docs/messages.md)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

METHODS = ("GET", "POST", "PUT")
SIGNS = ("hmac-sha256", "hmac-sha256/base64", "hmac-sm3", "hmac-sm3/base64")
OUR_BODY = '{"request_id": "{request_id}", "to": "{to}", "template": "{template}", "words": "{words}"}'
OUR_SIGNED = "{time}\\n{body}"
VALUES = frozenset(
    {"to", "words", "template", "request_id", "user", "key", "time", "milliseconds", "moment", "signature"}
)
"""What may stand between braces; what is signed may also name `body`."""
_HOLE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class SmsSettings:
    """One gateway. `body`: a JSON object, else the fields of a form. `headers`: lines `Name: value`. `signed`: what the signature
    covers. `taken`, `never`: `path=value,value`, the answers that mean yes, and those after which asking again won't help."""

    url: str
    method: str = "POST"
    body: str = OUR_BODY
    headers: tuple[tuple[str, str], ...] = ()
    sign: str = SIGNS[0]
    signed: str = OUR_SIGNED
    taken: str = ""
    never: str = ""
    receipt: str = "receipt"
    reason: str = "message"
    template: str = ""
    user: str = ""
    key: str = ""

    @property
    def is_json(self) -> bool:
        return self.body.lstrip().startswith("{")


def sms_settings() -> SmsSettings:
    """As the environment says now; what it doesn't say is our own convention."""
    return SmsSettings(
        url=settings.SMS_URL,
        method=(settings.SMS_METHOD or "POST").upper(),
        body=settings.SMS_BODY or OUR_BODY,
        headers=_headers(settings.SMS_HEADERS),
        sign=settings.SMS_SIGN or SIGNS[0],
        signed=settings.SMS_SIGNED or OUR_SIGNED,
        taken=settings.SMS_TAKEN,
        never=settings.SMS_NEVER,
        receipt=settings.SMS_RECEIPT or "receipt",
        reason=settings.SMS_REASON or "message",
        template=settings.SMS_TEMPLATE,
        user=settings.SMS_USER,
        key=settings.SMS_KEY,
    )


def _headers(text: str) -> tuple[tuple[str, str], ...]:
    lines = [line for line in re.split(r"[\n|]", text) if line.strip()]
    pairs = (line.partition(":") for line in lines)
    return tuple((name.strip(), value.strip()) for name, _, value in pairs)


def problems(one: SmsSettings) -> list[str]:
    """What would keep every message from going out, each with the variable to put right. Empty without a gateway."""
    if not one.url:
        return []
    found = []
    if urlsplit(one.url).scheme not in {"http", "https"}:
        found.append("SHOUWEN_SMS_URL 要以 https:// 开头")
    if one.method not in METHODS:
        found.append(f"SHOUWEN_SMS_METHOD 只能是 {'、'.join(METHODS)}")
    if one.method == "GET" and one.is_json:
        found.append("SHOUWEN_SMS_METHOD 是 GET 时，SHOUWEN_SMS_BODY 要写成 mobile={to}&text={words} 这样")
    if one.is_json and not _is_object(one.body):
        found.append("SHOUWEN_SMS_BODY 不是一个完整的 JSON 对象")
    if one.sign not in SIGNS:
        found.append(f"SHOUWEN_SMS_SIGN 只能是 {'、'.join(SIGNS)}")
    if "{signature}" in one.body and "{body}" in one.signed:
        found.append("签名写在内容里，就不能再签内容：SHOUWEN_SMS_SIGNED 写成 {to}{time} 这样")
    for name, text, known in (
        ("SHOUWEN_SMS_URL", one.url, VALUES),
        ("SHOUWEN_SMS_BODY", one.body, VALUES),
        ("SHOUWEN_SMS_HEADERS", " ".join(value for _, value in one.headers), VALUES),
        ("SHOUWEN_SMS_SIGNED", one.signed, VALUES - {"signature"} | {"body"}),
    ):
        found += [f"{name} 里不认识 {{{hole}}}" for hole in _HOLE.findall(text) if hole not in known]
    if "{to}" not in one.body + one.url or "{words}" not in one.body + one.url:
        found.append("SHOUWEN_SMS_BODY 里要有 {to} 和 {words}")
    for name, text in (("SHOUWEN_SMS_TAKEN", one.taken), ("SHOUWEN_SMS_NEVER", one.never)):
        if text and not re.fullmatch(r"[\w.]+=[^=]+", text):
            found.append(f"{name} 要写成 code=0 这样")
    return found


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
