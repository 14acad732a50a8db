"""工作日历 in the browser: a local day, what it would move, and the list of due dates that moved (T2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.factories import Town, civil, make_case, make_staff, make_town

from shouwen import civil_time
from shouwen.clocks import recomputation
from shouwen.clocks.models import LocalDay
from shouwen.people.enums import Role
from shouwen.people.models import Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AT = civil(2026, 10, 12, 9, 30)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    return make_town()


def test_t2_a_local_day_is_looked_at_set_and_leads_to_the_due_dates_that_moved(
    town: Town, as_staff: Callable[[Staff, str], Page], axe: Callable[[Page], list[str]]
) -> None:
    make_case(town.actor(town.he), town.house, at=civil(2026, 10, 9))
    admin = make_staff(town.centre, "管理员", roles=[Role.ADMINISTRATOR])
    page = as_staff(admin, "/calendar/days/")
    page.wait_for_load_state("networkidle")
    found = {"days": axe(page)}
    page.locator("input[name=day]").fill("2026-10-15")
    page.locator("input[name=name]").fill("停电检修")
    page.locator("input[name=basis]").fill("镇政府2026年10月10日通知")
    page.get_by_role("button", name="先看会变哪些").click()
    expect(page.locator(".outlook")).to_contain_text("1 件没办完的到期日会变")
    page.wait_for_load_state("networkidle")
    assert LocalDay.objects.count() == 0
    found["outlook"] = axe(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("到期日变动")
    expect(page.locator(".say-no[role=status]")).to_contain_text("正在重算")
    recomputation.run_all(centre_id=town.centre.pk, at=AT)
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".say-no[role=status]")).to_contain_text("重算 1 件，1 件的到期日变了")
    row = page.locator("tr[data-row]")
    expect(row).to_have_count(1)
    expect(row.locator("del")).to_contain_text("10月20日")
    expect(row.locator("ins")).to_contain_text("10月21日")
    found["moved"] = axe(page)
    page.keyboard.press("F9")
    expect(page.locator("dialog[open]")).to_contain_text("停电检修")
    found["why"] = axe(page)
    page.keyboard.press("Escape")
    page.goto(page.url.split("/calendar/")[0] + "/calendar/moves/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("tr[data-row]")).to_contain_text("2026年10月15日停办：停电检修")
    found["moves"] = axe(page)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}
