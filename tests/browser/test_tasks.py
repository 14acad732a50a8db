"""上级任务 in the browser: a hotline's list is checked and imported, one task assigned, and submitted by who got it (T1)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.factories import Town, civil, make_town
from tests.tasks.test_import import HEADER, ROWS, workbook

from shouwen import civil_time
from shouwen.people.models import Staff
from shouwen.tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 10, 9, 10, 47))
    return make_town()


def test_t1_a_hotlines_list_is_checked_imported_assigned_and_submitted(
    town: Town, as_staff: Callable[[Staff, str], Page], axe: Callable[[Page], list[str]]
) -> None:
    page = as_staff(town.office, "/tasks/import/")
    page.wait_for_load_state("networkidle")
    found = {"choose": axe(page)}
    page.locator("#id_superior").fill("12345热线")
    page.locator("input[type=file]").set_input_files(
        {"name": "工单.xlsx", "mimeType": XLSX, "buffer": workbook([HEADER, *ROWS[:2]])}
    )
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("核对任务清单")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".sums li").first).to_have_text("2新任务")
    assert Task.objects.count() == 0
    found["check"] = axe(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/tasks/**")
    expect(page.locator("table tbody tr")).to_have_count(2)
    page.wait_for_load_state("networkidle")
    found["list"] = axe(page)

    page.goto(page.url.split("/tasks/")[0] + "/tasks/26-0001/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_contain_text("路灯不亮")
    page.locator("form[action$='/assign/'] select").select_option(str(town.deng.pk))
    found["assign"] = axe(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".first-one b")).to_contain_text("邓白露")

    page = as_staff(town.deng, "/tasks/26-0001/")
    page.wait_for_load_state("networkidle")
    page.locator("#id_result").fill("灯已经修好，晚上试过")
    page.locator("input[name=told][value=phone]").check()
    found["submit"] = axe(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".done-card")).to_contain_text("灯已经修好，晚上试过")
    expect(page.locator(".papers-of")).to_contain_text("二坪便任〔2026〕1号")
    assert Task.objects.get(number="任 26-0001").state == "submitted"
    assert {state: wrong for state, wrong in found.items() if wrong} == {}
