"""断网 on a computer that several people use: what waits is its owner's alone, and a log-out is one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.centre import CLERK, SECOND_CLERK, Centre
from tests.browser.conftest import Faults, fill_log_in, log_in
from tests.browser.no_line import COUNT, KEPT_PAGES, STORED, WORDS, inquiries_about, keep_one, write

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("dead_line")]
Opened = Callable[..., Page]


# The page to be kept comes while the log-out is on its way.
SLOW_LINE = """
const sent = window.fetch;
const later = { "/locked/": 1500, "/logout/": 3000 };
window.fetch = async (...asked) => {
  const path = new URL(asked[0], location.href).pathname;
  if (later[path]) await new Promise((resolve) => setTimeout(resolve, later[path]));
  return sent(...asked);
};
"""


def test_logging_out_asks_first_and_then_wipes(centre: Centre, desk_of: Callable[[str], Page]) -> None:
    page = desk_of(CLERK)
    keep_one(centre, page, "退出就清掉的那件")
    page.locator(".who summary").click()
    page.locator("form[data-leave] button").click()
    expect(page.locator("#ask h2")).to_have_text("还有 1 件没送出去")
    page.locator("#ask [data-close]").click()
    expect(page.locator(COUNT)).to_have_text("1")
    page.locator("form[data-leave] button").click()
    page.locator("#ask [data-waiting-leave-yes]").click()
    page.wait_for_url("**/login/")
    assert page.evaluate(STORED) == {"things": [], "extractable": []}
    page.unroute("**/inquiries/new/")
    fill_log_in(page, CLERK)
    expect(page.locator("[data-waiting]")).to_be_visible()
    expect(page.locator(COUNT)).to_have_text("0")
    assert inquiries_about(centre, "退出就清掉的那件") == []


def test_another_person_on_the_same_computer_sees_nothing_and_the_owner_finds_it_again(
    centre: Centre, desk_of: Callable[[str], Page], faults: Faults
) -> None:
    faults.expect(403)  # a suggestion may still be on its way when the session ends
    page = desk_of(CLERK)
    keep_one(centre, page, "别人看不到的那件")
    page.unroute("**/inquiries/new/")
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies()
    log_in(page, centre, SECOND_CLERK)
    expect(page.locator("[data-waiting]")).to_be_visible()
    expect(page.locator(COUNT)).to_have_text("0")
    expect(page.locator("[data-waiting-others]")).to_have_text("别人的 1")
    page.locator("[data-waiting]").click()
    expect(page.locator("#ask [data-others]")).to_contain_text("还有 1 件是何谷雨没送出的")
    expect(page.locator("#ask li")).to_have_count(0)
    page.locator("#ask .acts [data-close]").click()
    stored = page.evaluate(STORED)
    assert (len(stored["things"]), sorted(stored["extractable"], key=str)) == (1, [False, None])
    assert inquiries_about(centre, "别人看不到的那件") == []

    page.locator(".who summary").click()
    page.locator("form[data-leave] button").click()
    page.wait_for_url("**/login/")
    fill_log_in(page, CLERK)
    expect(page.locator(COUNT)).to_have_text("0")
    expect(page.locator("[data-waiting-others]")).to_be_hidden()
    expect(page.locator("[data-toast]").last).to_contain_text("断网时记的补上了")
    assert [state for state, _ in inquiries_about(centre, "别人看不到的那件")] == ["answered"]


def test_a_log_out_without_the_line_locks_the_computer_and_is_sent_when_it_is_back(
    centre: Centre, desk_of: Callable[[str], Page]
) -> None:
    page = desk_of(CLERK)
    expect(page.locator("body[data-shell=kept]")).to_be_attached()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    other = page.context.new_page()
    other.goto(centre.address + "/cases/")
    page.context.set_offline(True)
    page.locator(".who summary").click()
    page.locator("form[data-leave] button").click()
    expect(page.locator("h1")).to_have_text("这台电脑锁上了")
    expect(other.locator("h1")).to_have_text("这台电脑锁上了")
    page.goto(centre.address + "/inquiries/")
    expect(page.locator("h1")).to_have_text("这台电脑锁上了")
    other.close()
    page.context.set_offline(False)
    page.wait_for_url("**/login/")
    page.goto(centre.address + "/")
    expect(page.locator("#id_username")).to_be_visible()
    assert page.evaluate(KEPT_PAGES) == []


def test_what_is_typed_without_the_line_is_unreadable_in_the_tab(
    centre: Centre, desk_of: Callable[[str], Page]
) -> None:
    page = desk_of(CLERK)
    page.goto(centre.address + "/inquiries/new/")
    expect(page.locator("#register[data-keeps][data-drafts]")).to_be_attached()
    page.context.set_offline(True)
    write(page, "断网子", "13700000111", "还在写的那件")
    expect(page.locator("[data-kept]")).to_be_visible()
    page.wait_for_timeout(300)
    assert "shouwen.inquiry." in "".join(page.evaluate("Object.keys(sessionStorage)"))
    kept_words = page.evaluate("JSON.stringify(sessionStorage) + JSON.stringify(localStorage)")
    assert [secret for secret in ("断网子", "13700000111", "还在写的那件", WORDS) if secret in kept_words] == []
    page.context.set_offline(False)
    page.goto(centre.address + "/cases/")
    expect(page.locator("[data-parked-number]")).to_have_text("1")
    page.goto(centre.address + "/inquiries/new/#parked")
    expect(page.locator("#id_matter")).to_have_value("还在写的那件")
    page.locator(".who summary").click()
    page.locator("form[data-leave] button").click()
    page.wait_for_url("**/login/")
    assert page.evaluate("Object.keys(sessionStorage)") == []


def test_the_same_person_logged_in_again_sends_what_waited(
    centre: Centre, desk_of: Callable[[str], Page], faults: Faults
) -> None:
    faults.expect(403)  # a suggestion may still be on its way when the session ends
    page = desk_of(CLERK)
    keep_one(centre, page, "登录过期前记的那件")
    page.unroute("**/inquiries/new/")
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies()
    log_in(page, centre, CLERK)
    expect(page.locator(COUNT)).to_have_text("0")
    assert [state for state, _ in inquiries_about(centre, "登录过期前记的那件")] == ["answered"]


def test_the_browser_keeps_one_empty_page_and_nothing_after_the_log_out(
    centre: Centre, desk_of: Callable[[str], Page]
) -> None:
    page = desk_of(CLERK)
    expect(page.locator("body[data-shell=kept]")).to_be_attached()
    for path in ("/", "/cases/", "/inquiries/", "/inquiries/new/"):
        page.goto(centre.address + path)
    kept_pages = dict(page.evaluate(KEPT_PAGES))
    assert sorted(kept_pages) == ["/inquiries/new/", "/locked/"]
    text = "".join(kept_pages.values())
    masked = centre.asked(
        "from shouwen.people.models import Person\nprint(' '.join(Person.objects.values_list('name_masked', flat=True)))"
    ).split()
    assert len(masked) > 50
    assert [name for name in masked if name in text] == []
    page.locator(".who summary").click()
    page.locator("form[data-leave] button").click()
    page.wait_for_url("**/login/")
    assert page.evaluate(KEPT_PAGES) == []


def test_a_page_still_being_kept_at_the_log_out_is_not_put_back(centre: Centre, desk_of: Callable[[str], Page]) -> None:
    page = desk_of(CLERK)
    expect(page.locator("body[data-shell=kept]")).to_be_attached()
    page.evaluate("sessionStorage.removeItem('shouwen.shell')")
    page.add_init_script(SLOW_LINE)
    page.goto(centre.address + "/cases/")
    page.locator(".who summary").click()
    page.locator("form[data-leave] button").click()
    page.wait_for_url("**/login/")
    assert page.evaluate("Object.keys(sessionStorage)") == []
    assert page.evaluate(KEPT_PAGES) == []
