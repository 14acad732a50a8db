"""What can't be done is said in words, with the way out, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.centre import CLERK, SECOND_CLERK, Centre
from tests.browser.conftest import Faults, fill_log_in, log_in
from tests.browser.hands import Hands, begin_registering, take_item
from tests.browser.known import Known

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
WRONG_NUMBER = "500199196203150014"
"""The right check digit is another one."""


def test_a_case_of_a_colleague_says_whose_it_is_and_what_to_do(centre: Centre, desk: Opened) -> None:
    known = Known.of(centre)
    page = desk(SECOND_CLERK, f"/cases/{known.reviewing}/")
    conclude = page.locator("#bar a", has_text="办结")
    expect(conclude).to_have_attribute("aria-disabled", "true")
    conclude.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] .say-no b")).to_have_text("这件不在你手上")
    expect(page.locator("dialog[open] .say-no")).to_contain_text("请承办人办，或由他转交给你")


def test_two_clerks_conclude_the_same_case_and_the_second_reads_that_it_is_done(desk: Opened, faults: Faults) -> None:
    faults.expect(409)
    first = desk(CLERK)
    hands = Hands(first)
    begin_registering(hands, "钱癸江", "13700000011", "老年人优待证")
    hands.press("Enter", "Alt+2", "F8", "Control+Enter")
    first.wait_for_url("**/cases/*/")
    first.keyboard.press("0")
    expect(first.locator("#bar")).to_contain_text("材料都合格。")
    second = desk(CLERK, urlsplit(first.url).path)

    for page in (first, second):
        page.keyboard.press("Control+Enter")
        expect(page.locator("dialog[open] #words")).to_be_focused()
    second.locator("#words").fill("电话里告诉了本人")
    first.keyboard.press("Control+Enter")
    expect(first.locator(".big .light")).to_have_text("按时办结")
    second.keyboard.press("Control+Enter")
    refusal = second.locator("dialog[open] .say-no")
    expect(refusal.locator("b")).to_have_text("这件现在是“已办结”，不能这样办。刷新看看")
    refusal.get_by_role("link", name="看这件现在怎样").click()
    expect(second.locator(".big .light")).to_have_text("按时办结")
    expect(second.locator("#bar")).not_to_contain_text("电话里告诉了本人")
    assert second.locator(".tl .what", has_text="办结").count() == 1


def test_p_a_wrong_check_digit_is_said_at_the_field_and_what_was_typed_stays(desk: Opened, faults: Faults) -> None:
    faults.expect(422)
    page = desk(CLERK)
    hands = Hands(page)
    begin_registering(hands, "沈子泉", "13700000012", "老屋想在原址翻建")
    take_item(hands, "农村村民宅基地审批", "新建")
    hands.press("Alt+2")
    expect(page.locator("#id_id_number")).to_be_focused()
    hands.write(WRONG_NUMBER)
    hands.press("F8", "Control+Enter")
    expect(page.locator("#id_id_number-error")).to_contain_text("校验")
    expect(page.locator("#id_id_number")).to_be_focused()
    expect(page.locator("#id_id_number")).to_have_attribute("aria-describedby", "id_id_number-error")
    assert page.locator("#id_id_number").input_value() == WRONG_NUMBER
    assert page.locator("#id_name").input_value() == "沈子泉"
    assert page.locator("#id_matter").input_value() == "老屋想在原址翻建"
    expect(page.locator("#script .sits input:checked + span")).to_have_text("新建")
    hands.press("Control+a")
    hands.write("500199196203150012"[:17] + _check_digit(WRONG_NUMBER[:17]))
    hands.press("Control+Enter")
    page.wait_for_url("**/cases/*/")
    expect(page.locator("[data-person]")).to_contain_text(re.compile(r"500199\*+\d{3}[\dX]"))


def _check_digit(body: str) -> str:
    """By the rule of GB 11643, written out."""
    weights = [pow(2, 17 - place, 11) for place in range(17)]
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


def test_a_session_that_ended_under_a_dialog_leads_to_the_log_in_and_back_to_the_case(
    centre: Centre, page: Page, context: BrowserContext, faults: Faults
) -> None:
    faults.expect(401)
    path = f"/cases/{Known.of(centre).reviewing}/"
    log_in(page, centre, CLERK)
    page.goto(centre.address + path)
    context.clear_cookies(name="sessionid")
    page.get_by_role("link", name="转交", exact=True).click()
    page.wait_for_url(f"**/login/?next={path}")
    fill_log_in(page, CLERK)
    page.wait_for_url(centre.address + path)
    expect(page.locator("#review")).to_be_visible()


def test_a_registration_under_which_the_session_ended_goes_on_after_logging_in(
    centre: Centre, page: Page, context: BrowserContext, faults: Faults
) -> None:
    faults.expect(401)
    log_in(page, centre, CLERK)
    hands = Hands(page)
    begin_registering(hands, "韩丑云", "13700000013", "问路")
    hands.press("Alt+1")
    hands.write("在二楼")
    hands.press("F8")
    context.clear_cookies(name="sessionid")
    hands.press("Control+Enter")
    page.wait_for_url("**/login/?next=/inquiries/new/")
    fill_log_in(page, CLERK)
    page.wait_for_url(f"{centre.address}/inquiries/new/")
    page.wait_for_load_state("networkidle")  # what was kept is unsealed by a script
    hands.press("Alt+0")
    expect(page.locator("#id_name")).to_have_value("韩丑云")
    expect(page.locator("#id_words")).to_have_value("在二楼")
    expect(page.locator("#id_told")).to_be_checked()
    hands.press("Control+Enter")
    expect(page.locator("[data-toast] b")).to_contain_text("已答复 韩*云，登记完了")
