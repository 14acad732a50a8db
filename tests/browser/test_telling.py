"""告知 in the browser: a call that is owed is made, and a text of the centre's own is written with its preview (T3, P3c)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from tests.factories import Town, civil, make_town
from tests.telling.scene import owed_call

from shouwen import civil_time
from shouwen.people.models import Staff
from shouwen.telling.models import TemplateText

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opened = Callable[[Staff, str], Page]
Axe = Callable[[Page], list[str]]


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Town:
    settings.SMS_URL = settings.SMTP_URL = ""
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 10, 9, 10, 47))
    return make_town()


def test_p3c_a_call_that_is_owed_is_opened_made_and_noted_by_keyboard(town: Town, as_staff: Opened, axe: Axe) -> None:
    call = owed_call(town)
    page = as_staff(town.deng, "/calls-to-make/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("tr[data-row] .num").first).to_have_text("电 26-0001")
    found = {"list": axe(page)}
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("打电话告诉 陈*木")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".read-out")).to_contain_text("要延期 3 个工作日，改到 10月26日 周一前办结")
    expect(page.locator("main")).not_to_contain_text("45678901")
    found["call"] = axe(page)
    page.keyboard.press("Alt+1")
    expect(page.locator(".dial")).to_contain_text("4567")
    page.wait_for_load_state("networkidle")
    found["number"] = axe(page)
    page.keyboard.press("Alt+1")
    page.keyboard.press("Alt+3")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("告知到了")
    call.refresh_from_db()
    assert (call.state, call.means, call.settled_by_id) == ("reached", "phone", town.deng.pk)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def test_t3_a_text_in_the_centres_own_words_shows_how_it_reads_before_it_is_kept(
    town: Town, as_staff: Opened, axe: Axe
) -> None:
    page = as_staff(town.office, "/settings/texts/")
    page.wait_for_load_state("networkidle")
    found = {"list": axe(page)}
    page.goto(page.url + "answered_online/")
    page.wait_for_load_state("networkidle")
    page.locator("#id_words").fill("{中心}答复了您在网上问的{编号}：{看答复}")
    expect(page.locator("#preview")).to_contain_text("二坪镇便民服务中心答复了您在网上问的办 26-01873")
    found["text"] = axe(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/settings/texts/")
    page.goto(page.url + "answered_online/")
    expect(page.locator(".versions li")).to_have_count(2)
    assert TemplateText.objects.get().words == "{中心}答复了您在网上问的{编号}：{看答复}"
    assert {state: wrong for state, wrong in found.items() if wrong} == {}
