"""预警表、督办、问责 in the browser: an order is answered and accepted, and the pages have nothing serious for axe (T1, P4)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.factories import civil
from tests.supervision.scene import Scene, make_scene

from shouwen import civil_time
from shouwen.people.models import Staff
from shouwen.supervision.models import SupervisionOrder

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 10, 16, 10))
    return make_scene()


def test_t1_an_order_goes_round_by_keyboard(
    scene: Scene, as_staff: Callable[[Staff, str], Page], axe: Callable[[Page], list[str]]
) -> None:
    clock = scene.owe()
    found: dict[str, list[str]] = {}
    page = as_staff(scene.town.office, "/settings/escalation/")
    page.wait_for_load_state("networkidle")
    found["marks"] = axe(page)
    page.goto(page.url.replace("/settings/escalation/", "/warnings/"))
    page.wait_for_load_state("networkidle")
    found["warnings"] = axe(page)
    page.goto(page.url.replace("/warnings/", f"/supervision/new/?clock={clock.pk}"))
    page.wait_for_load_state("networkidle")
    found["new"] = axe(page)
    page.keyboard.type("今天办完，告诉本人")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/supervision/26-0001/")
    page = as_staff(scene.town.he, "/supervision/26-0001/")
    page.wait_for_load_state("networkidle")
    found["answer"] = axe(page)
    page.keyboard.type("下午四点前办完")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("已答复，待认可")
    page = as_staff(scene.town.office, "/supervision/26-0001/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#id_accept")).to_be_focused()
    expect(page.locator("#id_accept")).to_be_in_viewport()
    found["accept"] = axe(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("已办结")
    assert SupervisionOrder.objects.get().ended_by_id == scene.town.office.pk
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def test_p4_the_form_of_a_measure_shows_what_its_kind_asks_for(
    scene: Scene, as_staff: Callable[[Staff, str], Page]
) -> None:
    page = as_staff(scene.town.office, "/accountability/new/")
    page.wait_for_load_state("networkidle")
    seen = {}
    for kind in ("rectify", "award_loss", "warning"):
        page.select_option("#id_kind", kind)
        seen[kind] = (page.locator("#id_limit_workdays").is_visible(), page.locator("#id_year").is_visible())
    assert seen == {"rectify": (True, False), "award_loss": (False, True), "warning": (False, False)}
