"""断网: what is begun while the line is down is kept, counted, and sent exactly once when it is back; nobody else sees it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.browser.centre import CLERK, Centre
from tests.browser.conftest import Faults, log_in
from tests.browser.hands import Hands, begin_registering, take_item
from tests.browser.no_line import COUNT, STORED, WORDS, inquiries_about, keep_one, kept, write

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("dead_line")]
Opened = Callable[..., Page]


def test_f9_a_call_taken_while_the_line_is_down_is_registered_once_when_it_is_back(
    centre: Centre, desk_of: Callable[[str], Page]
) -> None:
    page = desk_of(CLERK)
    page.goto(centre.address + "/inquiries/new/")
    expect(page.locator("#register[data-keeps]")).to_be_attached()
    page.context.set_offline(True)
    write(page, "断网甲", "13700000101", "断网时问医保断缴")
    page.keyboard.press("Control+Enter")
    kept(page)
    expect(page.locator(COUNT)).to_have_text("1")
    expect(page.locator("#id_name")).to_have_value("")
    expect(page.locator("#id_name")).to_be_focused()
    write(page, "断网乙", "13700000102", "断网时问社保卡挂失")
    page.keyboard.press("Control+Enter")
    expect(page.locator(COUNT)).to_have_text("2")
    assert inquiries_about(centre, "断网时问医保断缴") == []

    page.context.set_offline(False)
    expect(page.locator(COUNT)).to_have_text("0")
    expect(page.locator("[data-toast]").last).to_contain_text("断网时记的 2 件补上了")
    first, second = inquiries_about(centre, "断网时问医保断缴"), inquiries_about(centre, "断网时问社保卡挂失")
    assert [state for state, _ in first + second] == ["answered", "answered"]
    assert int(first[0][1].rpartition("-")[2]) + 1 == int(second[0][1].rpartition("-")[2])
    page.goto(centre.address + "/inquiries/new/")
    expect(page.locator("#register [data-parked]")).to_be_hidden()


def test_f9_what_was_done_although_its_answer_was_lost_is_not_done_again(
    centre: Centre, desk_of: Callable[[str], Page]
) -> None:
    page = desk_of(CLERK)
    page.goto(centre.address + "/inquiries/new/")
    expect(page.locator("#register[data-keeps]")).to_be_attached()
    arrived = []

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST" and not arrived:
            arrived.append(route.fetch().json())
            route.abort()
        else:  # the worker fetches the empty page to keep it
            route.continue_()

    page.route("**/inquiries/new/", lose_the_answer)
    write(page, "断网丙", "13700000103", "回话丢了的那件")
    page.keyboard.press("Control+Enter")
    kept(page)
    assert len(arrived) == 1
    assert len(inquiries_about(centre, "回话丢了的那件")) == 1
    page.reload()
    expect(page.locator(COUNT)).to_have_text("0")
    expect(page.locator("[data-toast]").last).to_contain_text("没有再登一次")
    assert len(inquiries_about(centre, "回话丢了的那件")) == 1


def test_what_waits_survives_a_reload_and_is_unreadable_in_the_browser(
    centre: Centre, desk_of: Callable[[str], Page]
) -> None:
    page = desk_of(CLERK)
    page.goto(centre.address + "/inquiries/new/")
    expect(page.locator("#register[data-keeps]")).to_be_attached()
    page.route(
        "**/inquiries/new/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    write(page, "断网丁", "13700000104", "重开浏览器也在的那件")
    page.keyboard.press("Control+Enter")
    kept(page)
    page.goto(centre.address + "/cases/")
    expect(page.locator(COUNT)).to_have_text("1")
    stored = page.evaluate(STORED)
    assert stored["extractable"] == [False]
    assert len(stored["things"]) == 1
    for secret in ("断网丁", "13700000104", "重开浏览器", WORDS):
        assert secret not in json.dumps(stored["things"], ensure_ascii=False)
    assert page.evaluate("JSON.stringify(sessionStorage) + JSON.stringify(localStorage)").count("断网丁") == 0

    page.locator("[data-waiting]").click()
    expect(page.locator("#ask li b")).to_have_text("登记首问 断*丁：重开浏览器也在的那件")
    expect(page.locator("#ask [data-waits]")).to_have_text("等网通")
    page.unroute("**/inquiries/new/")
    page.locator("#ask [data-send]").click()
    expect(page.locator(COUNT)).to_have_text("0")
    expect(page.locator("#ask [data-none]")).to_be_visible()
    assert len(inquiries_about(centre, "重开浏览器也在的那件")) == 1


def test_a_refusal_loses_nothing_and_says_what_to_do(
    centre: Centre, faults: Faults, desk_of: Callable[[str], Page]
) -> None:
    faults.expect(422)
    page = desk_of(CLERK)
    page.goto(centre.address + "/inquiries/new/")
    expect(page.locator("#register[data-keeps]")).to_be_attached()
    page.context.set_offline(True)
    write(page, "断网戊", "13700000105", "证件号写错的那件")
    page.locator("[name=channel][value=on_site]").check(force=True)
    # The register page asks for a date of a promise; the server alone knows that this one is too far away.
    page.keyboard.press("Alt+5")
    page.locator("[name=reason]").fill("设备在修")
    page.locator("[name=promised_for]").fill("2031-01-01")
    page.locator("[name=words]").fill(WORDS)
    page.keyboard.press("Control+Enter")
    expect(page.locator(COUNT)).to_have_text("1")
    page.context.set_offline(False)
    expect(page.locator("[data-waiting].refused")).to_be_visible()
    expect(page.locator(COUNT)).to_have_text("1")
    assert inquiries_about(centre, "证件号写错的那件") == []

    page.locator("[data-waiting]").click()
    expect(page.locator("#ask [data-why]")).to_contain_text("承诺最远到一年以内")
    page.locator("#ask [data-correct]").click()
    page.wait_for_url("**/inquiries/new/?kept=*")
    expect(page.locator("#id_matter")).to_have_value("证件号写错的那件")
    expect(page.locator("#id_name")).to_have_value("断网戊")
    expect(page.locator("[name=words]")).to_have_value(WORDS)
    expect(page.locator(COUNT)).to_have_text("0")
    page.locator("[name=promised_for]").fill("2026-10-12")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "/inquiries/new/" not in url)
    assert [state for state, _ in inquiries_about(centre, "证件号写错的那件")] == ["promised"]


def test_a_refused_one_is_thrown_away_only_after_asking(
    centre: Centre, faults: Faults, desk_of: Callable[[str], Page]
) -> None:
    faults.expect(422)
    page = desk_of(CLERK)
    page.goto(centre.address + "/inquiries/new/")
    expect(page.locator("#register[data-keeps]")).to_be_attached()
    page.context.set_offline(True)
    write(page, "断网己", "13700000106", "不要了的那件")
    page.locator("[name=channel][value=on_site]").check(force=True)
    page.keyboard.press("Alt+5")
    page.locator("[name=reason]").fill("设备在修")
    page.locator("[name=promised_for]").fill("2031-01-01")
    page.locator("[name=words]").fill(WORDS)
    page.keyboard.press("Control+Enter")
    expect(page.locator(COUNT)).to_have_text("1")
    page.context.set_offline(False)
    page.locator("[data-waiting].refused").click()
    page.locator("#ask [data-discard]").click()
    page.locator("#ask [data-no]").click()
    expect(page.locator(COUNT)).to_have_text("1")
    page.locator("#ask [data-discard]").click()
    page.locator("#ask [data-yes]").click()
    expect(page.locator(COUNT)).to_have_text("0")
    assert inquiries_about(centre, "不要了的那件") == []


def test_f8_a_call_without_a_number_is_not_kept_either(centre: Centre, desk_of: Callable[[str], Page]) -> None:
    page = desk_of(CLERK)
    page.goto(centre.address + "/inquiries/new/")
    expect(page.locator("#register[data-keeps]")).to_be_attached()
    page.context.set_offline(True)
    write(page, "断网庚", "", "没留号码的来电")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-toast]").last).to_contain_text("来电要记下姓名、电话和事项")
    expect(page.locator("#id_phone")).to_be_focused()
    expect(page.locator("#id_matter")).to_have_value("没留号码的来电")
    expect(page.locator(COUNT)).to_have_text("0")


@pytest.fixture
def reviewed_case(centre: Centre, desk_of: Callable[[str], Page]) -> Page:
    """A case of five materials, just accepted."""
    page = desk_of(CLERK)
    hands = Hands(page)
    begin_registering(hands, "蒋寅石", "13700000021", "老屋想在原址翻建")
    take_item(hands, "农村村民宅基地审批", "改建翻建")
    hands.press("Alt+2", "F8", "Control+Enter")
    page.wait_for_url("**/cases/*/")
    expect(page.locator("#review-sum")).to_have_text("5 份：未审 5")
    return page


def reviews_of(centre: Centre, page: Page) -> list[list[str]]:
    """Result and reason of every recorded review of the case, oldest first."""
    number = "办 " + page.url.rstrip("/").rpartition("/")[2]
    return json.loads(  # type: ignore[no-any-return]
        centre.asked(
            f"""
import json
from shouwen.cases.models import Case
from shouwen.journal.queries import of_subject
case = Case.objects.get(number={number!r})
events = [one for one in of_subject(case.centre_id, "case", case.pk) if one.action == "case.review"]
print(json.dumps([[one.data["state"], one.data["reason"]] for one in events]))"""
        )
    )


def test_n6_a_review_while_the_line_is_down_is_kept_and_recorded_once(centre: Centre, reviewed_case: Page) -> None:
    page, hands = reviewed_case, Hands(reviewed_case)
    hands.press("1")
    expect(page.locator("#review-sum")).to_have_text("5 份：合格 1，未审 4")
    page.context.set_offline(True)
    hands.press("ArrowDown", "2")
    expect(page.locator(COUNT)).to_have_text("1")
    expect(page.locator("#materials tbody").nth(1).locator("td.why")).to_contain_text("缺少，先存着，通了补上")
    hands.press("ArrowDown", "3")
    expect(page.locator("#ask h2")).to_have_text("哪里不符合")
    hands.write("没有签名")
    hands.press("Enter")
    expect(page.locator(COUNT)).to_have_text("2")
    assert [state for state, _ in reviews_of(centre, page)] == ["ok"]

    hands.press("F9")
    assert page.locator("dialog[open]").count() == 0
    page.context.set_offline(False)
    expect(page.locator(COUNT)).to_have_text("0")
    expect(page.locator("#review-sum")).to_have_text("5 份：合格 1，不符合 1，缺少 1，未审 2")
    reviews = reviews_of(centre, page)
    assert [state for state, _ in reviews] == ["ok", "missing", "defective"]
    assert reviews[2][1] == "没有签名"


def test_n6_a_review_whose_answer_was_lost_is_recorded_once(centre: Centre, reviewed_case: Page) -> None:
    page = reviewed_case

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/materials/*/", lose_the_answer, times=1)
    Hands(page).press("1")
    expect(page.locator("#review-sum")).to_have_text("5 份：未审 5")
    expect(page.locator(COUNT)).to_have_text("1")
    page.reload()
    expect(page.locator(COUNT)).to_have_text("0")
    expect(page.locator("#review-sum")).to_have_text("5 份：合格 1，未审 4")
    assert reviews_of(centre, page) == [["ok", ""]]


def test_two_presses_without_the_line_keep_one(centre: Centre, desk_of: Callable[[str], Page]) -> None:
    page = desk_of(CLERK)
    page.goto(centre.address + "/inquiries/new/")
    expect(page.locator("#register[data-keeps]")).to_be_attached()
    page.context.set_offline(True)
    write(page, "断网丑", "13700000112", "按了两下的那件")
    page.evaluate("""() => { for (const _ of [1, 2])
        document.getElementById("register").dispatchEvent(new Event("submit", {bubbles: true, cancelable: true})); }""")
    kept(page)
    page.keyboard.press("Control+Enter")
    page.locator("[data-waiting]").click()
    expect(page.locator("#ask li")).to_have_count(1)
    expect(page.locator(COUNT)).to_have_text("1")
    page.locator("#ask .acts [data-close]").click()
    page.context.set_offline(False)
    expect(page.locator(COUNT)).to_have_text("0")
    assert len(inquiries_about(centre, "按了两下的那件")) == 1


def test_the_list_says_the_centres_time_in_any_zone(centre: Centre, faults: Faults, browser: Browser) -> None:
    context = browser.new_context(locale="zh-CN", timezone_id="Europe/London")
    faults.watch(context)
    page = context.new_page()
    log_in(page, centre, CLERK)
    keep_one(centre, page, "别的时区的那件")
    hour = page.locator("[data-time]").inner_text().partition(":")[0]
    page.locator("[data-waiting]").click()
    expect(page.locator("#ask [data-when]")).to_have_text(re.compile(rf"^0?{int(hour)}:\d\d$"))
    page.unroute("**/inquiries/new/")
    page.locator("#ask [data-send]").click()
    expect(page.locator(COUNT)).to_have_text("0")
    context.close()


def test_a_page_opened_anew_without_the_line_is_the_register_page_with_what_waits(
    centre: Centre, desk_of: Callable[[str], Page]
) -> None:
    page = desk_of(CLERK)
    expect(page.locator("body[data-shell=kept]")).to_be_attached()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto(centre.address + "/inquiries/new/")
    expect(page.locator("#register[data-keeps]")).to_be_attached()
    expect(page.locator("[data-offline-words]")).to_have_text("网断了，照常登记和审材料，通了自动补上")
    write(page, "断网壬", "13700000109", "断网后重开页面记的那件")
    page.keyboard.press("Control+Enter")
    expect(page.locator(COUNT)).to_have_text("1")
    page.reload()
    expect(page.locator(COUNT)).to_have_text("1")
    page.goto(centre.address + "/cases/")
    expect(page.locator("#register h1")).to_have_text("登记首问")
    page.locator("[data-waiting]").click()
    expect(page.locator("#ask li b")).to_have_text("登记首问 断*壬：断网后重开页面记的那件")
    page.locator("#ask .acts [data-close]").click()
    write(page, "断网癸", "13700000110", "在别的页的地方记的那件")
    page.keyboard.press("Control+Enter")
    expect(page.locator(COUNT)).to_have_text("2")
    page.context.set_offline(False)
    expect(page.locator(COUNT)).to_have_text("0")
    assert [state for state, _ in inquiries_about(centre, "断网后重开页面记的那件")] == ["answered"]
    assert [state for state, _ in inquiries_about(centre, "在别的页的地方记的那件")] == ["answered"]


def test_a_step_that_cannot_wait_leaves_the_page_as_it_is(centre: Centre, reviewed_case: Page) -> None:
    page = reviewed_case
    page.context.set_offline(True)
    Hands(page).press("0")
    expect(page.locator("[data-toast]").last).to_contain_text("网断了，这一步要等通了再办")
    expect(page.locator("#review-sum")).to_have_text("5 份：未审 5")
    page.context.set_offline(False)
    Hands(page).press("0")
    expect(page.locator("#review-sum")).to_have_text("5 份：合格 5")
