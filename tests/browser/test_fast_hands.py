"""Quick hands on the page of a case: no key is lost, no word, and a scan is no key."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from tests.browser.centre import CLERK, Centre
from tests.browser.hands import Hands, begin_registering, scan, take_item

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]


@pytest.fixture
def case_page(desk: Opened) -> Page:
    """A case of five materials, just accepted."""
    page = desk(CLERK)
    hands = Hands(page)
    begin_registering(hands, "蒋寅石", "13700000021", "老屋想在原址翻建")
    take_item(hands, "农村村民宅基地审批", "改建翻建")
    hands.press("Alt+2", "F8", "Control+Enter")
    page.wait_for_url("**/cases/*/")
    expect(page.locator("#review-sum")).to_have_text("5 份：未审 5")
    return page


def test_results_pressed_faster_than_the_server_answers_are_all_saved(case_page: Page) -> None:
    for key in ("1", "ArrowDown") * 4 + ("1",):
        case_page.keyboard.press(key, delay=25)
    expect(case_page.locator("#review-sum")).to_have_text("5 份：合格 5")
    case_page.reload()
    expect(case_page.locator("#review-sum")).to_have_text("5 份：合格 5")


def test_n4_the_notice_carries_the_words_typed_a_moment_before(centre: Centre, case_page: Page) -> None:
    hands = Hands(case_page)
    hands.press("3")
    expect(case_page.locator("#materials .sel .badly")).to_be_visible()
    hands.press("F8", "Space")
    expect(case_page.locator("#review-sum")).to_have_text("5 份：不符合 1，未审 4")
    for _ in range(4):
        hands.press("ArrowDown", "1")
    expect(case_page.locator("#review-sum")).to_have_text("5 份：合格 4，不符合 1")
    own = case_page.locator("#materials tbody").first.locator("[name=own]")
    if not own.is_visible():
        hands.press(*["ArrowUp"] * 4)
    own.focus()
    hands.write("东侧没标间距")
    hands.press("F9")
    expect(case_page.locator("dialog[open] h2")).to_have_text(re.compile("^已出具"))
    address = (case_page.locator("dialog[open] iframe").get_attribute("src") or "").partition("#")[0]
    pdf = case_page.request.get(centre.address + address).body()
    words = re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages))
    assert "没有签名，东侧没标间距" in words


def test_a_scanned_number_opens_its_case_and_judges_no_material(case_page: Page) -> None:
    number = case_page.locator("h1 .num").inner_text().removeprefix("办 ")
    with case_page.expect_navigation():
        scan(case_page, number, "Enter")
    expect(case_page.locator("h1 .num")).to_have_text(f"办 {number}")
    scan(case_page, "26-00001", "0", "1", "2", "3")
    case_page.reload()
    expect(case_page.locator("#review-sum")).to_have_text("5 份：未审 5")
