"""短信网关 of any make: method, form, headers, signature and answer as the environment says, over a real socket."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from cryptography.hazmat.primitives import hashes
from django.core.checks import run_checks
from pytest_django.fixtures import Settings
from tests.factories import Town
from tests.messages.scene import NOW, Clock, state_of, text
from tests.messages.wire import Wire, open_wire

from shouwen.messages.gateways.sms_form import form_of, sign
from shouwen.messages.gateways.sms_settings import SmsSettings, problems
from shouwen.messages.jobs import send_waiting

KEY = "a-key-of-both-sides"
WORDS = "您问的事：带身份证、户口簿到1号窗口。"
STAMP = str(int(NOW.timestamp()))


@pytest.fixture
def wire(settings: Settings) -> Iterator[Wire]:
    with open_wire() as wire:
        settings.SMS_URL, settings.SMS_KEY = f"{wire.address}/send", KEY
        yield wire


@pytest.mark.django_db
def test_n2_a_gateway_that_wants_a_form_gets_one_signed_over_its_fields(
    town: Town, wire: Wire, clock: Clock, settings: Settings
) -> None:
    settings.SMS_BODY = "account={user}&mobile={to}&content={words}&ts={moment}&sign={signature}"
    settings.SMS_SIGNED, settings.SMS_USER = "{user}{to}{moment}", "erping"
    settings.SMS_TAKEN, settings.SMS_RECEIPT = "code=0", "data.0.msgid"
    wire.answers = [(200, '{"code": 0, "data": [{"msgid": 77}]}')]
    message = text(town)
    assert send_waiting() == 1
    [came] = wire.came
    expected = hmac.new(KEY.encode(), b"erping1381234567820261009104700", hashlib.sha256).hexdigest()
    assert came.headers["content-type"] == "application/x-www-form-urlencoded; charset=utf-8"
    assert parse_qsl(came.body) == [
        ("account", "erping"),
        ("mobile", "13812345678"),
        ("content", WORDS),
        ("ts", "20261009104700"),
        ("sign", expected),
    ]
    message.refresh_from_db()
    assert (message.state, message.receipt) == ("sent", "77")


@pytest.mark.django_db
def test_a_gateway_that_wants_a_get_is_asked_by_its_address(
    town: Town, wire: Wire, clock: Clock, settings: Settings
) -> None:
    settings.SMS_URL = f"{wire.address}/api?v=2&t={{time}}"
    settings.SMS_METHOD, settings.SMS_BODY = "get", "to={to}&text={words}"
    text(town)
    assert send_waiting() == 1
    [came] = wire.came
    assert (came.method, came.body, urlsplit(came.path).path) == ("GET", "", "/api")
    assert parse_qsl(urlsplit(came.path).query) == [("v", "2"), ("t", STAMP), ("to", "13812345678"), ("text", WORDS)]


@pytest.mark.django_db
def test_a_gateway_with_its_own_json_and_headers_gets_both(
    town: Town, wire: Wire, clock: Clock, settings: Settings
) -> None:
    settings.SMS_METHOD = "PUT"
    settings.SMS_BODY = '{"sms": {"to": ["{to}"], "tpl": "{template}", "args": ["{words}", 1]}}'
    settings.SMS_HEADERS = "Authorization: Bearer {key} | X-Sign: {signature}"
    settings.SMS_SIGN, settings.SMS_TEMPLATE = "hmac-sha256/base64", "T9"
    text(town)
    assert send_waiting() == 1
    [came] = wire.came
    assert (came.method, json.loads(came.body)) == (
        "PUT",
        {"sms": {"to": ["13812345678"], "tpl": "T9", "args": [WORDS, 1]}},
    )
    digest = hmac.new(KEY.encode(), f"{STAMP}\n{came.body}".encode(), hashlib.sha256).digest()
    assert came.headers["authorization"] == f"Bearer {KEY}"
    assert came.headers["x-sign"] == base64.b64encode(digest).decode()


@pytest.mark.django_db
def test_every_try_carries_the_same_idempotency_key(town: Town, wire: Wire, clock: Clock) -> None:
    message = text(town)
    wire.answers = [(503, "{}")]
    send_waiting()
    clock.pass_by(2)
    assert send_waiting() == 1
    first, second = (one.headers["idempotency-key"] for one in wire.came)
    assert (first, len(first)) == (second, 32)
    assert json.loads(wire.came[0].body)["request_id"] == first
    assert state_of(message)[:2] == ("sent", 2)


@pytest.mark.django_db
def test_an_answer_of_200_that_says_no_is_a_no(town: Town, wire: Wire, clock: Clock, settings: Settings) -> None:
    settings.SMS_TAKEN, settings.SMS_NEVER, settings.SMS_REASON = "code=0,OK", "code=1001,1002", "msg"
    message = text(town)
    wire.answers = [(200, '{"code": 429, "msg": "太快了"}'), (200, '{"code": "1002", "msg": "空号"}')]
    send_waiting()
    assert state_of(message) == ("waiting", 1, "短信网关不收（code=429）：太快了")
    clock.pass_by(2)
    send_waiting()
    assert state_of(message) == ("failed", 2, "短信网关不收（code=1002）：空号")


@pytest.mark.django_db
def test_a_gateway_set_up_wrongly_is_not_asked_and_says_which_variable(
    town: Town, wire: Wire, clock: Clock, settings: Settings
) -> None:
    settings.SMS_BODY = "to={to}&text={words}&x={other}"
    first, second = text(town, "a"), text(town, "b")
    assert send_waiting() == 0
    assert state_of(first) == ("waiting", 1, "短信网关没有设对：SHOUWEN_SMS_BODY 里不认识 {other}")
    assert (state_of(second)[:2], wire.came) == (("waiting", 0), [])
    found = [one.msg for one in run_checks(tags=["shouwen"])]
    assert found == ["SHOUWEN_SMS_BODY 里不认识 {other}"]


def test_words_never_become_fields_of_their_own() -> None:
    one = SmsSettings(url="https://sms.example/s", body="to={to}&text={words}", key=KEY)
    form = form_of(one, to="13800000000", words='好&to=1"}{to}', request_id="r", at=NOW)
    assert parse_qsl(form.body.decode()) == [("to", "13800000000"), ("text", '好&to=1"}{to}')]
    as_json = form_of(replace(one, body='{"w": "{words}"}'), to="1", words='"}, {"a": "{to}', request_id="r", at=NOW)
    assert json.loads(as_json.body) == {"w": '"}, {"a": "{to}'}


def test_the_signature_may_be_made_with_the_national_algorithm() -> None:
    def sm3(data: bytes) -> bytes:
        digest = hashes.Hash(hashes.SM3())
        digest.update(data)
        return digest.finalize()

    # RFC 2104 written out; SM3 has blocks of 64 bytes.
    key = KEY.encode().ljust(64, b"\0")
    inner = sm3(bytes(one ^ 0x36 for one in key) + "签这句".encode())
    expected = sm3(bytes(one ^ 0x5C for one in key) + inner)
    assert sign("hmac-sm3", KEY, "签这句") == expected.hex()
    assert sign("hmac-sm3/base64", KEY, "签这句") == base64.b64encode(expected).decode()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"url": ""}, None),
        ({"url": "ftp://x/s"}, "SHOUWEN_SMS_URL 要以 https:// 开头"),
        ({"method": "DELETE"}, "SHOUWEN_SMS_METHOD 只能是 GET、POST、PUT"),
        ({"method": "GET"}, "SHOUWEN_SMS_METHOD 是 GET 时，SHOUWEN_SMS_BODY 要写成 mobile={to}&text={words} 这样"),
        ({"body": '{"to": "{to}", "words": "{words}"'}, "SHOUWEN_SMS_BODY 不是一个完整的 JSON 对象"),
        ({"sign": "md5"}, "SHOUWEN_SMS_SIGN 只能是 hmac-sha256、hmac-sha256/base64、hmac-sm3、hmac-sm3/base64"),
        (
            {"body": "t={to}&w={words}&s={signature}"},
            "签名写在内容里，就不能再签内容：SHOUWEN_SMS_SIGNED 写成 {to}{time} 这样",
        ),
        ({"body": "t={to}"}, "SHOUWEN_SMS_BODY 里要有 {to} 和 {words}"),
        ({"headers": (("X", "{tokn}"),)}, "SHOUWEN_SMS_HEADERS 里不认识 {tokn}"),
        ({"taken": "0"}, "SHOUWEN_SMS_TAKEN 要写成 code=0 这样"),
    ],
)
def test_what_is_set_wrongly_is_named(changes: dict[str, object], problem: str | None) -> None:
    one = replace(SmsSettings(url="https://sms.example/send"), **changes)  # type: ignore[arg-type]
    assert problems(one) == ([problem] if problem else [])
