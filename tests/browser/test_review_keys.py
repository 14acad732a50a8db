"""材料审查 by fast keys: a key pressed before the answer to the earlier one has come is neither lost nor taken for another row."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from tests.factories import Town, civil, make_case, make_item, make_person, make_town

from shouwen import civil_time
from shouwen.cases.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = civil(2026, 10, 9, 10, 58)
PAGE = "/cases/26-00001/"
NAMES = ("申请表", "设计图", "四邻意见", "照片")
Opened = Callable[..., Page]


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    return make_town()


@pytest.fixture
def case(town: Town) -> Case:
    version = make_item(town.general, materials=NAMES, promised_limit=8)
    return make_case(town.actor(town.he), version, at=civil(2026, 9, 29), person=make_person(town.centre))


def first_held(page: Page) -> Callable[[], None]:
    """The first review doesn't reach the server until the returned function is called; the others go their way."""
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/materials/*/", hold_first)
    return lambda: held[0].continue_()


def states(case: Case) -> list[str]:
    return list(case.materials.order_by("position").values_list("state", flat=True))


def test_n4_keys_pressed_before_the_first_answer_has_come_all_count(town: Town, case: Case, as_staff: Opened) -> None:
    page = as_staff(town.he, PAGE)
    page.wait_for_load_state("networkidle")
    answer = first_held(page)

    for key in ("3", "1", "ArrowDown", "1", "2", "ArrowDown", "3", "1"):
        page.keyboard.press(key, delay=80)
    answer()
    expect(page.locator("#review-sum")).to_have_text("4 份：合格 2，缺少 1，未审 1")
    expect(page.locator("tbody.sel .nm")).to_have_text("四邻意见")

    assert states(case) == ["ok", "missing", "ok", "unreviewed"]


def test_n4_the_rest_is_approved_only_after_what_was_pressed_before(town: Town, case: Case, as_staff: Opened) -> None:
    page = as_staff(town.he, PAGE)
    page.wait_for_load_state("networkidle")
    answer = first_held(page)

    for key in ("1", "ArrowDown", "2", "0"):
        page.keyboard.press(key, delay=80)
    page.wait_for_timeout(100)
    answer()
    expect(page.locator("#review-sum")).to_have_text("4 份：合格 3，缺少 1")

    assert states(case) == ["ok", "missing", "ok", "ok"]


def test_n4_keys_with_arrows_between_are_no_scan_however_fast(town: Town, case: Case, as_staff: Opened) -> None:
    page = as_staff(town.he, PAGE)
    page.wait_for_load_state("networkidle")

    page.evaluate(
        """keys => { for (const key of keys)
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})); }""",
        ["1", "ArrowDown", "1", "ArrowDown", "2", "ArrowDown"],
    )
    expect(page.locator("#review-sum")).to_have_text("4 份：合格 2，缺少 1，未审 1")

    assert states(case) == ["ok", "ok", "missing", "unreviewed"]
