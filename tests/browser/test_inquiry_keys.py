"""登记首问 by keyboard alone, in a real browser: the whole of it, a mistake, an interruption."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.factories import Town, civil, make_item, make_town

from shouwen import civil_time
from shouwen.catalogue.models import Situation
from shouwen.inquiries.models import Inquiry, OneTimeNotice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = civil(2026, 10, 9, 10, 47)
Opened = Callable[..., Page]


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    town = make_town()
    make_item(town.civil_affairs, "残疾人证办理受理", code="CL01", promised_limit=7)
    make_item(town.civil_affairs, "高龄津贴认定", code="MZ04", situations=("本人办理", "他人代办"))
    return town


class Hands:
    """Presses keys and counts them. Chinese arrives as an input method commits it: one press a character."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        for letter in text:
            self.pressed += 1
            if letter.isascii():
                self.page.keyboard.press(letter)
            else:
                self.page.keyboard.insert_text(letter)


def at_home(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("我手上的事")
    page.wait_for_load_state("load")  # the scripts of the keys come last


def words(page: Page) -> str:
    return page.locator("#id_words").input_value()


def test_f2_f6_f8_a_call_is_handed_over_with_27_keys(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he)
    hands, begun = Hands(page), time.monotonic()

    hands.press("F2")
    expect(page.locator("#id_name")).to_be_focused()
    hands.press("F2")
    hands.type("周乙石")
    hands.press("Tab")
    hands.type("13800000000")
    hands.press("Tab")
    hands.type("想办残疾证")
    expect(page.locator("#hits .sg b")).to_have_text("残疾人证办理受理")
    expect(page.locator("[data-marks] mark")).to_have_text("残疾证")
    hands.press("Enter", "Alt+3")
    expect(page.locator("#id_to")).to_be_focused()
    assert (
        words(page) == "这件事归4号窗口，邓白露今天 17:30 前给您回电，要带的东西一次说清。30 分钟没人接，还是我来办。"
    )
    coming = page.locator("[data-coming] li:visible b")
    assert coming.all_inner_texts() == ["何谷雨　1号窗口", "邓白露　4号窗口", "答复 周*石"]
    hands.press("F8", "Control+Enter")

    expect(page.locator("[data-toast] b")).to_have_text(
        "问 261009-01 已转交，4号 民政残联窗口 邓白露 11:17 前接收；没人接就退回给你"
    )
    inquiry = Inquiry.objects.get()
    assert (inquiry.channel, inquiry.state, inquiry.first_responder_id) == ("phone", "handed_over", town.he.pk)
    assert hands.pressed == 27
    assert time.monotonic() - begun < 20


def test_enter_before_the_items_are_found_takes_the_first_when_it_comes(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/inquiries/new/")
    hands = Hands(page)
    hands.press("Tab", "Tab")
    page.keyboard.insert_text("想办残疾证")
    hands.press("Enter", "Alt+3")

    expect(page.locator("#hits .sg.taken b")).to_have_text("残疾人证办理受理")
    expect(page.locator("#id_to")).to_have_value(f"{town.civil_affairs.pk}-{town.deng.pk}")
    assert page.locator("#id_matter").input_value() == "想办残疾证"
    assert words(page).startswith("这件事归4号窗口，您直接过去找邓白露")


def test_n2_answering_reads_the_guide_out_and_the_clerk_may_change_the_words(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/inquiries/new/")
    hands = Hands(page)
    hands.type("李火")
    hands.press("Enter", "Enter")
    hands.type("高龄补贴")
    expect(page.locator("#hits .sg b")).to_have_text("高龄津贴认定")
    hands.press("Enter")
    expect(page.locator("[name=situation]").first).to_be_focused()
    hands.press("ArrowRight")
    expect(page.locator("[name=situation]:checked")).to_have_value(str(_situation("他人代办")))
    hands.press("Alt+1")
    expect(page.locator("#notice-read")).to_be_checked()
    assert words(page).startswith("“高龄津贴认定”要什么条件、带什么材料")

    page.locator("#id_words").fill("都说清了，带上委托书")
    hands.press("F8", "Control+Enter")
    at_home(page)

    notice = OneTimeNotice.objects.get()
    assert (notice.situation_id, notice.means) == (_situation("他人代办"), "in_person")
    assert Inquiry.objects.get().words_told == "都说清了，带上委托书"


def _situation(name: str) -> int:
    return Situation.objects.get(name=name).pk


def test_f4_a_call_cannot_end_untold_the_focus_goes_to_the_tick_and_nothing_is_lost(
    town: Town, as_staff: Opened, faults: object
) -> None:
    faults.expect(422)  # type: ignore[attr-defined]
    page = as_staff(town.he, "/inquiries/new/")
    hands = Hands(page)
    hands.press("F2")
    hands.type("周乙石")
    hands.press("Tab")
    hands.type("13800000000")
    hands.press("Tab")
    hands.type("问路")
    hands.press("Alt+1")
    hands.type("在二楼")
    hands.press("Control+Enter")

    expect(page.locator("#id_told-error")).to_have_text("还没记下已告知：说完按 F8 打勾")
    expect(page.locator("#id_told")).to_be_focused()
    assert (words(page), page.locator("#id_phone").input_value()) == ("在二楼", "138 0000 0000")
    hands.press("F8", "Control+Enter")
    at_home(page)
    assert Inquiry.objects.get().words_told == "在二楼"


def test_esc_parks_and_alt_0_goes_on_where_one_stopped(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/inquiries/new/")
    hands = Hands(page)
    hands.press("F2")
    hands.type("周乙石")
    hands.press("Tab", "Tab")
    hands.type("想办残疾证")
    expect(page.locator("#hits .sg")).to_have_count(1)
    hands.press("Enter", "Escape")
    at_home(page)
    hands.press("F2")
    expect(page.locator("[data-parked]")).to_contain_text("接着写 周* 10:47")
    assert page.locator("#id_name").input_value() == ""

    hands.press("Alt+0")

    assert page.locator("#id_name").input_value() == "周乙石"
    expect(page.locator("[name=channel]:checked")).to_have_value("phone")
    expect(page.locator("#hits .sg.taken b")).to_have_text("残疾人证办理受理")
    expect(page.locator("[data-parked]")).to_be_hidden()


def test_a_reload_brings_back_what_was_typed(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/inquiries/new/")
    Hands(page).type("周乙石")
    page.wait_for_timeout(400)

    page.reload()

    expect(page.locator("#id_name")).to_have_value("周乙石")


def test_what_was_registered_is_not_offered_again(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/inquiries/new/")
    hands = Hands(page)
    hands.type("李火")
    hands.press("Tab", "Tab")
    hands.type("问路")
    hands.press("Alt+1")
    hands.type("在二楼")
    hands.press("F8", "Control+Enter")
    at_home(page)
    hands.press("F2")

    expect(page.locator("#id_name")).to_be_focused()
    expect(page.locator("[data-parked]")).to_be_hidden()
    assert page.evaluate("Object.values(sessionStorage).join('').includes('李火')") is False


def test_drafts_of_a_colleague_are_thrown_away(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/inquiries/new/")
    Hands(page).type("周乙石")
    page.wait_for_timeout(400)

    as_staff(town.deng, "/inquiries/new/")

    expect(page.locator("[data-parked]")).to_be_hidden()
    assert page.evaluate("Object.values(sessionStorage).join('').includes('周乙石')") is False


def test_abandoning_asks_first_and_leaves_nothing(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/inquiries/new/")
    Hands(page).type("周乙石")
    page.get_by_role("button", name="放弃登记").click()
    expect(page.get_by_role("dialog")).to_contain_text("放弃这件登记？")
    page.get_by_role("button", name="放弃", exact=True).click()
    at_home(page)

    assert page.evaluate("Object.values(sessionStorage).join('').includes('周乙石')") is False
    assert Inquiry.objects.count() == 0


def test_f6_the_receiver_accepts_with_one_key_and_answers(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/inquiries/new/")
    hands = Hands(page)
    hands.type("李火")
    hands.press("Tab", "Tab")
    hands.type("想办残疾证")
    expect(page.locator("#hits .sg")).to_have_count(1)
    hands.press("Enter", "Alt+3", "F8", "Control+Enter")
    at_home(page)

    as_staff(town.deng, "/inquiries/261009-01/")
    hands.press("Control+Enter")
    expect(page.locator("[data-toast] b")).to_have_text("已接收 问 261009-01，现在由你答复 李*")
    page.wait_for_load_state("load")
    hands.press("Alt+1")
    expect(page.locator("#id_words")).to_have_value(re.compile("^“残疾人证办理受理”要什么条件"))
    hands.press("F8", "Control+Enter")

    expect(page.locator("[data-toast] b")).to_have_text("问 261009-01 已答复 李*，登记完了")
    inquiry = Inquiry.objects.get()
    assert (inquiry.state, inquiry.first_responder_id, inquiry.told_by_id) == ("answered", town.he.pk, town.deng.pk)


def test_n6_an_id_number_in_the_words_is_named_and_moved_with_one_key(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he, "/inquiries/new/")
    page.locator("#id_matter").fill("补办身份证，证号 50015119890101001X")
    warning = page.locator("[data-reveals]")
    expect(warning).to_contain_text("证件号写在“证件号”那一栏，写在话里别人看得到")
    page.keyboard.press("Alt+m")
    expect(page.locator("#id_matter")).to_have_value("补办身份证，证号")
    expect(page.locator("#id_id_number")).to_have_value("50015119890101001X")
    expect(warning).to_be_hidden()

    page.locator("#id_phone").fill("13812345678")
    page.locator("#id_matter").fill("打我儿子 13987654321")
    expect(warning).to_contain_text("电话写在“电话”那一栏")
    page.keyboard.press("Alt+m")
    expect(page.locator("#id_phone")).to_be_focused()
    expect(page.locator("#id_phone")).to_have_value("138 1234 5678")
    expect(page.locator("#id_matter")).to_have_value("打我儿子 13987654321")
