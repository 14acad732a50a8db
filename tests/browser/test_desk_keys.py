"""Keys, command bar, scanner, chips and dialogs of the desk, pressed in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.hands import open_address, scan
from tests.factories import Town, civil, make_case, make_item, make_person, make_town

from shouwen import civil_time

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = civil(2026, 10, 9, 10, 47)
Opened = Callable[..., Page]


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    town = make_town()
    clerk = town.actor(town.he)
    for limit, name in ((1, "陈甲木"), (2, "王戊土"), (5, "李丙火")):
        person = make_person(town.centre, name, phone="13812345678")
        make_case(
            clerk, make_item(town.general, f"事项{limit}", promised_limit=limit), at=civil(2026, 10, 8), person=person
        )
    return town


def path_of(page: Page) -> str:
    return re.sub(r"^https?://[^/]+", "", page.url)


def chosen(page: Page) -> str:
    return page.locator("tr.sel .ti").inner_text()


def test_arrows_choose_rows_and_enter_does_the_main_action(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he)
    assert chosen(page) == "办理 陈*木：事项1"
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "办理 陈*木：事项1"
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "办理 王*土：事项2"
    expect(page.locator("tr.sel [data-main]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/26-00001/")


def test_enter_opens_the_first_row_before_anything_is_chosen(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/26-00001/")


def test_a_click_beside_the_button_chooses_the_row(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he)
    page.locator("tr[data-row] .ti").nth(2).click()
    assert chosen(page) == "办理 李*火：事项5"
    assert path_of(page) == "/"


def test_f1_f2_registers_from_anywhere_even_while_typing(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/help/")
    page.keyboard.press("F4")
    page.keyboard.type("abc")
    page.keyboard.press("F2")
    page.wait_for_url("**/inquiries/new/")


def test_keys_of_an_input_method_are_left_alone(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/help/")
    page.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'F2', code: 'F2', isComposing: true, bubbles: true}))"
    )
    page.wait_for_timeout(150)
    assert path_of(page) == "/help/"


def test_escape_goes_one_level_back(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/help/")
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"/$"))


def test_f4_finds_while_typing_and_opens_by_arrow_and_enter(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he)
    page.keyboard.press("F4")
    expect(page.locator("form.cmd input")).to_be_focused()
    page.keyboard.type("5678", delay=60)
    expect(page.locator("[role=option]")).to_have_count(6)
    expect(page.locator("form.cmd input")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true] b")).to_have_text("王*土　事项2")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/26-00002/")


def test_escape_in_the_command_bar_only_closes_it(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/help/")
    page.keyboard.press("F4")
    page.keyboard.type("5678", delay=60)
    expect(page.locator("[role=option]")).to_have_count(6)
    page.keyboard.press("Escape")
    expect(page.locator("[role=option]")).to_have_count(0)
    assert path_of(page) == "/help/"
    assert page.locator("form.cmd input").input_value() == ""


def test_half_typed_pinyin_is_not_searched(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/find/" in request.url else None)
    page.evaluate(
        """() => { const input = document.querySelector('form.cmd input'); input.value = 'chen';
        input.dispatchEvent(new InputEvent('input', {isComposing: true, bubbles: true})); }"""
    )
    page.wait_for_timeout(400)
    assert asked == []


@pytest.mark.parametrize("focus", ["body", "row"])
def test_a_scan_opens_its_case_wherever_the_focus_is(town: Town, as_staff: Opened, focus: str) -> None:
    page = as_staff(town.he)
    if focus == "row":
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
    scan(page, "http://127.0.0.1:8000/p/26-00003/0123456789/", "Enter")
    page.wait_for_url("**/cases/26-00003/")


def test_slow_keys_are_no_scan(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he)
    page.keyboard.type("26-00003", delay=90)
    page.wait_for_timeout(100)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/26-00001/")


def test_a_digit_key_waits_whether_a_scan_begins(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/help/")
    page.evaluate(
        """() => { const button = document.createElement('button'); button.dataset.key = '2'; button.textContent = '缺少';
        button.addEventListener('click', () => { document.title = 'pressed'; });
        document.querySelector('main').append(button); }"""
    )
    scan(page, "26-00003")
    page.wait_for_timeout(120)
    assert page.title() == "帮助 · 首问"
    page.keyboard.press("2")
    expect(page).to_have_title("pressed")


def test_a_key_that_is_closed_says_why(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/help/")
    page.evaluate(
        """() => { const button = document.createElement('button'); button.disabled = true; button.dataset.key = 'F9';
        button.dataset.why = '材料还没审完'; button.textContent = '出具';
        document.querySelector('main').append(button); }"""
    )
    page.keyboard.press("F9")
    expect(page.locator("[data-toast]")).to_have_text("材料还没审完")


def test_a_clause_opens_beside_its_chip_and_closes_with_escape(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/help/")
    page.evaluate(
        """() => document.querySelector('main').insertAdjacentHTML('beforeend',
        '<a class="clause" href="/clauses/K1.3/" data-pop>三（一）3 超时</a>')"""
    )
    page.locator("a.clause").click()
    expect(page.locator(".pop .quote")).to_be_visible()
    assert "R1" in page.locator(".pop").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator(".pop")).to_have_count(0)
    expect(page.locator("a.clause")).to_be_focused()
    assert path_of(page) == "/help/"


def chip_on(page: Page, url: str) -> None:
    page.evaluate(
        """url => document.querySelector('main').insertAdjacentHTML('beforeend',
        `<span class="person" data-person><b>陈*木</b><a class="b txt" href="${url}" data-dialog>看完整信息</a></span>`)""",
        url,
    )


def test_full_data_shows_for_a_minute_and_masks_itself(town: Town, as_staff: Opened, page: Page) -> None:
    page.clock.install()
    person = make_person(town.centre, "周乙石", phone="13900001111")
    page = as_staff(town.he, "/help/")
    chip_on(page, f"/people/{person.pk}/open/")
    page.locator("[data-person] a").click()
    expect(page.locator("dialog h2")).to_have_text("看完整信息")
    page.locator("dialog button[type=submit]").click()
    expect(page.locator("[data-person] b")).to_have_text("周乙石")
    expect(page.locator("[data-person]")).to_contain_text("13900001111")
    page.clock.run_for(30_000)
    expect(page.locator("[data-left]")).to_have_text("30")
    page.clock.run_for(31_000)
    expect(page.locator("[data-person] b")).to_have_text("陈*木")
    assert "13900001111" not in page.content()


def test_without_a_reason_the_data_stays_closed(town: Town, as_staff: Opened, faults: Any) -> None:
    faults.expect(422)
    person = make_person(town.centre, "周乙石", phone="13900001111")
    page = as_staff(town.he, "/help/")
    chip_on(page, f"/people/{person.pk}/open/")
    page.locator("[data-person] a").click()
    page.locator("#open-other").fill("a")
    page.locator("dialog button[type=submit]").click()
    expect(page.locator("dialog .say-no b")).to_have_text("请写明为什么要看完整信息")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    expect(page.locator("[data-person] b")).to_have_text("陈*木")


def test_the_clock_follows_the_servers_time(town: Town, as_staff: Opened, page: Page) -> None:
    page.clock.install()
    page = as_staff(town.he, "/help/")
    expect(page.locator("[data-time]")).to_have_text("10:47")
    page.clock.run_for(61_000)
    expect(page.locator("[data-time]")).to_have_text("10:48")
    page.clock.run_for(14 * 3600 * 1000)
    expect(page.locator("[data-day]")).to_have_text("10月10日 周六")


def test_a_broken_line_is_said(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he)
    expect(page.locator(".status [data-offline]")).to_be_hidden()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    expect(page.locator(".status [data-offline]")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".status [data-offline]")).to_be_hidden()


@pytest.mark.parametrize("path", ["/", "/help/", "/find/?q=5678", "/find/?q=zzzz", "/nowhere/", "/login/"])
def test_axe_finds_nothing_wrong(
    town: Town, as_staff: Opened, axe: Callable[[Page], list[str]], faults: Any, path: str
) -> None:
    faults.expect(404)
    page = as_staff(town.he)
    open_address(page, page.url.rstrip("/"), path)
    assert axe(page) == []


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1280, 720), (1920, 1080), (1366, 600)])
def test_header_list_and_status_bar_stay_on_the_screen(
    town: Town, as_staff: Opened, page: Page, width: int, height: int
) -> None:
    clerk = town.actor(town.he)
    for serial in range(24):
        person = make_person(town.centre, "赵丁金", phone=f"139{serial:08d}")
        make_case(clerk, town.house, at=civil(2026, 10, 8), person=person)
    page.set_viewport_size({"width": width, "height": height})
    page = as_staff(town.he)
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
        width,
        height,
    ]
    status = page.locator(".status").bounding_box()
    assert status
    assert status["y"] + status["height"] == height
    page.keyboard.press("ArrowDown")
    for _ in range(24):
        page.keyboard.press("ArrowDown")
    last = page.locator("tr.sel").bounding_box()
    assert last
    assert last["y"] + last["height"] <= status["y"]
    assert page.locator(".todo thead th").first.bounding_box()["y"] < last["y"]  # type: ignore[index]
