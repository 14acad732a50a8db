"""One person goes through hand-over, refusal, second refusal, ruling and answer; the first responder is the same on every page
and paper (首问负责制度 第三、五条)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from tests.browser.conftest import Faults
from tests.browser.hands import Hands
from tests.desk.referral_scene import NOW, call, clarifying, department, not_got_done, proposed
from tests.factories import Town, make_staff, make_town, make_window

from shouwen import civil_time
from shouwen.inquiries import declines, handovers
from shouwen.inquiries.models import Handover, Inquiry
from shouwen.papers.models import Paper
from shouwen.people.models import Department, Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opened = Callable[..., Page]
Axe = Callable[[Page], list[str]]
PAGE = "/inquiries/261009-01/"
FIRST = "何谷雨"


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets minutes go by; it is 10:47 to begin with."""
    present = [NOW]
    monkeypatch.setattr(civil_time, "now", lambda: present[0])

    def passes(minutes: int) -> None:
        present[0] += timedelta(minutes=minutes)

    return passes


@pytest.fixture
def town(pass_time: Callable[[int], None]) -> Town:
    return make_town()


@pytest.fixture
def residual(town: Town) -> Department:
    return department(town)


@pytest.fixture
def health(town: Town) -> Staff:
    """罗霜降 on 6号 health, to whom the office gives it in the end."""
    return make_staff(town.centre, "罗霜降", window=make_window(town.centre, 6, "卫健窗口"))


def names_first(page: Page) -> None:
    """The locked line and the first link of the chain name the same person, whoever looks."""
    expect(page.locator(".first-one b")).to_have_text(FIRST)
    expect(page.locator(".chain li.first b")).to_have_text(re.compile(f"^{FIRST}"))


def paper_words(paper: Paper, reader: Staff) -> str:
    """The text of a paper's PDF, without blanks."""
    client = Client()
    client.force_login(reader)
    pdf = b"".join(client.get(f"/papers/{paper.pk}/pdf").streaming_content)  # type: ignore[attr-defined]
    return re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages))


def test_f2_f3_f6_f7_the_first_responder_stays_through_refusals_and_the_ruling(
    town: Town,
    residual: Department,
    health: Staff,
    as_staff: Opened,
    live_server: Any,
    axe: Axe,
    page: Page,
    pass_time: Callable[[int], None],
) -> None:
    found = {}
    # The call comes in and is handed to the civil affairs window, with a slip.
    as_staff(town.he)
    hands = Hands(page)
    expect(page.locator("h1")).to_have_text("我手上的事")
    page.wait_for_load_state("load")  # the scripts of the keys come last
    hands.press("F2")
    expect(page.locator("#id_name")).to_be_focused()
    hands.press("F2")
    hands.write("周乙石")
    hands.press("Tab")
    hands.write("13800000000")
    hands.press("Tab")
    hands.write("独生子女奖励扶助")
    hands.press("Alt+3")
    page.locator("#id_to").select_option(f"{town.civil_affairs.pk}-{town.deng.pk}")
    hands.press("F8", "Control+Enter")
    expect(page.locator("[data-toast] b")).to_contain_text("已转交，4号 民政残联窗口 邓白露")
    page.goto(live_server.url + PAGE)
    names_first(page)
    page.get_by_role("button", name="出具转办单").click()
    expect(page.locator(".fresh")).to_be_visible()
    found["waiting"] = axe(page)

    pass_time(1)
    # The window refuses, with the reason.
    as_staff(town.deng, PAGE)
    names_first(page)
    found["to accept"] = axe(page)
    page.get_by_label("退回理由").fill("这项归卫健窗口")
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.locator("[data-toast] b")).to_have_text("问 261009-01 已退回首问负责人 何谷雨")

    pass_time(1)
    # Back with the first responder, who hands it to a department outside.
    as_staff(town.he)
    expect(page.locator("tr[data-row] .ti")).to_have_text("答复 周*石：独生子女奖励扶助")
    page.goto(live_server.url + PAGE)
    names_first(page)
    expect(page.locator(".say-no.soon")).to_contain_text("4号 民政残联窗口 邓白露 退回了转交")
    found["refused once"] = axe(page)
    hands.press("Alt+3")
    page.locator("#id_to").select_option(f"d{residual.pk}")
    hands.press("F8", "Control+Enter")
    names_first(page)
    page.get_by_role("button", name="出具转办单").click()
    expect(page.locator(".fresh")).to_be_visible()
    found["outside"] = axe(page)

    pass_time(1)
    # The department reads the code of the slip on its telephone, and refuses too.
    code = handovers.handover_code(Handover.objects.latest("pk"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/h/{code}/")
    expect(page.locator("dd").last).to_have_text(f"{FIRST}，跟到答复本人为止")
    found["department"] = axe(page)
    page.locator("#name").fill("刘科")
    page.locator("summary").click()
    page.locator("#reason").fill("不属于残联职责")
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.locator("h1")).to_have_text("已经退回")
    found["department refused"] = axe(page)
    page.set_viewport_size({"width": 1366, "height": 768})

    # Whoever holds the slip could have written that: the first responder calls the department.
    as_staff(town.he, PAGE)
    page.wait_for_load_state("load")
    names_first(page)
    found["to be checked"] = axe(page)
    page.locator("#id_called").fill("刘科")
    page.get_by_role("button", name="是他们退回的").click()
    expect(page.locator("[data-toast] b")).to_be_visible()

    pass_time(5)
    # The second refusal went to the office, which names the health window.
    as_staff(town.office)
    page.locator("tr[data-row] [data-main]").focus()
    Hands(page).press("Enter")
    expect(page.locator("h1")).to_have_text("请 26-0001")
    expect(page.locator(".first-one b")).to_have_text(FIRST)
    expect(page.locator("#id_to")).to_be_focused()
    found["responsibility"] = axe(page)
    page.locator("#id_to").select_option(f"{health.postings.get().window_id}-{health.pk}")
    page.locator("#id_answer").fill("归6号卫健窗口办")
    page.locator("#id_reason").fill("奖励扶助由卫健部门负责")
    Hands(page).press("Control+Enter")
    expect(page.locator("[data-toast] b")).to_have_text("请 26-0001 已裁定归谁办，首问负责人还是 何谷雨")

    # The named window answers; until then the first responder has it on the list.
    as_staff(town.he)
    expect(page.locator("tr[data-row] .ti")).to_have_text("跟到答复 周*石：独生子女奖励扶助")
    expect(page.locator("tr[data-row] .me b")).to_have_text("现在由 罗霜降 负责，你仍是首问负责人")
    as_staff(health, PAGE)
    names_first(page)
    found["ruled"] = axe(page)
    Hands(page).press("Alt+1")
    page.locator("#id_words").fill("符合条件，带身份证来6号窗口办")
    Hands(page).press("F8", "Control+Enter")
    expect(page.locator("[data-toast] b")).to_have_text("问 261009-01 已答复 周*石，登记完了")

    for reader in (town.he, town.deng, health, town.office):
        as_staff(reader, PAGE)
        names_first(page)
    links = page.locator(".chain li:not(.first) em").all_inner_texts()
    assert links == ["退回，写明了理由", "退回，写明了理由", "已裁定归谁办", "接收", "已答复"]
    found["answered"] = axe(page)
    as_staff(town.he)
    expect(page.locator("tr[data-row]")).to_have_count(0)

    inquiry = Inquiry.objects.get()
    assert (inquiry.state, inquiry.first_responder_id, inquiry.holder_id) == ("answered", town.he.pk, health.pk)
    slips = list(Paper.objects.order_by("pk"))
    assert [slip.number for slip in slips] == ["二坪便转〔2026〕1号", "二坪便转〔2026〕2号"]
    for slip, to in zip(slips, ("4号民政残联窗口", "区残联"), strict=True):
        words = paper_words(slip, town.he)
        assert to in words
        assert re.search(rf"首问负责人[：:]?{FIRST}", words), words
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def test_f4_n3_the_panels_read_well_and_the_decline_names_the_first_responder_on_its_paper(
    town: Town, as_staff: Opened, axe: Axe, page: Page, faults: Faults, live_server: Any
) -> None:
    faults.expect(422)
    found = {}
    decline = proposed(town, call(town, "想办采矿证"))
    clarifying(town, call(town, "外省低保", "吴庚水"))
    not_got_done(town, call(town, "社保卡没办成", "郑辛竹"))

    as_staff(town.office, PAGE)
    names_first(page)
    found["check"] = axe(page)
    page.get_by_role("button", name="不同意，退回接着办").click()
    expect(page.locator("#id_check_words-error")).to_have_text("还没有写为什么不同意")
    found["check refused"] = axe(page)
    declines.agree_decline(decline=decline, by=town.actor(town.office), at=NOW)
    as_staff(town.he, PAGE)
    found["tell"] = axe(page)
    Hands(page).press("F8", "F9")
    expect(page.locator(".fresh")).to_contain_text("不予受理通知书")
    words = paper_words(Paper.objects.get(), town.he)
    assert FIRST in words
    assert "矿产资源法第十六条" in words
    for path, state in (("/inquiries/261009-02/", "clarifying"), ("/inquiries/261009-03/", "unresolved of the clerk")):
        page.goto(live_server.url + path)
        names_first(page)
        found[state] = axe(page)
    as_staff(town.office, "/inquiries/261009-03/")
    names_first(page)
    Hands(page).press("Control+Enter")
    expect(page.locator("#id_result-error")).to_have_text("还没有写结果怎么样")
    found["unresolved"] = axe(page)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}
