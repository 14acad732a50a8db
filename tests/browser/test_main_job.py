"""The centre's main job from the first word to the month sheet, walked by a clerk with the keyboard."""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from tests.browser.centre import CLERK, OFFICE, Centre
from tests.browser.conftest import SCREENSHOTS, log_in
from tests.browser.hands import Hands, begin_registering, take_item

from shouwen.papers.rendering.qr import qr_image

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
Picture = Callable[[Page, str], None]
ITEM, SITUATION = "农村村民宅基地审批", "改建翻建"
LACKING, WRONG = "农村宅基地使用承诺书", "居民身份证及户口簿"


def test_f1_n2_n4_t2_the_main_job_from_the_first_word_to_the_month_sheet(
    centre: Centre, page: Page, desk: Opened, stranger: Opened, picture: Picture
) -> None:
    log_in(page, centre, CLERK)
    picture(page, "1-today.png")
    _register(page, picture)
    number = page.locator("h1 .num").inner_text()
    _review(page, picture)
    notice = _issue_notice(page)
    _read_the_papers(page, centre, notice, number, stranger)
    _receive_materials(page)
    _conclude(page)
    _timeline_tells_everything(page, notice)
    assert "条，全部接得上" in centre.command("journal", "verify")
    _month_sheet_opens_to_its_reason(desk(OFFICE, "/sheets/"))


def _register(page: Page, picture: Picture) -> None:
    hands = Hands(page, is_measured=True)
    begin_registering(hands, "陈甲木", "13812345678", "老屋想在原址翻建")
    take_item(hands, ITEM, SITUATION)
    hands.press("Alt+2")
    expect(page.locator("#id_id_number")).to_be_focused()
    expect(page.locator("#notice-read")).to_be_checked()
    expect(page.locator("#id_words")).to_have_value(
        f"“{ITEM}”今天受理了，20 个工作日内，最晚 11月6日办好。缺什么我一次跟您说清，办好了马上告诉您。"
    )
    hands.press("F8")
    expect(page.locator("#id_told")).to_be_checked()
    picture(page, "2-inquiry.png")
    hands.press("Control+Enter")
    page.wait_for_url("**/cases/*/")
    expect(page.locator("[data-toast] b")).to_have_text(re.compile(r"办 26-\d{5} 已受理，11月6日 周五前办好"))
    assert hands.pressed == 52
    assert hands.seconds < 20


def _review(page: Page, picture: Picture) -> None:
    hands, total = Hands(page), page.locator("#review-sum")
    expect(total).to_have_text("5 份：未审 5")
    hands.press("1", "ArrowDown", "2", "ArrowDown", "3")
    expect(page.locator("#materials .sel .badly")).to_have_text("还没存：选一个原因，或自己写")
    hands.press("F8", "Space")
    expect(total).to_have_text("5 份：合格 1，不符合 1，缺少 1，未审 2")
    expect(page.locator("#materials .sel .why")).to_have_text("没有签名。由本人签名，重新交复印件 1 份")
    page.locator("[data-dismiss]").click()
    picture(page, "3-case.png")
    hands.press("ArrowDown", "1", "ArrowDown", "1")
    expect(total).to_have_text("5 份：合格 3，不符合 1，缺少 1")


def _issue_notice(page: Page) -> str:
    hands = Hands(page)
    hands.press("F9")
    opened = page.locator("dialog[open] h2")
    expect(opened).to_have_text(re.compile(r"^已出具 二坪便补〔2026〕\d+号$"))
    return opened.inner_text().removeprefix("已出具 ")


def _read_the_papers(page: Page, centre: Centre, notice: str, number: str, stranger: Opened) -> None:
    address = centre.address + page.locator("dialog[open] iframe").get_attribute("src").partition("#")[0]  # type: ignore[union-attr]
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    pdf = answer.body()
    words = re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages))
    for part in (notice, "陈甲木", LACKING, "没有带来", WRONG, "没有签名", number.replace(" ", "")):
        assert part in words, part
    assert "村民小组和村委会意见" not in words
    assert page.request.get(address).body() == pdf
    _keep_as_picture(pdf)

    docx = zipfile.ZipFile(BytesIO(page.request.get(address.removesuffix("pdf") + "docx").body()))
    written = re.sub(r"<[^>]+>", "", docx.read("word/document.xml").decode())
    for part in (notice, "陈甲木", LACKING, WRONG):
        assert part in written, part

    progress = _progress_address(centre, number)
    assert qr_image(progress, "png") in [docx.read(name) for name in docx.namelist() if name.endswith(".png")]
    phone = stranger(progress, is_phone=True)
    expect(phone.locator("h1")).to_have_text("等您补 2 份材料")
    assert phone.locator("ol b").all_inner_texts() == [LACKING, WRONG]
    assert "陈甲木" not in phone.content()
    assert "13812345678" not in phone.content()

    Hands(page).press("Control+Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".big .light")).to_have_text("暂停")
    expect(page.locator(".strip")).to_contain_text("暂停：等申请人补 2 份材料")


def _progress_address(centre: Centre, number: str) -> str:
    """What the code on the paper of this case says, worked out from the keys of the installation."""
    path = centre.asked(
        "from shouwen.cases.models import Case\nfrom shouwen.cases.progress import progress_path\n"
        f"print(progress_path(Case.objects.get(number={number!r})))"
    )
    return centre.address + path


def _keep_as_picture(pdf: bytes) -> None:
    if os.environ.get("SHOUWEN_SCREENSHOTS") == "1":
        command = [
            "pdftoppm",
            "-png",
            "-singlefile",
            "-gray",
            "-scale-to-x",
            "794",
            "-scale-to-y",
            "-1",
            "-",
            "4-notice",
        ]
        subprocess.run(command, input=pdf, cwd=SCREENSHOTS, check=True, timeout=30)


def _receive_materials(page: Page) -> None:
    hands = Hands(page)
    hands.press("F9")
    expect(page.locator("dialog[open] [name=materials]:checked")).to_have_count(2)
    hands.press("Control+Enter")
    expect(page.locator("[data-toast] b")).to_have_text("收到 2 份，都齐了，下一个工作日接着计时。先审新交的")
    expect(page.locator(".big .light")).to_have_text("余 20 个工作日")
    expect(page.locator("#review-sum")).to_have_text("5 份：合格 3，未审 2")
    expect(page.locator("#materials .sel .nm")).to_have_text(f"{LACKING}新交")
    hands.press("1", "ArrowDown", "1")
    expect(page.locator("#review-sum")).to_have_text("5 份：合格 5")


def _conclude(page: Page) -> None:
    hands = Hands(page)
    hands.press("Control+Enter")
    expect(page.locator("dialog[open] #words")).to_have_value("已办好，请带身份证到窗口领取结果")
    hands.press("Control+Enter")
    expect(page.locator("[data-toast] b")).to_have_text(re.compile("^已办结"))
    expect(page.locator(".big .light")).to_have_text("按时办结")


def _timeline_tells_everything(page: Page, notice: str) -> None:
    told = [re.sub(r"\s+", " ", line).strip() for line in page.locator(".tl .what").all_inner_texts()]
    assert list(reversed(told)) == [
        "何谷雨首问（现场）",
        "一次性告知，指南第 1 版，当面说了",
        "受理，指南第 1 版，11月6日到期",
        "审查材料 5 份：合格 3，不符合 1，缺少 1",
        f"出具补正告知书 {notice}，2 项",
        f"收到补交材料 2 份：{LACKING}、{WRONG}，都齐了，接着计时，11月6日到期",
        "审查材料 2 份：合格 2",
        "办结，办成。告知本人（当面说了）：已办好，请带身份证到窗口领取结果",
    ]


def _month_sheet_opens_to_its_reason(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("2026年10月考核　全中心")
    expect(page.locator("tr.sel .f")).to_have_text("三（一）3 超时")
    page.locator(".names").get_by_role("link", name="何谷雨").click()
    expect(page.locator("h1")).to_have_text("何谷雨　2026年10月考核表")
    hands = Hands(page)
    hands.press("ArrowDown", "Enter")
    expect(page.locator("tr.sel .clause")).to_have_text("三（一）3 超时")
    trace = page.locator("aside.trace")
    assert trace.locator(".stp h3:first-child").all_inner_texts()[0] == "条文"
    expect(trace.locator(".quote")).to_contain_text("每件每超一天扣责任人")
    expect(trace.locator(".calc")).to_have_text(re.compile(r"逾期第1个工作日，计1分"))
    expect(trace.locator("table.fx a").first).to_have_text(re.compile(r"^办 26-\d{5}$"))
    trace.locator("table.fx a").first.click()
    expect(page.locator(".strip")).to_be_visible()
