"""What doesn't end at the first desk: handed over, asked above, promised. By keyboard, by two people, to the answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.centre import CLERK, OFFICE, SECOND_CLERK
from tests.browser.hands import Hands, begin_registering, take_item

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]


def number_in(page: Page, kind: str) -> str:
    """The number that the line at the top tells, without its kind: 261009-17 of 问 261009-17."""
    told = page.locator("[data-toast] b")
    expect(told).to_have_text(re.compile(f"^{kind} "))
    found = re.match(f"{kind} ([0-9-]+)", told.inner_text())
    assert found
    return found[1]


def owed(page: Page, number: str) -> str:
    """How the row of this number stands on my day."""
    row = page.locator("tr[data-row]", has_text=number)
    expect(row).to_have_count(1)
    return row.locator(".ti").inner_text()


def test_f6_a_call_is_handed_over_accepted_and_answered_by_the_other_window(desk: Opened) -> None:
    first = desk(CLERK)
    hands = Hands(first)
    begin_registering(hands, "周乙石", "13700000001", "老伴去年中风，想办残疾证")
    take_item(hands, "残疾人证办理受理")
    hands.press("Alt+3")
    expect(first.locator("#id_to")).to_be_focused()
    expect(first.locator("[data-shown]")).to_have_text("4号 民政残联窗口　邓白露")
    hands.press("F8", "Control+Enter")
    first.wait_for_url(re.compile(r"/(\?|$)"))
    expect(first.locator("[data-toast] b")).to_contain_text("已转交，4号 民政残联窗口 邓白露")
    number = number_in(first, "问")

    other = desk(SECOND_CLERK)
    assert owed(other, number) == "接收 周*石：老伴去年中风，想办残疾证"
    other.goto(f"{other.url}inquiries/{number}/")
    there = Hands(other)
    there.press("Control+Enter")
    expect(other.locator("[data-toast] b")).to_have_text(f"已接收 问 {number}，现在由你答复 周*石")
    first.reload()
    assert owed(first, number) == "跟到答复 周*石：老伴去年中风，想办残疾证"
    expect(first.locator("tr[data-row]", has_text=number)).to_contain_text("现在由 邓白露 负责，你仍是首问负责人")

    there.press("Alt+1", "F8", "Control+Enter")
    expect(other.locator("[data-toast] b")).to_have_text(f"问 {number} 已答复 周*石，登记完了")
    first.reload()
    expect(first.locator("tr[data-row]", has_text=number)).to_have_count(0)
    first.goto(f"{first.url}inquiries/{number}/")
    told = zip(
        first.locator(".tl .who-did").all_inner_texts(), first.locator(".tl .what").all_inner_texts(), strict=True
    )
    assert [(who, re.split("[，：]", what)[0]) for who, what in reversed(list(told))] == [
        ("何谷雨", "现场"),
        ("何谷雨", "转交 4号 民政残联窗口"),
        ("邓白露", "4号 民政残联窗口 接收"),
        ("邓白露", "答复本人"),
    ]


def test_f7_a_ruling_is_asked_given_by_the_office_and_told(desk: Opened) -> None:
    clerk = desk(CLERK)
    hands = Hands(clerk)
    begin_registering(hands, "吴庚水", "13700000002", "户口在外省，能不能在这里评残")
    hands.press("Alt+4")
    expect(clerk.locator("#id_question")).to_be_focused()
    hands.write("外省户口住满五年，能否在本镇申请残疾评定")
    hands.press("F8", "Control+Enter")
    expect(clerk.locator("[data-toast] b")).to_contain_text("已请示管理办公室")
    number = number_in(clerk, "请")

    office = desk(OFFICE, f"/rulings/{number}/")
    there = Hands(office)
    expect(office.locator("#id_answer")).to_be_focused()
    there.write("可以，凭居住证申请")
    there.press("Tab")
    there.write("居住证持有人可在居住地申请")
    there.press("Control+Enter")
    expect(office.locator("[data-toast] b")).to_contain_text(f"请 {number}")
    expect(office.get_by_text("可以，凭居住证申请")).to_be_visible()

    clerk.goto(office.url.partition("/rulings/")[0] + "/?kind=inquiry")
    row = clerk.locator("tr[data-row]", has_text="户口在外省，能不能在这里评残")
    expect(row.locator(".ans")).to_have_text(re.compile(r"管理办公室 \d\d:\d\d 答复：可以，凭居住证申请"))
    row.locator("[data-main]").focus()
    hands.press("Enter")
    expect(clerk.locator("h1")).to_have_text(re.compile(r"^问 261009-\d+$"))
    hands.press("Alt+1")
    expect(clerk.locator("#id_words")).to_have_value("问清楚了：可以，凭居住证申请")
    hands.press("F8", "Control+Enter")
    expect(clerk.locator("[data-toast] b")).to_contain_text("已答复 吴*水，登记完了")


def test_s3_a_promise_is_made_with_reason_and_day_and_stands_on_my_day(desk: Opened) -> None:
    clerk = desk(CLERK)
    hands = Hands(clerk)
    begin_registering(hands, "郑辛竹", "13700000003", "想补打缴费凭证")
    hands.press("Alt+5")
    expect(clerk.locator("#id_reason")).to_be_focused()
    hands.write("社保专网检修")
    tomorrow = clerk.locator("button[data-day]").first
    while not tomorrow.evaluate("one => one === document.activeElement"):
        hands.press("Tab")
        assert hands.pressed < 100
    hands.press("Enter")
    expect(clerk.locator("#id_promised_for")).to_have_value("2026-10-10")
    expect(clerk.locator("#day-words")).to_have_text("10月10日 周六，调休上班")
    expect(clerk.locator("#id_words")).to_have_value("社保专网检修，现在还办不了。10月10日前给您办好，办好了我联系您。")
    hands.press("F8", "Control+Enter")
    expect(clerk.locator("[data-toast] b")).to_contain_text("已承诺 郑*竹，10月10日前办好")
    number = number_in(clerk, "诺")
    assert owed(clerk, number).startswith("兑现承诺 郑*竹")
    expect(clerk.locator("tr[data-row]", has_text=number).locator(".light")).to_have_text("余 1 天")
