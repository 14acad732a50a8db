"""What the tests without a line have in common: writing a registration, and looking at what the browser and the database hold."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect
from tests.browser.centre import Centre

COUNT = "[data-waiting-number]"
WORDS = "到二楼社保窗口办，带身份证就行"


def inquiries_about(centre: Centre, matter: str) -> list[list[str]]:
    """State and number of every inquiry with these words."""
    return json.loads(  # type: ignore[no-any-return]
        centre.asked(
            f"""
import json
from shouwen.inquiries.models import Inquiry
print(json.dumps(list(Inquiry.objects.filter(matter={matter!r}).order_by("pk").values_list("state", "number"))))"""
        )
    )


def write(page: Page, name: str, phone: str, matter: str) -> None:
    """A whole call, answered; nothing sent yet."""
    page.locator("#id_name").fill(name)
    page.locator("#id_phone").fill(phone)
    page.locator("#id_matter").fill(matter)
    page.locator("[name=channel][value=phone]").check(force=True)
    page.keyboard.press("Alt+1")
    page.locator("[name=words]").fill(WORDS)
    page.locator("[name=told]").check(force=True)


def kept(page: Page) -> None:
    expect(page.locator("[data-toast]").last).to_contain_text("先存在这台电脑上，通了自动补上")


def keep_one(centre: Centre, page: Page, matter: str) -> None:
    page.goto(centre.address + "/inquiries/new/")
    expect(page.locator("#register[data-keeps]")).to_be_attached()
    page.route(
        "**/inquiries/new/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    write(page, "断网辛", "13700000108", matter)
    page.keyboard.press("Control+Enter")
    expect(page.locator(COUNT)).to_have_text("1")


STORED = """async () => {
  const open = () => new Promise((done) => { const r = indexedDB.open('shouwen-waiting'); r.onsuccess = () => done(r.result); });
  const rows = (base, name) => new Promise((done) => {
    const r = base.transaction(name).objectStore(name).getAll(); r.onsuccess = () => done(r.result); });
  const base = await open();
  const things = (await rows(base, 'things')).map((one) => ({...one, iv: null, sealed:
    new TextDecoder('utf-8', {fatal: false}).decode(one.sealed)}));
  return {things, extractable: (await rows(base, 'keys')).map((one) => (one.key ? one.key.extractable : null))};
}"""

KEPT_PAGES = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const kept = await caches.open(name);
    for (const request of await kept.keys()) {
      const path = new URL(request.url).pathname;
      if (!path.startsWith('/static/')) found.push([path, await (await kept.match(request)).text()]);
    }
  }
  return found;
}"""
