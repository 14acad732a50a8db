"""S1 我的事 by 统一身份认证: a provider of OpenID Connect as a process of its own on the loopback, asked over real sockets."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client
from tests.factories import make_town

from postgres import free_port
from shouwen.applications.models import PersonSession
from shouwen.hall import provider
from shouwen.journal.models import Entry

pytestmark = pytest.mark.django_db
PEOPLE = (
    {"sub": "zhou", "phone_number": "+86 139 0000 0001", "phone_number_verified": True},
    {"sub": "unproved", "phone_number": "13900000002", "phone_number_verified": False},
    {"sub": "said-true", "phone_number": "13900000002", "phone_number_verified": "true"},
    {"sub": "landline", "phone_number": "010-12345678", "phone_number_verified": True},
    {"sub": "silent"},
)


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of the running provider."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    program = [str(Path(sys.executable).parent / "oidc-provider-mock"), "--port", str(port), "--require-nonce", "true"]
    people = [word for one in PEOPLE for word in ("--user-claims", json.dumps(one))]
    with subprocess.Popen([*program, *people], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(150):
                try:
                    requests.get(f"{address}/.well-known/openid-configuration", timeout=1)
                    break
                except requests.RequestException:
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()


@pytest.fixture
def client(issuer: str, settings: Any) -> Iterator[Client]:
    make_town()
    settings.OIDC_ISSUER, settings.OIDC_ID, settings.OIDC_SECRET = issuer, "shouwen", "a secret of the test"
    settings.OIDC_NAME, settings.PUBLIC_ADDRESS = "省政务服务网", "http://testserver"
    provider.provider.cache_clear()
    yield Client()
    provider.provider.cache_clear()


def asked(client: Client, to: str = "") -> str:
    """The provider's page to which our button leads."""
    return client.post("/my/provider/", {"c": "erping", "to": to})["Location"]


def back_from(page: str, sub: str) -> str:
    """Where the provider sends somebody who logs in there."""
    answer = requests.post(page, data={"sub": sub}, allow_redirects=False, timeout=10)
    return answer.headers["Location"].removeprefix("http://testserver")


def test_s1_a_phone_that_the_provider_verified_opens_my_matters(client: Client) -> None:
    assert "用省政务服务网登录" in client.get("/my/").content.decode()
    page = asked(client)
    wanted = parse_qs(urlsplit(page).query)
    assert wanted["scope"] == ["openid phone"]
    assert wanted["code_challenge_method"] == ["S256"]
    assert wanted["redirect_uri"] == ["http://testserver/my/back/"]
    answer = client.get(back_from(page, "zhou"))
    assert answer["Location"] == "/my/"
    assert PersonSession.objects.get().phone_masked == "139****0001"
    assert "139****0001" in client.get("/my/").content.decode()
    assert Entry.objects.filter(action="phone.vouched_for").count() == 1


def test_s1_one_comes_back_to_the_item_that_was_wanted(client: Client) -> None:
    assert client.get(back_from(asked(client, "item-MZ05"), "zhou"))["Location"] == "/apply/MZ05/"
    assert client.get(back_from(asked(client, "https://elsewhere.example/"), "zhou"))["Location"] == "/my/"


@pytest.mark.parametrize("sub", ["unproved", "said-true", "landline", "silent"])
def test_s1_a_phone_nobody_verified_or_no_mobile_opens_nothing(client: Client, sub: str) -> None:
    answer = client.get(back_from(asked(client), sub))
    assert answer.status_code == 422
    assert "那边没有给出验证过的手机号" in answer.content.decode()
    assert PersonSession.objects.count() == 0


def test_s1_an_answer_that_was_not_asked_for_or_comes_again_opens_nothing(client: Client) -> None:
    there = back_from(asked(client), "zhou")
    assert Client().get(there)["Location"] == "/my/"
    assert client.get(there)["Location"] == "/my/"
    assert PersonSession.objects.count() == 1
    client.get("/my/out/")
    again = client.get(there)
    assert again["Location"] == "/my/"
    assert PersonSession.objects.count() == 1


@pytest.mark.parametrize("wrong", ["state", "code"])
def test_s1_a_changed_answer_opens_nothing(client: Client, wrong: str) -> None:
    there = back_from(asked(client), "zhou").replace(f"{wrong}=", f"{wrong}=x")
    answer = client.get(there)
    assert answer.status_code == 422
    assert "没有登录成" in answer.content.decode()
    assert PersonSession.objects.count() == 0


def test_s1_who_says_no_over_there_is_told_so_and_can_go_on(client: Client) -> None:
    asked(client)
    answer = client.get("/my/back/?error=access_denied")
    assert "没有登录成" in answer.content.decode()


def test_s1_a_provider_that_is_down_is_said_and_loses_nobody_the_other_ways(client: Client, settings: Any) -> None:
    settings.OIDC_ISSUER = f"http://127.0.0.1:{free_port()}"
    provider.provider.cache_clear()
    answer = client.post("/my/provider/", {"c": "erping"})
    assert answer.status_code == 422
    assert "那边现在打不开" in answer.content.decode()
    assert "有续办码，接着办" in answer.content.decode()


@pytest.mark.parametrize("issuer_set", ["", "http://id.example"])
def test_s1_without_a_provider_or_on_an_open_line_it_is_not_offered(
    client: Client, settings: Any, issuer_set: str
) -> None:
    settings.OIDC_ISSUER = issuer_set
    assert "登录</button>" not in client.get("/my/").content.decode()
    assert client.post("/my/provider/", {"c": "erping"}).status_code == 404
    assert client.get("/my/back/?code=1&state=2")["Location"] == "/my/"
