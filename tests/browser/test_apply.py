"""网上办 on a phone (S1): apply, be asked once for one photo, hand it in; axe at each page, photos drawn smaller before they go."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from stdnum.cn import ric
from tests.browser.conftest import Faults
from tests.files.samples import picture as drawn

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
ID_NUMBER = "50999919620315001" + ric.calc_check_digit("509999196203150010")


def photo(width: int) -> dict[str, object]:
    return {"name": "照片.png", "mimeType": "image/png", "buffer": drawn(size=(width, 300))}


def upload(phone: Page, place: int, width: int) -> None:
    material = phone.locator("section.mat").nth(place)
    before = material.locator(".got li").count()
    material.locator("input[type=file]").set_input_files(photo(width))  # type: ignore[arg-type]
    material.get_by_role("button", name="传上去").click()
    expect(phone.locator("section.mat").nth(place).locator(".got li")).to_have_count(before + 1)
    phone.wait_for_load_state("networkidle")


def test_s1_applied_on_a_phone_corrected_once_and_handed_in(
    stranger: Opened, desk: Opened, faults: Faults, axe: Callable[[Page], list[str]]
) -> None:
    faults.expect(422)
    phone = stranger("/apply/JY02/", is_phone=True)
    phone.wait_for_load_state("networkidle")
    found = {"start": axe(phone)}
    phone.get_by_label("您的手机号").fill("12900001234")
    phone.get_by_role("button", name="开始填").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("填几样")
    phone.get_by_label("姓名").fill("陈甲木")
    phone.get_by_label("身份证号").fill("5099")
    phone.get_by_role("button", name="存好，下一步").click()
    expect(phone.get_by_text("身份证号应是 18 位，现在是 4 位")).to_be_visible()
    expect(phone.get_by_label("姓名")).to_have_value("陈甲木")
    found["fill"] = axe(phone)
    phone.get_by_label("身份证号").fill(ID_NUMBER)
    phone.get_by_label("现在住在哪里").fill("火石村3组")
    phone.get_by_label("为什么难找工作").fill("家里老人要照看")
    phone.get_by_role("button", name="存好，下一步").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("拍照片传上来")
    phone.wait_for_load_state("networkidle")
    for place in range(3):
        upload(phone, place, 400 + place)
    found["materials"] = axe(phone)
    phone.get_by_role("link", name="下一步：看一遍").click()
    phone.get_by_label("写的、传的都是真的").check()
    found["check"] = axe(phone)
    phone.get_by_role("button", name="交上去").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("交上来了，窗口先看一遍")
    number = re.search(r"网办 (26-[0-9]{4})", phone.locator(".who").inner_text())[1]
    found["sent"] = axe(phone)

    page = desk("zhouxiaoman", f"/applications/{number}/")
    page.wait_for_load_state("networkidle")
    found["desk"] = axe(page)
    for row in range(3):
        page.locator("fieldset.mat").nth(row).get_by_label("合格", exact=True).check()
    last = page.locator("fieldset.mat").nth(2)
    last.get_by_label("不符合", exact=True).check()
    last.get_by_label("的毛病").fill("公章看不清")
    page.get_by_role("button", name="一次告知补正").click()
    expect(page.get_by_text("已收件").first).to_be_visible()

    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("要补 1 份材料")
    found["corrected"] = axe(phone)
    phone.get_by_role("link", name="拍照片补上").click()
    expect(phone.locator("section.mat")).to_have_count(1)
    phone.wait_for_load_state("networkidle")
    upload(phone, 0, 500)
    phone.get_by_role("button", name="都传好了，交").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("补的材料收到了，接着审")
    found["handed in"] = axe(phone)
    assert {name: those for name, those in found.items() if those} == {}
