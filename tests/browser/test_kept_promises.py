"""Personal data: no page shows it, opening it takes a reason and is recorded, and it covers itself again."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.centre import CLERK, OFFICE, SECOND_CLERK, Centre
from tests.browser.hands import Hands, open_address
from tests.browser.known import Known

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def known(centre: Centre) -> Known:
    return Known.of(centre)


@pytest.fixture(scope="module")
def everybody(centre: Centre) -> dict[str, list[str]]:
    """Name, id number and phone of everybody served, in clear, by the mask that screens show."""
    return json.loads(  # type: ignore[no-any-return]
        centre.asked(
            """
import json
from shouwen.people.actions import opened
from shouwen.people.models import Person
clear = {}
for person in Person.objects.all():
    whole = opened(person)
    clear[str(person.pk)] = [part for part in (whole.name, whole.id_number, whole.phone, whole.address) if part]
print(json.dumps(clear))"""
        )
    )


def shown(page: Page, everybody: dict[str, list[str]]) -> list[str]:
    """Whatever of anybody's data stands in the page, its attributes and scripts, or in what the browser keeps."""
    kept = page.evaluate("[JSON.stringify(sessionStorage), JSON.stringify(localStorage), document.cookie].join()")
    text = page.content() + kept
    return sorted({part for parts in everybody.values() for part in parts if part in text})


def test_no_page_of_the_desk_shows_anybodys_data(
    centre: Centre, desk: Opened, known: Known, everybody: dict[str, list[str]]
) -> None:
    page, found = desk(SECOND_CLERK), {}
    paths = ["/", "/find/?q=26", "/find/?q=1", "/inquiries/", "/inquiries/?page=2", "/inquiries/new/", "/handovers/"]
    paths += ["/rulings/", "/promises/", f"/rulings/{known.open_ruling}/", "/cases/", "/cases/?page=2", "/registers/"]
    paths += [f"/inquiries/{one}/" for one in (known.answered, known.handed_over)]
    paths += [f"/cases/{one}/{rest}" for one in (known.waiting, known.concluded) for rest in ("", "papers/")]
    paths += [
        "/registers/first/",
        "/registers/calls/",
        "/registers/handed-over/",
        "/registers/rulings/",
        "/registers/unresolved/",
    ]
    paths += ["/registers/papers/", "/sheets/2026-10/EP04/", "/calendar/", "/guides/", "/help/"]
    for path in paths:
        open_address(page, centre.address, path)
        if data := shown(page, everybody):
            found[path] = data
    office = desk(OFFICE)
    for path in ("/", "/sheets/2026-10/", "/sheets/2026-10/EP01/", f"/rulings/{known.open_ruling}/"):
        office.goto(centre.address + path)
        if data := shown(office, everybody):
            found[path] = data
    assert len(everybody) > 50
    assert found == {}


def test_what_is_found_by_the_whole_name_is_shown_masked(
    centre: Centre, desk: Opened, known: Known, everybody: dict[str, list[str]]
) -> None:
    page = desk(CLERK, f"/cases/{known.reviewing}/")
    person = page.locator("[data-person] a[href$='/open/']").get_attribute("href")
    assert person
    name, *rest = everybody[person.split("/")[2]]
    page.keyboard.press("F4")
    page.keyboard.type(name, delay=10)
    expect(page.locator("[role=option]").first).to_contain_text(f"{name[0]}*")
    listed = page.locator("#found").inner_html()
    assert [part for part in (name, *rest) if part in listed] == []


def test_the_public_page_of_a_case_shows_nothing_but_the_mask(
    stranger: Opened, known: Known, everybody: dict[str, list[str]]
) -> None:
    page = stranger(known.progress, is_phone=True)
    assert shown(page, everybody) == []
    assert page.context.cookies() == []


def test_opening_takes_a_reason_is_counted_and_covers_itself_after_a_minute(
    centre: Centre, desk: Opened, known: Known, everybody: dict[str, list[str]]
) -> None:
    page = desk(CLERK, "/help/")
    page.clock.install()
    page.goto(f"{centre.address}/cases/{known.reviewing}/")
    link = page.locator("[data-person] a[href$='/open/']")
    person = (link.get_attribute("href") or "").split("/")[2]
    name, *_ = everybody[person]
    opened_before = _openings(centre, person)
    assert shown(page, everybody) == []

    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] h2")).to_have_text("看完整信息")
    page.locator("#open-other").focus()
    Hands(page).write("核对房产证上的名字")
    page.keyboard.press("Enter")
    chip = page.locator("[data-person]")
    expect(chip.locator("b")).to_have_text(name)
    assert name in shown(page, everybody)
    assert set(shown(page, everybody)) <= set(everybody[person])
    assert _openings(centre, person) == [*opened_before, "核对房产证上的名字"]

    # The page's clock runs on by itself while a busy machine answers, so the minute isn't cut to the second here.
    page.clock.run_for(30_000)
    expect(chip.locator("[data-left]")).to_have_count(1)
    page.clock.run_for(31_000)
    expect(chip.locator("[data-left]")).to_have_count(0)
    assert shown(page, everybody) == []
    page.reload()
    assert shown(page, everybody) == []


def _openings(centre: Centre, person: str) -> list[str]:
    """The reasons that the journal holds for opening this person, oldest first."""
    return json.loads(  # type: ignore[no-any-return]
        centre.asked(
            f"""
import json
from shouwen.journal.models import Entry
from shouwen.journal.queries import events
rows = events(Entry.objects.filter(action="person.open", subject_id={person!r}))
print(json.dumps([row.data["reason"] for row in rows]))"""
        )
    )
