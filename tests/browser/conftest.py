"""A real browser (Debian's chromium) against a real server, as a clerk sees it: 1366 by 768, the mockups' size."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from shouwen.people.models import Staff

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    program = os.environ.get("SHOUWEN_CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.fail("chromium is missing: apt-get install -y chromium")
    quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": program, "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "viewport": {"width": 1366, "height": 768},
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
    }


@pytest.fixture(autouse=True)
def faults(page: Page) -> Iterator[list[str]]:
    """A fault in a script, or a breach of the page policy, fails the test. Answers of 4xx that a test asks for are no faults."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda line: found.append(line.text) if line.type == "error" else None)
    yield found
    assert [one for one in found if "Failed to load resource" not in one] == []


@pytest.fixture
def as_staff(page: Page, live_server: Any) -> Callable[[Staff, str], Page]:
    """Opens a page as this member of staff, without going through the log-in page."""

    def opened(staff: Staff, path: str = "/") -> Page:
        client = Client()
        client.force_login(staff)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page.goto(live_server.url + path)
        return page

    return opened


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """What axe finds wrong on a page: rule, impact and the first place."""
    source = AXE.read_text(encoding="utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        return [f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:120]}" for one in found["violations"]]

    return violations
