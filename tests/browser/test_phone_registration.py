"""A call registered by keyboard alone, at a typist's pace with every key counted; and what keeps that work from being lost
or coming back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Faults
from tests.browser.hands import Hands
from tests.desk.referral_scene import NOW, department, ruled
from tests.factories import Town, make_item, make_town

from shouwen import civil_time
from shouwen.inquiries.models import Clarification, Decline, Inquiry, UnresolvedMatter
from shouwen.people.actions import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opened = Callable[..., Page]
Axe = Callable[[Page], list[str]]


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    town = make_town()
    make_item(town.civil_affairs, "残疾人证办理受理", code="CL01", promised_limit=7)
    return town


def at_home(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("我手上的事")
    page.wait_for_load_state("load")


def begin_call(hands: Hands, name: str, phone: str, matter: str) -> None:
    """F2 F2, who, number, what: as one does while listening."""
    hands.press("F2")
    expect(hands.page.locator("#id_name")).to_be_focused()
    hands.page.wait_for_load_state("load")  # the focus is there before the scripts of the keys
    hands.press("F2")
    hands.write(name)
    hands.press("Tab")
    hands.write(phone)
    hands.press("Tab")
    hands.write(matter)


def test_f8_a_call_is_registered_by_keyboard_in_under_20_seconds_with_79_keys(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he)
    at_home(page)
    hands = Hands(page, is_measured=True)

    begin_call(hands, "周乙石", "13800000000", "老伴去年中风，想办残疾证，要带什么")
    expect(page.locator("#hits .sg.on b")).to_have_text("残疾人证办理受理")
    hands.press("Enter", "Alt+3")
    expect(page.locator("#id_to")).to_be_focused()
    hands.press("F8", "Control+Enter")
    expect(page.locator("[data-toast] b")).to_contain_text("已转交，4号 民政残联窗口 邓白露 11:17 前接收")
    took = hands.seconds

    inquiry = Inquiry.objects.get()
    assert inquiry.person is not None
    person = opened(inquiry.person)
    assert (inquiry.channel, person.name, person.phone) == ("phone", "周乙石", "13800000000")
    assert (inquiry.matter, inquiry.state) == ("老伴去年中风，想办残疾证，要带什么", "handed_over")
    assert inquiry.first_responder_id == town.he.pk
    assert hands.pressed == 79
    assert took < 20


def test_f4_the_rare_outcomes_are_one_key_away_and_their_sentences_write_themselves(
    town: Town, as_staff: Opened, axe: Axe
) -> None:
    page = as_staff(town.he)
    hands, found = Hands(page), {}

    begin_call(hands, "周乙石", "13800000000", "外省低保能不能转")
    hands.press("Alt+6")
    expect(page.locator("#id_question")).to_be_focused()
    hands.press("Tab")
    hands.write("区民政局")
    page.locator("#id_promised_for").fill("2026-10-13")
    expect(page.locator("#id_words")).to_have_value(
        "这件事规定里没写明白，我去问区民政局，10月13日前给您准信，不用您来回跑。"
    )
    shown = page.locator("[data-coming] li:visible b")
    assert shown.all_inner_texts() == ["何谷雨　1号窗口", "区民政局", "告诉 周*石"]
    found["clarifying"] = axe(page)
    hands.press("F8", "Control+Enter")
    at_home(page)

    begin_call(hands, "吴庚水", "13800000001", "想办采矿证")
    hands.press("Alt+7")
    expect(page.locator("#id_ground")).to_be_focused()
    page.locator("#id_ground").select_option("not_ours")
    hands.press("Tab")
    hands.write("矿产资源法第十六条")
    hands.press("Tab")
    hands.write("采矿由市里审批")
    hands.press("Tab")
    hands.write("到市规划局申请")
    expect(page.locator("#id_words")).to_have_value(
        "采矿由市里审批，照规定这件怕是不能受理。我请另一位同事再看一遍，10月13日 周二前给您准信。您可以到市规划局申请。"
    )
    found["declined"] = axe(page)
    hands.press("F8", "Control+Enter")
    at_home(page)

    begin_call(hands, "郑辛竹", "13800000002", "社保卡三次没办成")
    hands.press("Alt+8")
    expect(page.locator("#id_obstacle")).to_be_focused()
    hands.write("省平台信息重复")
    expect(page.locator("#id_words")).to_have_value(
        "今天没给您办成，省平台信息重复。我登记下来，管理办公室10月15日 周四前给您结果，我联系您。"
    )
    found["unresolved"] = axe(page)
    hands.press("F8", "Control+Enter")
    at_home(page)

    assert (Clarification.objects.count(), Decline.objects.count(), UnresolvedMatter.objects.count()) == (1, 1, 1)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def test_f6_a_department_is_chosen_in_the_same_list_and_its_sentence_says_where_it_is(
    town: Town, as_staff: Opened
) -> None:
    to = department(town)
    page = as_staff(town.he)
    hands = Hands(page)
    begin_call(hands, "周乙石", "13800000000", "补证")
    hands.press("Alt+3")
    page.locator("#id_to").select_option(f"d{to.pk}")

    expect(page.locator("#id_words")).to_have_value(
        "这件事归区残联，在区行政中心二楼，电话 023-45670101。我把单子转过去，10月10日 周六前没人接，还是我来办。"
    )
    assert page.locator("[data-coming] li:visible").all_inner_texts()[1:] == [
        "等接收，10月10日 周六前\n区残联\n不接收就退回何谷雨",
        "10月12日 周一前\n答复 周*石\n答复前留在何谷雨名下",
    ]


def test_f7_an_earlier_ruling_becomes_the_answer_with_one_key(town: Town, as_staff: Opened, axe: Axe) -> None:
    ruled(town, "老屋想在原址翻建，要不要先拆旧房", "不用先拆，先到5号窗口审图")
    page = as_staff(town.he)
    hands = Hands(page)
    begin_call(hands, "周乙石", "13800000000", "老屋原址翻建先拆旧房吗")
    expect(page.locator("#precedents b")).to_be_visible()
    expect(page.locator("#precedents b")).to_have_text("不用先拆，先到5号窗口审图")
    assert axe(page) == []

    hands.press("Alt+q")
    expect(page.locator("#id_words")).to_have_value("以前请示过，不用先拆，先到5号窗口审图")
    expect(page.locator("[name=outcome][value=answered]")).to_be_checked()
    expect(page.locator("#id_told")).to_be_focused()
    hands.press("F8", "Control+Enter")
    at_home(page)

    done = Inquiry.objects.get(matter="老屋原址翻建先拆旧房吗")
    page.goto(page.url + f"inquiries/{done.number[2:]}/")
    expect(page.locator(".tl")).to_contain_text("照 请 26-0001 的裁定答复")


def test_f8_everything_missing_stands_at_its_field_at_once(town: Town, as_staff: Opened, faults: Faults) -> None:
    faults.expect(422)
    page = as_staff(town.he, "/inquiries/new/")
    hands = Hands(page)
    hands.press("F2", "Alt+7", "Control+Enter")

    expect(page.locator(".badly").first).to_be_visible()
    wrong = [one.get_attribute("id") for one in page.locator(".badly:visible").all()]
    fields = ["phone", "matter", "ground", "basis", "reason", "way_out", "words", "told"]
    assert wrong == [f"id_{name}-error" for name in fields]
    expect(page.locator("#id_phone")).to_be_focused()


def test_going_back_does_not_bring_a_finished_registration_back(town: Town, as_staff: Opened) -> None:
    page = as_staff(town.he)
    hands = Hands(page)
    begin_call(hands, "周乙石", "13800000000", "问路")
    hands.press("Alt+1")
    hands.write("在二楼")
    hands.press("F8", "Control+Enter")
    at_home(page)

    page.go_back()
    expect(page.locator("h1")).to_have_text("登记首问")
    page.wait_for_load_state("load")
    fields = ("#id_name", "#id_phone", "#id_matter", "#id_words")
    assert [page.locator(field).input_value() for field in fields] == ["", "", "", ""]
    expect(page.locator("[data-parked]")).to_be_hidden()
    expect(page.locator("[data-parked-work]")).to_be_hidden()
    assert Inquiry.objects.count() == 1


def test_parked_work_is_counted_in_the_top_bar_of_every_page_and_one_click_goes_on(
    town: Town, as_staff: Opened, axe: Axe
) -> None:
    page = as_staff(town.he)
    hands = Hands(page)
    begin_call(hands, "周乙石", "13800000000", "问低保")
    expect(page.locator("[data-kept]")).to_be_visible()
    expect(page.locator("[data-parked-work]")).to_be_hidden()
    hands.press("Escape")
    at_home(page)

    parked = page.locator("[data-parked-work]")
    expect(parked).to_have_text("暂存 1")
    assert axe(page) == []
    parked.click()
    expect(page.locator("#id_matter")).to_have_value("问低保")
    expect(page.locator("[data-parked-work]")).to_be_hidden()
    hands.press("Alt+1")
    page.locator("#id_words").fill("说清了")
    hands.press("F8", "Control+Enter")
    at_home(page)
    expect(page.locator("[data-parked-work]")).to_be_hidden()
