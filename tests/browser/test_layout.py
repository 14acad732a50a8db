"""Every page fits every screen of the centre, and everything on it is reached and seen with the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.centre import CLERK, OFFICE, Centre
from tests.browser.hands import Hands, open_address
from tests.browser.known import Known

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
SIZES = [(1366, 768), (1280, 720), (1920, 1080), (1366, 650)]
WALK = Path(__file__).with_name("walk.js").read_text(encoding="utf-8")
MEASURE = """() => {
  const box = (place) => { const found = document.querySelector(place);
    return found && found.getClientRects().length ? found.getBoundingClientRect() : null; };
  const [status, bar, top] = [box('footer.status'), box('main .bar'), box('header.top')];
  const wrong = [];
  if (document.documentElement.scrollWidth > innerWidth) wrong.push(`page ${document.documentElement.scrollWidth} wide`);
  if (document.documentElement.scrollHeight > innerHeight) wrong.push(`page ${document.documentElement.scrollHeight} high`);
  for (const one of document.querySelectorAll('main, main section, main aside, main form, main .scroll, main table'))
    if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible' && getComputedStyle(one).display !== 'table')
      wrong.push(`${one.tagName}.${one.className} ${one.scrollWidth} in ${one.clientWidth}`);
  if (!status || Math.round(status.bottom) !== innerHeight) wrong.push('status bar');
  if (!top || top.top !== 0) wrong.push('header');
  if (bar && (bar.bottom > status.top || bar.top < top.bottom)) wrong.push('action bar');
  return wrong;
}"""


@pytest.fixture(scope="module")
def known(centre: Centre) -> Known:
    return Known.of(centre)


def pages(known: Known) -> list[str]:
    own = [
        "/",
        "/find/?q=2026",
        "/inquiries/",
        "/inquiries/new/",
        f"/inquiries/{known.answered}/",
        "/handovers/",
        "/rulings/",
    ]
    own += ["/promises/", "/cases/", *(f"/cases/{one}/" for one in (known.reviewing, known.waiting, known.concluded))]
    books = ["/guides/", "/guides/NY01/", "/registers/", "/registers/papers/", "/calendar/", "/help/"]
    books += [
        "/registers/first/",
        "/registers/calls/",
        "/registers/handed-over/",
        "/registers/rulings/",
        "/registers/unresolved/",
        "/notices/",
    ]
    return [*own, *books, "/sheets/2026-10/EP01/", "/sheets/2026-09/EP01/"]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_page_runs_out_of_the_screen(centre: Centre, desk: Opened, known: Known, width: int, height: int) -> None:
    page = desk(CLERK)
    page.set_viewport_size({"width": width, "height": height})
    wrong = {}
    for path in pages(known):
        open_address(page, centre.address, path)
        if found := page.evaluate(MEASURE):
            wrong[path] = found
    assert wrong == {}


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_each_outcome_leaves_the_button_that_ends_the_registration(desk: Opened, width: int, height: int) -> None:
    page = desk(CLERK, "/inquiries/new/")
    page.set_viewport_size({"width": width, "height": height})
    hands, wrong = Hands(page), {}
    for outcome in range(1, 6):
        hands.press(f"Alt+{outcome}")
        expect(page.locator(f".det.at{outcome}")).to_be_visible()
        if found := page.evaluate(MEASURE):
            wrong[outcome] = found
    assert wrong == {}
    assert page.locator("[data-submit]").evaluate(
        "button => button.contains(document.elementFromPoint(...(box => [box.x + 9, box.y + 9])(button.getBoundingClientRect())))"
    )


def walked(page: Page) -> tuple[list[str], list[str], list[str]]:
    """Tab once around the page from where the focus is: what isn't reached, what has no mark of focus, what lies covered."""
    page.evaluate(WALK)
    start = page.evaluate("walk.step()")["key"]
    expected, reached, unmarked, covered = page.evaluate("walk.expected()"), {start}, [], []
    rounds_left = 2 if start else 1
    while rounds_left and len(reached) < 500:
        page.keyboard.press("Tab")
        step = page.evaluate("walk.step()")
        reached.add(step["key"])
        unmarked += [step["unmarked"]] if step["unmarked"] else []
        covered += [step["key"]] if step["covered"] else []
        rounds_left -= step["key"] in ("", start)
    return sorted(set(expected) - reached), unmarked, covered


@pytest.mark.parametrize(
    ("login", "path"),
    [
        (CLERK, "/"),
        (CLERK, "/inquiries/new/"),
        (CLERK, "/inquiries/{known.handed_over}/"),
        (CLERK, "/cases/?mine=1"),
        (CLERK, "/cases/{known.reviewing}/"),
        (CLERK, "/guides/NY01/"),
        (OFFICE, "/sheets/2026-10/EP01/"),
        (OFFICE, "/sheets/2026-10/"),
        (OFFICE, "/rulings/{known.open_ruling}/"),
    ],
)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    desk: Opened, known: Known, login: str, path: str
) -> None:
    page = desk(login, path.format(known=known))
    page.wait_for_load_state("networkidle")  # 待送 shows itself when its script has looked
    assert walked(page) == ([], [], [])


def test_a_dialog_holds_the_focus_and_gives_it_back(desk: Opened, known: Known) -> None:
    page = desk(CLERK, f"/cases/{known.reviewing}/")
    opener = page.get_by_role("link", name="转交", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] h2")).to_have_text("转交承办人")
    assert walked(page) == ([], [], [])
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
