"""材料审查 with the mouse: a press lasts a moment, and what was pressed counts however the page moves meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from tests.cases.scene import fresh, review
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


def press(page: Page, name: str, choice: str, *, hold_ms: int = 90) -> None:
    """As a hand does: down, a moment, up, at the place where the choice stood when the hand came down."""
    label = page.get_by_role("radiogroup", name=name).get_by_text(choice, exact=True)
    label.scroll_into_view_if_needed()
    box = label.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(hold_ms)
    page.mouse.up()


def states(case: Case) -> list[str]:
    return list(case.materials.order_by("position").values_list("state", flat=True))


def test_n4_every_row_takes_the_press_of_a_mouse(town: Town, case: Case, as_staff: Opened) -> None:
    page = as_staff(town.he, PAGE)
    page.wait_for_load_state("networkidle")

    for count, name in enumerate(NAMES, 1):
        press(page, name, "缺少")
        expect(page.locator("#review-sum")).to_contain_text(f"缺少 {count}")
    expect(page.locator("#review-sum")).to_have_text("4 份：缺少 4")
    expect(page.locator("tbody.sel .nm")).to_have_text("照片")

    assert states(case) == ["missing"] * 4


def test_n4_nothing_moves_between_press_and_release(town: Town, case: Case, as_staff: Opened) -> None:
    page = as_staff(town.he, PAGE)
    page.wait_for_load_state("networkidle")
    label = page.get_by_role("radiogroup", name="四邻意见").get_by_text("缺少", exact=True)
    before = label.bounding_box()
    assert before is not None

    page.mouse.move(before["x"] + 10, before["y"] + 10)
    page.mouse.down()
    page.wait_for_timeout(90)
    assert label.bounding_box() == before
    page.mouse.up()
    expect(page.locator("tbody.sel .nm")).to_have_text("四邻意见")
    expect(page.locator("#review-sum")).to_have_text("4 份：缺少 1，未审 3")


def test_n4_a_result_is_changed_by_the_mouse_although_an_answer_comes_under_the_press(
    town: Town, case: Case, as_staff: Opened
) -> None:
    review(case, town.actor(town.he), NOW)
    page = as_staff(town.he, PAGE)
    page.wait_for_load_state("networkidle")

    def late(route: Route) -> None:
        page.wait_for_timeout(150)
        route.continue_()

    page.route("**/materials/*/", late)
    for name in NAMES:
        press(page, name, "缺少", hold_ms=250)
    expect(page.locator("#review-sum")).to_have_text("4 份：缺少 4")

    assert states(fresh(case)) == ["missing"] * 4
