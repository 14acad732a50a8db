"""The front page, finding an item and its guide as people use them (S1, S5): by keyboard, without script, in large type."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.centre import Centre

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
Axe = Callable[[Page], list[str]]
MOST_BYTES = 120 * 1024
SMALL_TYPE = """least => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const one = node.parentElement;
    if (!node.textContent.trim() || !one.checkVisibility() || one.closest('.sr, script')) continue;
    if (parseFloat(getComputedStyle(one).fontSize) < least) found.push(node.textContent.trim());
  }
  return found;
}"""
LOW = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).display !== 'inline' && !one.closest('label'))
  .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 80))"""
PAGES = (
    "/hall/",
    "/hall/find/",
    "/hall/find/?q=高龄补贴",
    "/hall/find/?q=认领小狗",
    "/hall/find/?for=old_age",
    "/g/MZ05/",
    "/ask/",
    "/complain/",
    "/c/",
    "/hall/progress/",
    "/my/",
    "/apply/",
    "/apply/MZ05/",
)


def test_s1_s5_every_page_on_the_way_to_a_guide_is_clean_in_both_sizes(stranger: Opened, axe: Axe) -> None:
    page = stranger("/hall/", is_phone=True)
    # As long as the page: the foot that stays in reach would lie over targets that can be scrolled out from under it.
    page.set_viewport_size({"width": 390, "height": 4000})
    root = page.url.removesuffix("/hall/")
    found = {}
    for size, least in (("usual", 14), ("elder", 24)):
        if size == "elder":
            page.goto(f"{root}/hall/")
            page.get_by_role("link", name="大字").click()
        for path in PAGES:
            page.goto(root + path)
            wrong = [*axe(page), *page.evaluate(SMALL_TYPE, least), *page.evaluate(LOW)]
            if wrong or page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[f"{path} {size}"] = wrong
    assert found == {}


def test_s1_by_keyboard_alone_from_the_first_page_to_what_to_bring(stranger: Opened) -> None:
    page = stranger("/hall/", is_phone=True)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("canjiren butie")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("您看是哪一项")
    page.locator(".found a").first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("困难残疾人生活补贴和重度残疾人护理补贴")
    page.get_by_role("link", name="护理补贴").press("Enter")
    expect(page.get_by_role("heading", name="您的情况：护理补贴")).to_be_visible()
    sheet = page.get_by_role("link", name="打印、存下这张单子").get_attribute("href")
    assert sheet == "/g/MZ05/bring.pdf?a=1"


def test_s1_without_script_people_find_and_enlarge(centre: Centre, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{centre.address}/hall/find/?q=低保")
    page.get_by_role("link", name="大字").click()
    assert page.locator("body").get_attribute("data-size") == "elder"
    expect(page.get_by_role("searchbox")).to_have_value("低保")
    expect(page.locator(".found a").first).to_contain_text("最低生活保障审核确认初审")


def test_s1_the_first_page_is_light(stranger: Opened) -> None:
    page = stranger("/login/", is_phone=True)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    page.goto(page.url.replace("/login/", "/hall/"))
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= MOST_BYTES
