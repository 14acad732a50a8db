"""投诉 as people use it (P2): on a phone, by keyboard, without a name; and the way from a call on the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Faults

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]


@pytest.fixture
def phone(stranger: Opened) -> Page:
    page = stranger("/complain/", is_phone=True)
    page.wait_for_load_state("networkidle")
    return page


def test_p2_a_complaint_by_keyboard_alone_gets_a_receipt_and_is_withdrawn(
    phone: Page, axe: Callable[[Page], list[str]]
) -> None:
    assert axe(phone) == []
    phone.get_by_label("什么事").focus()
    phone.keyboard.type("自助机坏了半个月没人修，老人只能干等")
    order = []
    for _ in range(9):
        phone.keyboard.press("Tab")
        order.append(phone.evaluate("document.activeElement.name || document.activeElement.tagName"))
    assert order == ["when", "promise", "window", "matter_number", "files", "wish", "name", "phone", "BUTTON"]
    smallest = phone.evaluate(
        "Math.min(...[...document.querySelectorAll('main input:not([type=hidden]),main select,main textarea,main button')]"
        ".map((one) => parseFloat(getComputedStyle(one).fontSize)))"
    )
    assert smallest >= 16
    phone.wait_for_timeout(3200)  # Nobody fills in a form in less, and the server holds that against machines.
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("收到了")
    expect(phone.get_by_role("heading", name="请留好这张回执")).to_be_visible()
    assert "自助机" not in phone.url
    assert axe(phone) == []
    number = phone.locator("dd.big").nth(0).inner_text()
    code = phone.locator("dd.big").nth(1).inner_text()
    phone.goto(phone.url.split("/c/")[0] + "/c/")
    phone.get_by_label("编号").fill(number)
    phone.get_by_label("查询码").fill(code)
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("自助机坏了半个月没人修")).to_be_visible()
    phone.get_by_text("不想投诉了").press("Enter")
    phone.get_by_role("button", name="撤回这件投诉").press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("您撤回了")


def test_p2_what_was_typed_stays_when_something_is_missing(phone: Page, faults: Faults) -> None:
    faults.expect(422)
    phone.get_by_label("什么时候").fill("昨天上午")
    phone.get_by_label("打电话告诉我").check()
    phone.wait_for_timeout(3200)
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("还没有写什么事")).to_be_visible()
    expect(phone.get_by_label("什么事")).to_be_focused()
    expect(phone.get_by_label("什么时候")).to_have_value("昨天上午")
    expect(phone.get_by_label("打电话告诉我")).to_be_checked()
    expect(phone.get_by_text("要发消息或打电话答复，请留电话")).to_be_visible()


def test_f8_a_call_on_the_register_page_becomes_a_complaint_with_one_key(desk_of: Callable[[str], Page]) -> None:
    page = desk_of("heguyu")
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + "/inquiries/new/")
    page.wait_for_load_state("networkidle")
    page.get_by_label("姓名").fill("陈甲木")
    page.get_by_label("电话").fill("13800000000")
    page.locator("#id_matter").fill("上午打电话来被挂断两次")
    page.keyboard.press("Alt+t")
    expect(page.get_by_role("heading", level=1)).to_have_text("登记投诉")
    expect(page.get_by_label("什么事")).to_have_value("上午打电话来被挂断两次")
    expect(page.locator("#id_name")).to_have_value("陈甲木")
    expect(page.locator("#id_phone")).to_have_value("138 0000 0000")
