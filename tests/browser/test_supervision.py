"""社会监督 as people use it (P1): by eye, by keyboard, by screen reader, on a phone, without script, and on the wall of the hall."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.centre import Centre
from tests.browser.conftest import Faults

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
PAGE = "/public/supervision/"
MONTH = f"{PAGE}?month=2026-09"
WIDE, HIGH = 1366, 900
# Words that are drawn smaller than 14 pixels, wherever they stand: a drawing makes its words smaller or larger with itself.
SMALL = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect(), drawn = one.ownerSVGElement ? Math.hypot(one.getScreenCTM().a, one.getScreenCTM().b) : 1;
  return [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) && box.width > 2 && box.height > 2
    && !one.closest(".sr") && parseFloat(getComputedStyle(one).fontSize) * drawn < 13.99;
}).map((one) => one.textContent.trim())"""


@pytest.fixture
def reader(stranger: Opened) -> Callable[..., Page]:
    """The page as the mockup has it: 1366 by 900, all scripts run."""

    def opened(path: str = MONTH, *, is_phone: bool = False) -> Page:
        page = stranger(path, is_phone=is_phone)
        if not is_phone:
            page.set_viewport_size({"width": WIDE, "height": HIGH})
        page.wait_for_load_state("networkidle")
        return page

    return opened


def test_p1_a_screen_reader_finds_its_way_by_landmarks_headings_and_tables(reader: Callable[..., Page]) -> None:
    page = reader()
    expect(page.get_by_role("banner")).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("navigation", name="公开页面").get_by_role("link", name="社会监督")).to_have_attribute(
        "aria-current", "page"
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("社会监督")
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    assert [one.split(" ")[0].split("，")[0] for one in headings][:2] == ["八项承诺", "今天谁在岗"]
    promises = page.get_by_role("table").first
    assert promises.get_by_role("columnheader").all_inner_texts() == [
        "承诺",
        "怎么量",
        "9月",
        "近 6 个月",
        "目标",
        "对照",
        "投诉／属实",
    ]
    expect(promises.get_by_role("rowheader").first).to_have_text("一不让来办事的人员在我这里受冷落")
    row = promises.get_by_role("row").nth(3)
    expect(row).to_contain_text("文书作废、重复补正")
    expect(row.get_by_role("img")).to_have_attribute("aria-label", "9月 少于5 件")
    duty = page.get_by_role("table", name="").nth(1)
    expect(page.get_by_role("region", name="今天谁在岗 10月9日")).to_have_count(1)
    expect(duty).to_have_count(1)
    expect(page.get_by_role("rowheader", name="何谷雨", exact=True)).to_be_visible()


def test_p1_the_keyboard_reaches_everything_and_reads_why(reader: Callable[..., Page]) -> None:
    page = reader()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="直接看内容")).to_be_focused()
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.innerText.trim() || document.activeElement.tagName")
        if name == "BODY":
            break
        seen.append(name)
    wanted = (
        "社会监督",
        "大字",
        "打印",
        "今年",
        "文书作废、重复补正",
        "查看数据",
        "表格 CSV",
        "JSON",
        "每个数怎么算",
    )
    assert [one for one in wanted if one not in seen] == []
    # A measure leads to how it is reckoned: the list opens there.
    page.get_by_role("link", name="文书作废、重复补正").press("Enter")
    expect(page.locator("#d-errors")).to_be_in_viewport()
    expect(page.locator("#d-errors")).to_contain_text("写错作废的文书，和对同样的材料第二次要求补正。")
    summary = page.locator("figure summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table").filter(has_text="按时办结率").last).to_be_visible()


def test_p1_axe_finds_nothing_on_any_of_the_public_pages(
    reader: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    found = {}
    for path in (MONTH, f"{PAGE}?year=2026", "/public/screen/", "/public/regimes/"):
        found[path] = axe(reader(path))
    page = reader()
    page.get_by_role("button", name="大字").click()
    for summary in page.locator("summary").all():
        summary.click()
    found["large, all open"] = axe(page)
    found["phone"] = axe(reader(is_phone=True))
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def test_p1_the_page_fits_the_screen_of_the_mockup_and_a_phone(reader: Callable[..., Page]) -> None:
    size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    assert reader().evaluate(size) == [WIDE, HIGH]
    assert reader(is_phone=True).evaluate("document.documentElement.scrollWidth") == 390
    screen = reader("/public/screen/")
    screen.set_viewport_size({"width": 1920, "height": 1080})
    assert screen.evaluate(size) == [1920, 1080]
    assert screen.evaluate(
        "document.querySelector('.promises').scrollHeight <= document.querySelector('.promises').clientHeight"
    )


@pytest.mark.parametrize("path", [MONTH, f"{PAGE}?year=2026"])
def test_p1_no_word_is_drawn_smaller_than_fourteen_pixels(
    path: str, centre: Centre, new_context: Callable[..., BrowserContext]
) -> None:
    # Without script the drawings of the server are what is seen.
    page = new_context(java_script_enabled=False).new_page()
    page.goto(centre.address + path)
    small = {}
    for width, height in ((WIDE, HIGH), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        small[width] = page.evaluate(SMALL)
    assert small == {WIDE: [], 390: []}


def test_p1_months_are_switched_and_large_type_stays(reader: Callable[..., Page]) -> None:
    page = reader(PAGE)
    expect(page.get_by_role("navigation", name="哪个月").locator("[aria-current]")).to_have_text("9月")
    page.get_by_role("button", name="大字").click()
    page.get_by_role("link", name="今年").click()
    page.wait_for_url(f"**{PAGE}?year=2026")
    expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("columnheader", name="全年")).to_be_visible()


def test_p1_without_script_the_page_is_complete(
    centre: Centre, faults: Faults, new_context: Callable[..., BrowserContext]
) -> None:
    context = new_context(java_script_enabled=False)
    faults.watch(context)
    page = context.new_page()
    page.goto(centre.address + MONTH)
    expect(page.locator("figure svg.draw").first).to_be_visible()
    expect(page.get_by_role("link", name="表格 CSV")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


def test_p1_the_screen_of_the_hall_keeps_the_last_figures_when_the_network_is_gone(
    reader: Callable[..., Page], faults: Faults
) -> None:
    page = reader("/public/screen/")
    before = page.locator("[data-live]").inner_text()
    page.goto(f"{page.url}?every=1")
    page.context.set_offline(True)
    expect(page.get_by_role("status")).to_contain_text("网络断了，屏上是", timeout=15000)
    assert page.locator("[data-live]").inner_text().split("今天谁在岗")[0] == before.split("今天谁在岗")[0]
    page.context.set_offline(False)
    faults.found[:] = [one for one in faults.found if "ERR_INTERNET_DISCONNECTED" not in one]
