"""Axe reads every page of the desk and the public pages, in every state a clerk brings them to (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.centre import CLERK, OFFICE, SECOND_CLERK, Centre
from tests.browser.conftest import Faults
from tests.browser.hands import Hands, begin_registering, open_address, take_item
from tests.browser.known import Known

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
Axe = Callable[[Page], list[str]]


@pytest.fixture(scope="module")
def known(centre: Centre) -> Known:
    return Known.of(centre)


def read(page: Page, centre: Centre, axe: Axe, *paths: str) -> dict[str, list[str]]:
    """What axe finds on these pages, by address; pages without fault are left out."""
    found = {}
    for path in paths:
        open_address(page, centre.address, path)
        if faults := axe(page):
            found[path] = faults
    return found


def test_pages_of_a_clerk(centre: Centre, desk: Opened, axe: Axe, known: Known) -> None:
    paths = ["/", "/?kind=case", "/find/?q=2026", "/find/?q=李", "/find/?q=zzzz", "/inquiries/", "/cases/"]
    paths += [
        "/inquiries/?q=zzzz",
        "/cases/?q=zzzz",
        f"/inquiries/{known.answered}/",
        f"/inquiries/{known.handed_over}/",
    ]
    paths += [f"/cases/{known.reviewing}/", f"/cases/{known.waiting}/", f"/cases/{known.concluded}/"]
    paths += ["/handovers/", "/rulings/", f"/rulings/{known.open_ruling}/", "/promises/"]
    assert read(desk(CLERK), centre, axe, *paths) == {}


def test_books_and_sheets(centre: Centre, desk: Opened, axe: Axe, known: Known) -> None:
    paths = ["/", "/sheets/", "/sheets/2026-09/", "/sheets/2026-09/EP01/", "/sheets/2026-10/EP01/"]
    paths += [f"/rulings/{known.open_ruling}/", "/registers/", "/registers/papers/", "/calendar/"]
    paths += [
        "/registers/first/",
        "/registers/calls/",
        "/registers/handed-over/",
        "/registers/rulings/",
        "/registers/unresolved/",
    ]
    paths += ["/registers/messages/", "/registers/first/full/", "/notices/"]
    paths += ["/guides/", "/guides/NY01/", "/guides/MZ07/", "/help/", "/clauses/K1.3/"]
    assert read(desk(OFFICE), centre, axe, *paths) == {}


def test_public_pages_and_refusals(
    centre: Centre, stranger: Opened, desk: Opened, axe: Axe, known: Known, faults: Faults
) -> None:
    page = stranger("/login/")
    assert read(page, centre, axe, "/login/", "/public/regimes/", known.progress) == {}
    phone = stranger(known.progress, is_phone=True)
    assert axe(phone) == []
    faults.expect(403, 404, 422)
    refused = ["/nowhere/", f"/p/{known.reviewing}/0123456789/", "/sheets/2026-09/EP02/"]
    assert read(desk(CLERK), centre, axe, *refused) == {}
    assert read(desk(OFFICE), centre, axe, "/inquiries/new/") == {}


def test_registering_with_every_outcome(desk: Opened, axe: Axe, faults: Faults) -> None:
    page = desk(CLERK)
    hands = Hands(page)
    begin_registering(hands, "冯壬禾", "13700000009", "老屋想在原址翻建")
    found = {"typed": axe(page)}
    take_item(hands, "农村村民宅基地审批", "新建")
    for outcome in range(1, 9):
        hands.press(f"Alt+{outcome}")
        expect(page.locator(f".det.at{outcome}")).to_be_visible()
        found[f"outcome {outcome}"] = axe(page)
    faults.expect(422)
    hands.press("Control+Enter")
    expect(page.locator("[aria-invalid=true]").first).to_be_focused()
    found["refused"] = axe(page)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def test_dialogs_and_steps_of_a_case(centre: Centre, desk: Opened, axe: Axe, known: Known) -> None:
    page, found = desk(CLERK, f"/cases/{known.reviewing}/"), {}
    for words in ("看完整信息（留痕）", "延期", "转交", "暂停计时", "申请人撤回", "文书和打印记录"):
        opener = page.locator("a[data-dialog]", has_text=words).first
        if not opener.is_visible():
            page.locator("#bar summary").click()
        opener.click()
        expect(page.locator("dialog[open] h2")).to_be_visible()
        found[words] = axe(page)
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
    page.locator("a.clause").first.click()
    expect(page.locator(".pop .quote")).to_be_visible()
    found["clause"] = axe(page)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def test_steps_as_pages_of_their_own(centre: Centre, desk: Opened, axe: Axe, known: Known) -> None:
    steps = ("notice", "receive", "extend", "pause", "resume", "transfer", "withdraw", "conclude", "decline", "papers")
    paths = [f"/cases/{serial}/{step}/" for serial in (known.reviewing, known.waiting) for step in steps]
    assert read(desk(SECOND_CLERK), centre, axe, *paths) == {}
