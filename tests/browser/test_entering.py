"""Logging in at the demo town, as every day begins."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.centre import CLERK, Centre
from tests.browser.conftest import fill_log_in, log_in

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]


def test_the_day_begins_with_what_is_owed(centre: Centre, page: Page) -> None:
    log_in(page, centre, CLERK)
    expect(page.locator("h1")).to_have_text("我手上的事")
    expect(page.locator(".who b")).to_have_text("何谷雨")
    expect(page.locator("[data-day]")).to_have_text("10月9日 周五")
    assert page.locator("tr[data-row]").count() > 5


def test_a_wrong_password_keeps_the_login_and_says_so(centre: Centre, page: Page) -> None:
    page.goto(f"{centre.address}/login/")
    fill_log_in(page, CLERK, "wrong")
    expect(page.locator("[role=alert] b")).to_have_text("没登进去")
    assert page.locator("#id_username").input_value() == CLERK
    expect(page.locator("#id_password")).to_be_focused()


def test_after_the_session_ended_one_logs_in_and_is_back(centre: Centre, page: Page, context: BrowserContext) -> None:
    log_in(page, centre, CLERK)
    page.goto(f"{centre.address}/help/")
    context.clear_cookies(name="sessionid")
    page.reload()
    page.wait_for_url("**/login/?next=/help/")
    fill_log_in(page, CLERK)
    page.wait_for_url(f"{centre.address}/help/")
    expect(page.locator("h1")).to_have_text("帮助")
