"""替别人办 on a phone (S2): written down at the desk with a drawn signature, the agent applies, the principal takes it back, the
agent is told why it goes no further. Axe at each page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.agency.scene import AGENT, NOW, PRINCIPAL
from tests.browser.conftest import Faults
from tests.factories import Town, make_town
from tests.files.samples import picture

from shouwen import civil_time
from shouwen.agency.models import Authorisation
from shouwen.agency.queries import by_link
from shouwen.applications.models import Application
from shouwen.people.models import Staff
from shouwen.telling.actions import words_of
from shouwen.telling.models import Telling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    return make_town()


@pytest.fixture
def phone(browser: Browser, faults: Faults) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", timezone_id="Asia/Shanghai")
    faults.watch(context)
    yield context.new_page()
    context.close()


def sign(page: Page) -> None:
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box() or box
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(box["x"] + 40 + 30 * step, box["y"] + (120 if step % 2 else 60))
    page.mouse.up()


def test_s2_the_agent_applies_for_a_principal_who_takes_it_back(
    town: Town,
    phone: Page,
    live_server: Any,
    as_staff: Callable[[Staff, str], Page],
    axe: Callable[[Page], list[str]],
    faults: Faults,
) -> None:
    faults.expect(422)
    desk = as_staff(town.he, "/agency/new/")
    desk.get_by_label("委托人姓名").fill(PRINCIPAL.name)
    desk.get_by_label("委托人证件号").fill(PRINCIPAL.id_number)
    desk.get_by_label("委托人电话").fill(PRINCIPAL.phone)
    desk.get_by_label("代办人姓名").fill(AGENT.name)
    desk.get_by_label("代办人证件号").fill(AGENT.id_number)
    desk.get_by_label("代办人电话").fill(AGENT.phone)
    desk.get_by_label(town.house.item.name).check()
    desk.get_by_label("到哪天").fill("2026-12-31")
    sign(desk)
    found = {"new": axe(desk)}
    desk.get_by_role("button", name="登记 ").click()
    expect(desk.get_by_text("托 26-0001").first).to_be_visible()
    found["desk"] = axe(desk)
    code = re.search(r"[0-9]{4} [0-9]{4} [0-9]{4}", desk.locator("dl").inner_text())[0]  # type: ignore[index]

    phone.goto(f"{live_server.url}/apply/{town.house.item.code}/")
    expect(phone.get_by_label("委托编号")).to_be_hidden()
    phone.get_by_label("替别人办").check()
    phone.get_by_label("委托编号").fill("托 26-0001")
    phone.get_by_label("委托码").fill(code)
    phone.get_by_label("您的手机号").fill(AGENT.phone)
    found["start"] = axe(phone)
    phone.get_by_role("button", name="开始填").click()
    phone.get_by_label("姓名").fill(PRINCIPAL.name)
    phone.get_by_label("身份证号").fill(PRINCIPAL.id_number)
    phone.get_by_label("现在住在哪里").fill("二坪村三组12号")
    phone.get_by_role("button", name="存好，下一步").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("拍照片传上来")
    for place in range(3):
        row = phone.locator("section.mat").nth(place)
        photo = {"name": "照片.png", "mimeType": "image/png", "buffer": picture(size=(200 + place, 90))}
        row.locator("input[type=file]").set_input_files(photo)  # type: ignore[arg-type]
        row.get_by_role("button", name="传上去").click()
        expect(phone.locator("section.mat").nth(place).locator(".got li")).to_have_count(1)
        phone.wait_for_load_state("networkidle")

    link = re.search(r"/v/([0-9a-f]{32})/", words_of(Telling.objects.get()))[1]  # type: ignore[index]
    assert by_link(link) == Authorisation.objects.get()
    principal = phone.context.new_page()
    principal.goto(f"{live_server.url}/v/{link}/")
    expect(principal.get_by_role("heading", level=1)).to_have_text("陈*木替您办事")
    found["principal"] = axe(principal)
    principal.get_by_label("我要撤回").check()
    principal.get_by_role("button", name="撤回委托").click()
    expect(principal.get_by_role("heading", level=1)).to_have_text("您撤回了这份委托")
    found["revoked"] = axe(principal)

    phone.get_by_role("link", name="下一步：看一遍").click()
    phone.get_by_label("写的、传的都是真的").check()
    phone.get_by_role("button", name="交上去").click()
    expect(phone.get_by_role("alert")).to_contain_text("委托人 2026年10月9日撤回了委托 托 26-0001，不能再替他办")
    found["refused"] = axe(phone)
    assert Application.objects.get().state == "draft"
    assert {name: those for name, those in found.items() if those} == {}
