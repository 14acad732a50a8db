"""办件 in a real browser: the review by keys, the notice that opens, every state of the page without a fault of axe."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.cases.scene import fresh, review
from tests.factories import Town, civil, make_case, make_item, make_person, make_town

from shouwen import civil_time
from shouwen.cases import limits
from shouwen.cases.enums import CaseState, ReviewState
from shouwen.cases.models import Case
from shouwen.papers.models import Paper, Print

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = civil(2026, 10, 9, 10, 58)
PAGE = "/cases/26-00001/"
Opened = Callable[..., Page]


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    return make_town()


@pytest.fixture
def case(town: Town) -> Case:
    version = make_item(town.general, materials=("申请表", "设计图", "四邻意见"), promised_limit=8)
    return make_case(
        town.actor(town.he), version, at=civil(2026, 9, 29), person=make_person(town.centre, address="二坪镇一组")
    )


def opened(page: Page) -> Page:
    page.wait_for_load_state("load")
    return page


def states(case: Case) -> list[str]:
    return list(case.materials.values_list("state", flat=True))


def test_n4_review_and_notice_with_the_keyboard_alone(town: Town, case: Case, as_staff: Opened) -> None:
    page = opened(as_staff(town.he, PAGE))
    press, total, foot = page.keyboard.press, page.locator("#review-sum"), page.locator("#bar")

    press("1")
    expect(total).to_have_text("3 份：合格 1，未审 2")
    press("ArrowDown")
    press("3")
    expect(foot).to_contain_text("“设计图”哪里不符合，还没有写。")
    press("F8")
    press("Space")
    expect(total).to_have_text("3 份：合格 1，不符合 1，未审 1")
    expect(page.locator("tbody.sel .why")).to_have_text("没有签名。由本人签名，重新交原件 1 份")
    press("Tab")
    expect(page.get_by_label("没有盖章")).to_be_focused()
    press("ArrowDown")
    press("2")
    expect(total).to_have_text("3 份：合格 1，不符合 1，缺少 1")
    expect(page.locator("#saved")).to_have_text("已自动保存 10:58")
    expect(foot).to_contain_text("2 项，一式两份")
    press("F9")

    expect(page.locator("dialog[open] h2")).to_have_text("已出具 二坪便补〔2026〕1号")
    expect(page.locator("dialog[open] iframe")).to_have_attribute("src", re.compile(r"^/papers/\d+/pdf#"))
    assert page.url.endswith(PAGE)
    press("Control+Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert (Paper.objects.get().number, fresh(case).state) == ("二坪便补〔2026〕1号", CaseState.CORRECTING)


def test_own_words_are_saved_while_they_are_typed(town: Town, case: Case, as_staff: Opened) -> None:
    page = opened(as_staff(town.he, PAGE))

    page.keyboard.press("3")
    page.locator("input[name=own]").fill("没标东侧间距")
    expect(page.locator("tbody.sel .why")).to_have_text("没标东侧间距。重新交原件 1 份")
    expect(page.locator("input[name=own]")).to_be_focused()

    material = case.materials.all()[0]
    assert (material.state, material.reason) == (ReviewState.DEFECTIVE, "没标东侧间距")


def test_materials_come_all_is_in_order_and_the_case_ends(
    town: Town, case: Case, as_staff: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = town.actor(town.he)
    review(case, by, NOW, faults={"设计图": ReviewState.DEFECTIVE})
    page = opened(as_staff(town.he, PAGE))
    press = page.keyboard.press

    press("F9")
    expect(page.locator("dialog[open] h2")).to_have_text("已出具 二坪便补〔2026〕1号")
    press("Control+Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 10, 12))
    press("F9")
    expect(page.locator("dialog[open] h2")).to_have_text("收到补交材料")
    press("Control+Enter")
    expect(page.locator("#review-sum")).to_have_text("3 份：合格 2，未审 1")
    opened(page)
    press("0")
    expect(page.locator("#review-sum")).to_have_text("3 份：合格 3")
    press("Control+Enter")
    expect(page.locator("dialog[open] textarea")).to_be_focused()
    press("Control+Enter")
    expect(page.locator(".big")).to_contain_text("按时办结")

    assert fresh(case).words_told == "已办好，请带身份证到窗口领取结果"


def test_t3_a_refused_step_opens_its_reason_and_a_way_out(town: Town, case: Case, as_staff: Opened) -> None:
    at = civil(2026, 10, 8)
    limits.extend(case=case, workdays=1, reason="等回函", category="other", told_at=at, by=town.actor(town.he), at=at)
    page = opened(as_staff(town.he, PAGE))

    page.locator("#bar").get_by_text("延期（已用完）").click(force=True)
    expect(page.locator("dialog[open] .say-no b")).to_have_text("已经延过一次。一件只能延一次，合计不超过5个工作日")
    page.locator("dialog[open]").get_by_text("转交承办人", exact=True).click()

    page.wait_for_url("**/transfer/")


def test_what_is_missing_is_said_in_the_dialog_and_what_was_typed_stays(
    town: Town, case: Case, as_staff: Opened, faults: object
) -> None:
    faults.expect(422)  # type: ignore[attr-defined]
    page = opened(as_staff(town.he, PAGE))

    page.locator("#bar").get_by_text("延期", exact=True).click()
    page.locator("dialog[open] textarea").fill("等区里回函")
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog[open]")).to_contain_text("还没有选延几天")
    page.locator("dialog[open]").get_by_label("3 天").check()
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog[open] .say-no")).to_contain_text("还没有选哪一类理由")
    page.locator('dialog[open] input[name="category"]').first.check()
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog[open] .say-no")).to_contain_text("没有把延期告诉办事人")
    expect(page.locator("dialog[open] textarea")).to_have_value("等区里回函")
    page.locator("dialog[open]").get_by_label("打电话说了").check()
    page.keyboard.press("Control+Enter")

    expect(page.locator(".big")).to_contain_text("10月20日 周二 17:30 到期")


def test_axe_finds_nothing_in_any_state(
    town: Town, case: Case, as_staff: Opened, axe: Callable[[Page], list[str]]
) -> None:
    page = opened(as_staff(town.he, PAGE))
    found = {"new": axe(page)}
    page.keyboard.press("3")
    expect(page.locator("#bar")).to_contain_text("还没有写")
    found["draft"] = axe(page)
    page.locator("#bar").wait_for()
    review(case, town.actor(town.he), NOW, faults={"设计图": ReviewState.DEFECTIVE})
    page.reload()
    page.keyboard.press("F9")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Control+Enter")
    found["waiting"] = axe(page)
    for path in (
        "/cases/",
        f"{PAGE}papers/",
        f"{PAGE}receive/",
        f"{PAGE}extend/",
        f"{PAGE}transfer/",
        f"{PAGE}notice/",
    ):
        page.goto(page.url.split("/cases/")[0] + path)
        found[path] = axe(page)

    assert {name: faults for name, faults in found.items() if faults} == {}
    assert Print.objects.count() == 1
