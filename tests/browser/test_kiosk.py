"""自助终端 as people use it (S3, S4, S5), at 1080 by 1920: find, print, leave; a minute without a line; a restart in the middle."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, BrowserType, Page, expect
from tests.browser.conftest import Faults
from tests.devices.scene import Scene, make_scene
from tests.factories import civil, make_item

from shouwen import civil_time
from shouwen.applications.models import Application, PersonSession
from shouwen.assistance import actions as assistance
from shouwen.assistance.models import HelpCall
from shouwen.devices import actions, pairing
from shouwen.devices.models import KioskVisit
from shouwen.inquiries.models import OnlineQuestion
from shouwen.kiosk_agent.machines import Simulator
from shouwen.kiosk_agent.server import Agent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = civil(2026, 10, 9, 10, 47)
TALL, WIDE = {"width": 1080, "height": 1920}, {"width": 1920, "height": 1080}
SMALL_TYPE = """() => [...document.querySelectorAll('body *')].filter(one => one.checkVisibility()
  && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
  && parseFloat(getComputedStyle(one).fontSize) < 24).map(one => one.outerHTML.slice(0, 80))"""
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, textarea, .pick')].filter(one => one.checkVisibility()
  && !one.closest('.pick, .sr') && Math.min(one.getBoundingClientRect().height, one.getBoundingClientRect().width) < 64)
  .map(one => one.outerHTML.slice(0, 80))"""
TOO_WIDE = "() => document.querySelector('#page').scrollWidth - document.querySelector('#page').clientWidth"


@pytest.fixture(name="scene")
def _scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    cache.clear()
    scene = make_scene()
    make_item(scene.town.general, "高龄津贴申领", code="GL01", promised_limit=5, materials=("身份证", "社保卡"))
    actions.set_area(
        name="自助服务区", place="大厅", maintainer_name="刘维护", maintainer_phone="023-00000071", by=scene.qin, at=NOW
    )
    return scene


@pytest.fixture(autouse=True)
def _no_agent(faults: Faults) -> Iterator[None]:
    """What the browser says about a local program that isn't there."""
    yield
    faults.found[:] = [line for line in faults.found if "http://127.0.0.1:17650/" not in line]


@pytest.fixture(name="kiosk")
def _kiosk(scene: Scene, live_server: Any, page: Page) -> Page:
    """The kiosk, paired with a code as the office does it."""
    page.set_viewport_size(TALL)
    pair(page, scene, live_server.url)
    return page


def pair(page: Page, scene: Scene, address: str) -> None:
    code = pairing.make_code(device=scene.kiosk, by=scene.qin, at=NOW)
    page.goto(f"{address}/kiosk/")
    page.get_by_label("配对码").fill(code)
    page.get_by_role("button", name="配对").click()
    ready(page)


def ready(page: Page) -> None:
    expect(page.locator("#page[data-ready]")).to_be_visible()
    page.wait_for_load_state("networkidle")


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()
    page.wait_for_load_state("networkidle")


def large(page: Page) -> dict[str, object]:
    return {"type": page.evaluate(SMALL_TYPE), "targets": page.evaluate(SMALL_TARGETS), "wide": page.evaluate(TOO_WIDE)}


LARGE = {"type": [], "targets": [], "wide": 0}


@contextmanager
def agent_of(scene: Scene, address: str) -> Iterator[Simulator]:
    """The local program of the kiosk, as its page expects it."""
    scene.kiosk.refresh_from_db()
    machines = Simulator()
    agent = Agent(machines, origin=address, token=pairing.agent_token(scene.kiosk))
    thread = threading.Thread(target=agent.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield machines
    finally:
        agent.shutdown()
        agent.server_close()
        thread.join(5)


def test_s5_found_printed_and_wiped_when_nobody_is_there(
    kiosk: Page,
    axe: Callable[[Page], list[str]],
    picture: Callable[[Page, str], None],
    scene: Scene,
    live_server: Any,
) -> None:
    found: dict[str, object] = {}

    def look(name: str) -> None:
        for size in (TALL, WIDE):
            kiosk.set_viewport_size(size)
            if folder := os.environ.get("KIOSK_PICTURES"):
                kiosk.screenshot(path=f"{folder}/{name}-{size['width']}.png", caret="initial")
            found[f"{name} {size['width']}"] = (axe(kiosk), large(kiosk))
        kiosk.set_viewport_size(TALL)

    kiosk.clock.install()
    kiosk.reload()
    ready(kiosk)
    length = kiosk.evaluate("history.length")
    look("start")
    picture(kiosk, "kiosk.png")
    kiosk.get_by_role("link", name="查办事指南").click()
    heading(kiosk, "查办事指南")
    look("find")
    kiosk.get_by_label("想办的事").fill("高龄补贴")
    kiosk.get_by_role("button", name="查").click()
    kiosk.get_by_role("link", name="高龄津贴申领").click()
    heading(kiosk, "高龄津贴申领")
    look("item")
    kiosk.get_by_role("button", name="大字").click()
    look("item, large")
    with agent_of(scene, live_server.url) as machines:
        kiosk.get_by_role("button", name="打单子").click()
        expect(kiosk.get_by_role("button", name="打好了，再打一张")).to_be_visible()
    assert len(machines.printed) == 1

    kiosk.clock.run_for(61_000)
    expect(kiosk.get_by_role("dialog")).to_contain_text("秒后清空")
    found["leaving"] = (axe(kiosk), LARGE)
    kiosk.get_by_role("button", name="我还在用").click()
    kiosk.clock.run_for(59_000)
    expect(kiosk.get_by_role("dialog")).to_have_count(0)
    heading(kiosk, "高龄津贴申领")
    with kiosk.expect_navigation():
        kiosk.clock.run_for(17_000)
    ready(kiosk)
    heading(kiosk, "您好，想办什么事？")
    assert kiosk.evaluate("[history.length, localStorage.length, sessionStorage.length]") == [length, 0, 0]
    kiosk.go_back()
    expect(kiosk.get_by_text("高龄津贴申领")).to_have_count(0)
    assert {name: those for name, those in found.items() if those != ([], LARGE)} == {}


def _ask(page: Page, matter: str) -> None:
    page.get_by_role("link", name="问一问").click()
    heading(page, "有什么事，问我们")
    page.get_by_label("什么事").fill(matter)
    page.get_by_label("您的姓名").fill("陈甲木")
    page.get_by_label("手机或座机").fill("12900001234")


def test_s3_a_minute_without_a_line_loses_no_form_and_sends_it_once(kiosk: Page, dead_line: None) -> None:
    kiosk.clock.install()
    kiosk.reload()
    ready(kiosk)
    _ask(kiosk, "老屋想翻建，要带什么")
    kiosk.context.set_offline(True)
    kiosk.get_by_role("button", name="交给工作人员").click()
    expect(kiosk.get_by_role("status").filter(has_text="写的都在，接上就自动交")).to_be_visible()
    for _ in range(8):
        kiosk.clock.run_for(8_000)
    expect(kiosk.get_by_label("什么事")).to_have_value("老屋想翻建，要带什么")
    assert kiosk.url.endswith("/kiosk/")
    kiosk.context.set_offline(False)
    kiosk.clock.run_for(4_000)
    heading(kiosk, "收到了，等人接")
    expect(kiosk.locator("#line")).to_be_hidden()
    assert [one.matter for one in OnlineQuestion.objects.all()] == ["老屋想翻建，要带什么"]


def test_s3_wiped_without_a_line_shows_no_fault_of_the_browser(kiosk: Page, dead_line: None) -> None:
    kiosk.clock.install()
    kiosk.reload()
    ready(kiosk)
    _ask(kiosk, "家里的事")
    kiosk.context.set_offline(True)
    kiosk.clock.run_for(76_000)
    heading(kiosk, "您好，想办什么事？")
    assert "家里的事" not in kiosk.content()
    with kiosk.expect_navigation():
        kiosk.context.set_offline(False)
        kiosk.clock.run_for(4_000)
    ready(kiosk)
    heading(kiosk, "您好，想办什么事？")


def test_s3_started_without_a_line_it_waits_for_it(kiosk: Page, dead_line: None) -> None:
    kiosk.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    kiosk.context.set_offline(True)
    kiosk.reload()
    heading(kiosk, "现在没有网")
    kiosk.context.set_offline(False)
    heading(kiosk, "您好，想办什么事？")
    assert kiosk.evaluate("caches.keys()") == []


def test_s3_a_restart_in_the_middle_leaves_nothing(
    scene: Scene,
    live_server: Any,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    tmp_path: Path,
) -> None:
    def started() -> BrowserContext:
        return browser_type.launch_persistent_context(tmp_path / "profile", **browser_type_launch_args, viewport=TALL)

    first = started()
    page = first.pages[0]
    pair(page, scene, live_server.url)
    page.get_by_role("link", name="网上申报").click()
    heading(page, "想办哪件事")
    page.get_by_label("想办的事").fill("高龄补贴")
    page.get_by_role("button", name="查").click()
    page.get_by_role("link", name="高龄津贴申领").click()
    page.get_by_label("您的手机号").fill("12900001234")
    page.get_by_role("button", name="开始填").click()
    heading(page, "第一步，填几样")
    page.get_by_label("姓名").fill("陈甲木")
    assert PersonSession.objects.count() == 1
    kept = {cookie["name"] for cookie in first.cookies()}
    first.close()

    again = started()
    page = again.pages[0]
    page.goto(f"{live_server.url}/kiosk/")
    ready(page)
    heading(page, "您好，想办什么事？")
    assert "陈甲木" not in page.content()
    assert kept == {"shouwen_kiosk", "csrftoken"}
    assert PersonSession.objects.count() == 0
    assert KioskVisit.objects.count() == 1
    again.close()


def test_s3_the_card_is_read_the_paper_photographed_and_the_application_sent(
    kiosk: Page, axe: Callable[[Page], list[str]], scene: Scene, live_server: Any
) -> None:
    with agent_of(scene, live_server.url):
        assert _applied(kiosk, axe) == {}
    assert [one.state for one in Application.objects.all()] == ["submitted"]


def _applied(kiosk: Page, axe: Callable[[Page], list[str]]) -> dict[str, object]:
    found: dict[str, object] = {}

    def look(name: str) -> None:
        if folder := os.environ.get("KIOSK_PICTURES"):
            kiosk.screenshot(path=f"{folder}/{name}.png", caret="initial")
        found[name] = (axe(kiosk), large(kiosk))

    kiosk.get_by_role("link", name="网上申报").click()
    kiosk.get_by_label("想办的事").fill("高龄补贴")
    kiosk.get_by_role("button", name="查").click()
    kiosk.get_by_role("link", name="高龄津贴申领").click()
    kiosk.get_by_label("您的手机号").fill("12900001234")
    look("apply")
    kiosk.get_by_role("button", name="开始填").click()
    heading(kiosk, "第一步，填几样")
    kiosk.get_by_role("button", name="刷身份证，自动填").click()
    expect(kiosk.get_by_label("姓名")).to_have_value("谷雨生")
    expect(kiosk.get_by_label("身份证号")).to_have_value("509999196203150012")
    look("fill")
    kiosk.get_by_role("button", name="存好，下一步").click()
    heading(kiosk, "第二步，拍材料")
    for place in range(2):
        material = kiosk.locator(".mat").nth(place)
        material.get_by_role("button", name="拍一张").click()
        expect(material.get_by_role("button", name="用这张")).to_be_visible()
        look(f"photo {place}")
        material.get_by_role("button", name="用这张").click()
        expect(kiosk.locator(".mat").nth(place).get_by_text("第 1 张")).to_be_visible()
    kiosk.get_by_role("link", name="下一步：看一遍").click()
    heading(kiosk, "第三步，看一遍，交")
    kiosk.get_by_label("写的、拍的都是真的").check()
    look("check")
    kiosk.get_by_role("button", name="交上去").click()
    heading(kiosk, "交上来了，窗口先看一遍")
    look("sent")
    return {name: those for name, those in found.items() if those != ([], LARGE)}


def test_s3_every_other_page_is_large_and_reads_well(
    kiosk: Page, axe: Callable[[Page], list[str]], scene: Scene, faults: Faults
) -> None:
    faults.expect(422)
    found: dict[str, object] = {}

    def look(name: str) -> None:
        for size in (TALL, WIDE):
            kiosk.set_viewport_size(size)
            found[f"{name} {size['width']}"] = (axe(kiosk), large(kiosk))
        kiosk.set_viewport_size(TALL)

    kiosk.get_by_role("link", name="问一问").click()
    heading(kiosk, "有什么事，问我们")
    kiosk.get_by_role("button", name="交给工作人员").click()
    expect(kiosk.get_by_text("还没有写姓名")).to_be_visible()
    kiosk.get_by_label("您的姓名").fill("陈甲木")
    kiosk.get_by_role("button", name="返回").click()
    expect(kiosk.get_by_role("button", name="填的不要了？")).to_be_visible()
    expect(kiosk.get_by_label("您的姓名")).to_have_value("陈甲木")
    kiosk.get_by_label("您的姓名").fill("")
    look("ask, refused")
    kiosk.get_by_role("button", name="返回").click()
    heading(kiosk, "您好，想办什么事？")
    kiosk.get_by_role("link", name="查进度").click()
    heading(kiosk, "查进度")
    kiosk.get_by_label("把码对准扫码口").fill("nothing")
    kiosk.keyboard.press("Enter")
    expect(kiosk.get_by_text("没有找到")).to_be_visible()
    look("progress, not found")
    kiosk.get_by_role("button", name="首页").click()
    heading(kiosk, "您好，想办什么事？")
    kiosk.get_by_role("link", name="投诉").click()
    heading(kiosk, "投诉、提意见")
    look("complain")
    scene.report()
    kiosk.reload()
    heading(kiosk, "这台机器坏了，正在修")
    look("out of order")
    kiosk.context.clear_cookies()
    kiosk.reload()
    heading(kiosk, "这台机器还没有配对")
    look("pairing")
    assert {name: those for name, those in found.items() if those != ([], LARGE)} == {}


A_VOICE = """Object.defineProperty(window, 'speechSynthesis', {value: {getVoices: () => [{lang: 'zh-CN'}], speaking: false,
  speak(words) { (window.heard ??= []).push(words.text); }, cancel() {}, addEventListener() {}}});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""


def test_s5_read_aloud_where_there_is_a_chinese_voice(kiosk: Page) -> None:
    kiosk.get_by_role("link", name="查进度").click()
    heading(kiosk, "查进度")
    expect(kiosk.get_by_role("button", name="首页")).to_be_visible()
    expect(kiosk.locator("#aloud")).to_be_hidden()
    kiosk.add_init_script(A_VOICE)
    kiosk.reload()
    ready(kiosk)
    kiosk.get_by_role("link", name="查进度").click()
    kiosk.get_by_role("button", name="读给我听").click()
    assert kiosk.evaluate("heard")[:2] == ["查进度", "码和编号在告知书、受理单、回执和短信上"]


def test_s2_one_touch_calls_for_help_and_who_comes_stands_on_the_button(kiosk: Page, scene: Scene) -> None:
    kiosk.get_by_role("button", name="请人帮忙").click()
    expect(kiosk.locator("#help")).to_contain_text("已经叫人了")
    call = HelpCall.objects.get()
    assert (call.device, call.place) == (scene.kiosk, "大厅一号终端（一楼大厅进门右手）")
    assistance.take(call=call, by=scene.town.actor(scene.town.office), at=NOW)
    expect(kiosk.locator("#help")).to_contain_text("周师傅正在过来")
    kiosk.reload()
    expect(kiosk.locator("#help")).to_contain_text("周师傅正在过来")
    kiosk.get_by_role("button", name="不用来了").click()
    expect(kiosk.locator("#help")).to_contain_text("已经取消了")
    expect(kiosk.locator("#no-help")).to_be_hidden()
