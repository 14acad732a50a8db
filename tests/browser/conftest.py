"""A real browser (Debian's chromium) against a real server, as a clerk sees it: 1366 by 768, the mockups' size.

Two kinds of tests stand here. Most use `centre`: the small demo town behind the server of `make run`, entered by the log-in
page. Those that need a scene of their own use `as_staff` with the test's database and a moment that they set."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect
from tests.browser.centre import PASSWORD, Centre, running_centre, town_for_all

from shouwen.people.models import Staff

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Two browsers, two servers and their tests share two cores: what comes within seconds may take longer than the usual five.
expect.set_options(timeout=12_000)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENSHOTS = ROOT / "docs" / "screenshots"
collect_ignore = [] if os.environ.get("SHOUWEN_SCREENSHOTS") == "1" else ["test_year_picture.py"]
RESOURCE = re.compile(r"Failed to load resource: the server responded with a status of (\d+)")
NO_LINE = re.compile(r"net::ERR_(INTERNET_DISCONNECTED|FAILED)|^htmx:(afterRequest|sendError|sendAbort|afterOnLoad)")


def pytest_configure(config: pytest.Config) -> None:
    """A failed test leaves a picture of its pages in test-results/. The rest is what `make test` sets too."""
    # The browser's loop runs in this thread, and the tests' database is asked between its turns.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    os.environ.setdefault("FONTCONFIG_FILE", str(ROOT / "tools" / "fonts.conf"))
    if config.getoption("screenshot", "off") == "off":
        config.option.screenshot = "only-on-failure"


@pytest.fixture(scope="session")
def base_url() -> None:
    """Every address is written out: there are two servers."""


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


class Faults:
    """What went wrong in the browser's own view: script errors, breaches of the page policy, answers nobody expected."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.expected: set[int] = set()

    def watch(self, context: BrowserContext) -> None:
        context.on("weberror", lambda error: self.found.append(str(error.error)))
        context.on("console", self._hear)

    def expect(self, *codes: int) -> None:
        """The test asks for these answers itself."""
        self.expected.update(codes)

    def _hear(self, line: ConsoleMessage) -> None:
        if line.type != "error":
            return
        answer = RESOURCE.match(line.text)
        if answer is None or int(answer[1]) not in self.expected:
            self.found.append(f"{line.text} ({line.location.get('url', '')})")


@pytest.fixture(autouse=True)
def faults(context: BrowserContext) -> Iterator[Faults]:
    """A fault in any window of the test fails the test."""
    faults = Faults()
    faults.watch(context)
    yield faults
    assert faults.found == []


@pytest.fixture
def as_staff(page: Page, live_server: Any) -> Callable[[Staff, str], Page]:
    """Opens a page of the test's own database as this member of staff, without going through the log-in page."""

    def opened(staff: Staff, path: str = "/") -> Page:
        client = Client()
        client.force_login(staff)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page.goto(live_server.url + path)
        return page

    return opened


@pytest.fixture(scope="session")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """One demo town for each process of the run. Tests change it, so each makes what it needs and counts on nothing else."""
    base = tmp_path_factory.getbasetemp()
    town = town_for_all(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)
    with running_centre(tmp_path_factory.mktemp("centre") / "data", town=town) as centre:
        yield centre


@pytest.fixture(scope="session")
def _sessions() -> dict[str, Any]:
    return {}


def log_in(page: Page, centre: Centre, login: str, path: str = "/") -> None:
    """Through the log-in page, with the keyboard alone: it has the focus where one begins to type."""
    page.goto(f"{centre.address}/login/?next={path}")
    fill_log_in(page, login)
    page.wait_for_url(centre.address + path)


def fill_log_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """Type on the log-in page and send it."""
    expect(page.locator("#id_username")).to_be_focused()
    page.keyboard.type(login)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


@pytest.fixture
def desk(
    centre: Centre, faults: Faults, new_context: Callable[..., BrowserContext], _sessions: dict[str, Any]
) -> Callable[..., Page]:
    """A window of its own for this login at the demo town. Each login passes the log-in page once in a run."""

    def opened(login: str, path: str = "/") -> Page:
        context = new_context(storage_state=_sessions.get(login))
        faults.watch(context)
        page = context.new_page()
        if login in _sessions:
            page.goto(centre.address + path)
        else:
            log_in(page, centre, login)
            _sessions[login] = context.storage_state()
            if path != "/":
                page.goto(centre.address + path)
        return page

    return opened


@pytest.fixture
def dead_line(faults: Faults) -> Iterator[None]:
    """What the browser says about a line that the test itself took down."""
    yield
    faults.found[:] = [line for line in faults.found if not NO_LINE.search(line)]


@pytest.fixture
def desk_of(centre: Centre, faults: Faults, new_context: Callable[..., BrowserContext]) -> Callable[[str], Page]:
    """A browser of its own, logged in through the log-in page: these tests log out, and leave things behind."""

    def opened(login: str) -> Page:
        context = new_context()
        faults.watch(context)
        page = context.new_page()
        log_in(page, centre, login)
        expect(page.locator("[data-waiting]")).to_be_visible()
        expect(page.locator("[data-waiting-number]")).to_have_text("0")
        return page

    return opened


@pytest.fixture
def stranger(centre: Centre, faults: Faults, new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """A window of somebody who is not logged in, of the size of a phone if asked for."""

    def opened(path: str, *, is_phone: bool = False) -> Page:
        context = new_context()
        faults.watch(context)
        page = context.new_page()
        if is_phone:
            page.set_viewport_size({"width": 390, "height": 844})
        page.goto(path if path.startswith("http") else centre.address + path)
        return page

    return opened


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keeps a picture for the README when SHOUWEN_SCREENSHOTS=1."""

    def taken(page: Page, name: str) -> None:
        if os.environ.get("SHOUWEN_SCREENSHOTS") == "1":
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            page.evaluate("document.fonts.ready")
            # Hiding the caret would leave a style attribute on the page, which its policy forbids to copy.
            page.screenshot(path=SCREENSHOTS / name, animations="disabled", caret="initial")

    return taken


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """What axe finds wrong on a page: rule, impact and the first place."""
    source = AXE.read_text(encoding="utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        return [f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:120]}" for one in found["violations"]]

    return violations
