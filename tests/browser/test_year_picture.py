"""The picture of a whole month's sheet, which needs the whole year of the demo town; made only for the README."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.centre import OFFICE, running_centre
from tests.browser.conftest import log_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_sheet_of_the_year_is_shown_with_its_reason(
    page: Page, picture: Callable[[Page, str], None], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with running_centre(tmp_path_factory.mktemp("year") / "data", is_small=False) as centre:
        log_in(page, centre, OFFICE)
        page.goto(f"{centre.address}/sheets/2026-08/EP02/")
        expect(page.locator("h1")).to_have_text("杨惊蛰　2026年8月考核表")
        expect(page.locator("aside.trace .calc")).to_contain_text("计1分")
        assert page.locator("tr[data-row]").count() > 3
        picture(page, "5-sheet.png")
