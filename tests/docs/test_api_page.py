"""docs/api.md: each example is run as it stands, against a live server on loopback, and answers what the page says."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer
from tests.api.scene import NOW, Platform, connect
from tests.factories import make_item, make_staff, make_town

from shouwen import civil_time
from shouwen.cases.models import Case, CaseMaterial
from shouwen.catalogue.models import ServiceItem
from shouwen.messages.hook_jobs import announce_changes, send_hooks
from shouwen.people.enums import Role
from shouwen.systems.actions import set_hook
from shouwen.systems.enums import HookEvent, Scope

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its kind and its text."""

    kind: str
    text: str


def blocks() -> list[Block]:
    return [Block(*found) for found in re.findall(r"```(\w+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)]


def run(block: Block, **settings: str) -> str:
    """What the example says when somebody runs it."""
    command = ["bash", "-c", block.text] if block.kind == "sh" else [sys.executable, "-c", block.text]
    done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, timeout=60, check=True)
    return done.stdout.decode()


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Platform:
    """The town that the page tells of."""
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    town = make_town()
    town.civil_affairs.phone = "023-45678004"
    town.civil_affairs.save()
    ServiceItem.objects.filter(pk=town.house.item_id).update(code="JS01")
    make_item(town.civil_affairs, "高龄津贴申请", code="MZ01", promised_limit=5, situations=["本人办理", "他人代办"])
    head = make_staff(town.centre, "罗霜降", roles=[Role.MANAGEMENT_OFFICE], window=town.general)
    return connect(town, acts_as=head)


def conclude_the_case() -> None:
    """What happens at the window between two examples."""
    from shouwen.cases.actions import conclude
    from shouwen.cases.enums import CaseResult
    from shouwen.people.queries import actor_of

    CaseMaterial.objects.update(state="ok")
    case = Case.objects.get()
    by = actor_of(case.handler, on=NOW.date())
    conclude(case=case, result=CaseResult.GRANTED, words="批了", by=by, at=NOW)


def answers(platform: Platform, address: str) -> Iterator[tuple[Block, Block, str]]:
    """Each example that answers at once, with the block below it and what it came to."""
    found = blocks()
    for block, below in zip(found, [*found[1:], Block("", "")], strict=True):
        if block.kind == "sh" or (block.kind == "python" and below.kind == "text"):
            if "/ratings" in block.text:
                conclude_the_case()
            yield block, below, run(block, ADDRESS=address, TOKEN=platform.token)


def test_every_example_answers_what_the_page_says(platform: Platform, live_server: LiveServer) -> None:
    ran = 0
    for block, below, said in answers(platform, live_server.url):
        ran += 1
        if below.kind == "json":
            assert json.loads(said) == json.loads(below.text), block.text
        else:
            assert (below.kind, said) == ("text", below.text), block.text
    assert ran == 10


def test_sent_again_an_example_is_done_once(platform: Platform, live_server: LiveServer) -> None:
    call = next(block for block in blocks() if "/api/v1/inquiries" in block.text and block.kind == "sh")
    settings = {"ADDRESS": live_server.url, "TOKEN": platform.token}
    assert run(call, **settings) == run(call, **settings)


def test_the_receiver_of_notices_takes_ours_once_and_no_others(platform: Platform, live_server: LiveServer) -> None:
    receiver = next(block for block in blocks() if "class Told" in block.text)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    shown = set_hook(
        system=platform.system,
        url=f"http://127.0.0.1:{port}/",
        events=HookEvent.values,
        is_inside=False,
        by=platform.town.actor(platform.admin),
        at=NOW,
    )
    assert shown is not None
    settings = {**os.environ, "KEY": shown.secret, "PORT": str(port), "LATE": "999999999"}
    program = subprocess.Popen([sys.executable, "-c", receiver.text], env=settings, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    try:
        reached(port)
        for block in blocks():
            if block.kind == "sh" and "/api/v1/cases" in block.text and "entry" in block.text:
                run(block, ADDRESS=live_server.url, TOKEN=platform.token)
        assert announce_changes() == 3
        assert send_hooks() == 3
        told = [program.stdout.readline().strip() for _ in range(3)]
    finally:
        program.terminate()
        program.wait(10)
        program.stdout.close()
    assert told == [
        "inquiry.registered 问 261009-01",
        "inquiry.to_case 问 261009-01",
        "case.accepted 办 26-00001",
    ]


def reached(port: int) -> None:
    """Wait until the program listens."""
    for _ in range(200):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the receiver didn't begin")


def test_every_scope_and_status_stands_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [scope for scope in Scope.values if f"`{scope}`" not in text] == []
    from shouwen.api.service import api

    found: dict[str, Any] = api.get_openapi_schema()["paths"]
    statuses = {status for methods in found.values() for one in methods.values() for status in one["responses"]}
    assert [status for status in statuses if int(status) >= 400 and f"| {status} |" not in text] == []
