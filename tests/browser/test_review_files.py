"""Scans in a real browser: chosen, dragged, pasted, several at once; large and disguised ones are refused and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.cases.scene import fresh, make_received, review
from tests.factories import Town, civil, make_case, make_item, make_person, make_town
from tests.files.samples import pdf, picture

from shouwen import civil_time
from shouwen.cases.enums import CaseState, OwedKind, ReviewState
from shouwen.cases.material_files import attach
from shouwen.cases.models import Case, MaterialFile, OwedMaterial
from shouwen.catalogue.models import Material
from shouwen.files.actions import name_of, open_file
from shouwen.files.models import StoredFile

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = civil(2026, 10, 9, 10, 58)
PAGE = "/cases/26-00001/"
Opened = Callable[..., Page]

HAND_OVER = """([target, kind, files]) => {
  const data = new DataTransfer();
  for (const [name, type, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const place = document.querySelector(target);
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
  place.dispatchEvent(event);
}"""
"""What a mouse or the clipboard does: gives files to a place of the page."""


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    return make_town()


@pytest.fixture
def case(town: Town) -> Case:
    version = make_item(town.general, materials=("申请表", "设计图", "四邻意见"), promised_limit=8)
    Material.objects.filter(version=version, name="四邻意见").update(is_minor=True)
    return make_case(town.actor(town.he), version, at=civil(2026, 9, 29), person=make_person(town.centre))


def _names(case: Case, material: str) -> list[str]:
    rows = MaterialFile.objects.filter(case_material__case=case, case_material__name=material, removed_at=None)
    return [name_of(row.file) for row in rows.order_by("pk").select_related("file")]


def test_n4_scans_are_chosen_with_a_key_dragged_and_pasted(
    town: Town, case: Case, as_staff: Opened, tmp_path: Path
) -> None:
    one, two = tmp_path / "第一页.png", tmp_path / "第二页.pdf"
    one.write_bytes(picture(size=(400, 300)))
    two.write_bytes(pdf())
    page = as_staff(town.he, PAGE)
    page.wait_for_load_state("networkidle")

    with page.expect_file_chooser() as chooser:
        page.keyboard.press("4")
    chooser.value.set_files([one, two])
    expect(page.locator("tbody.sel .scan")).to_have_count(2)
    expect(page.locator("tbody.sel .clip")).to_have_text("2")
    page.keyboard.press("ArrowDown")
    given = [["拖来.jpg", "image/jpeg", list(picture("JPEG"))]]
    page.evaluate(HAND_OVER, ["#materials tbody:nth-of-type(3)", "drop", given])
    expect(page.locator("#materials tbody:nth-of-type(3) .clip")).to_have_text("1")
    page.evaluate(HAND_OVER, ["body", "paste", [["image.png", "image/png", list(picture(colour="red"))]]])
    expect(page.locator("tbody.sel .clip")).to_have_text("1")

    assert _names(case, "申请表") == ["第一页.png", "第二页.pdf"]
    assert _names(case, "设计图") == ["image.png"]
    assert _names(case, "四邻意见") == ["拖来.jpg"]
    assert (
        open_file(next(file for file in StoredFile.objects.all() if name_of(file) == "第二页.pdf")) == two.read_bytes()
    )


def test_large_and_disguised_files_are_refused_and_the_others_are_kept(
    town: Town, case: Case, as_staff: Opened, tmp_path: Path, faults: object
) -> None:
    faults.expect(422)  # type: ignore[attr-defined]
    large, disguised, good = tmp_path / "大.pdf", tmp_path / "假.pdf", tmp_path / "好.png"
    large.write_bytes(b"%PDF-" + b"x" * (10 * 1024 * 1024))
    disguised.write_bytes(b"MZ" * 400)
    good.write_bytes(picture())
    page = as_staff(town.he, PAGE)

    page.locator("tbody.sel input[data-upload]").set_input_files([large, disguised, good])

    expect(page.locator("[data-toasts]")).to_contain_text("“大.pdf”太大，一个文件最大 10 MB")
    expect(page.locator("[data-toasts]")).to_contain_text("“假.pdf”没收下：只收 PDF、JPEG、PNG。这个文件的内容不是")
    expect(page.locator("[data-toasts]")).to_contain_text("附上了")
    assert _names(case, "申请表") == ["好.png"]


def test_a_fault_being_written_survives_a_scan(town: Town, case: Case, as_staff: Opened, tmp_path: Path) -> None:
    scan = tmp_path / "一.png"
    scan.write_bytes(picture())
    page = as_staff(town.he, PAGE)
    page.wait_for_load_state("networkidle")

    page.keyboard.press("3")
    page.locator("input[name=own]").wait_for()
    page.locator("tbody.sel input[data-upload]").set_input_files(scan)
    expect(page.locator("tbody.sel .scan")).to_have_count(1)
    page.locator("input[name=own]").fill("没标东侧间距")
    expect(page.locator("tbody.sel .why")).to_have_text("没标东侧间距。重新交原件 1 份")

    assert case.materials.all()[0].state == ReviewState.DEFECTIVE


def test_n4_received_is_accepted_by_keys_and_a_promise_is_taken(town: Town, as_staff: Opened) -> None:
    Material.objects.filter(version=town.house, name="申请表").update(is_minor=True)
    case = make_received(town.actor(town.he), town.house, at=civil(2026, 9, 29))
    page = as_staff(town.he, PAGE)
    page.wait_for_load_state("networkidle")

    page.keyboard.press("1")
    expect(page.locator("#review-sum")).to_have_text("3 份：合格 1，未审 2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("1")
    expect(page.locator("#review-sum")).to_have_text("3 份：合格 2，未审 1")
    page.keyboard.press("ArrowDown")
    page.locator("tbody.sel").get_by_text("容缺受理").click()
    page.locator("dialog[open] .tick").click()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#review-sum")).to_have_text("3 份：合格 2，有承诺 1")
    # The letter to sign is offered first; then the page is free again.
    expect(page.get_by_role("button", name="好了")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="好了")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog[open]")).to_contain_text("8 个工作日，10月20日 周二 到期")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".big")).to_contain_text("10月20日 周二 17:30 到期")

    assert fresh(case).state == CaseState.ACCEPTED
    assert OwedMaterial.objects.get().kind == OwedKind.LATER


@pytest.mark.parametrize("height", [768, 650])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    town: Town, case: Case, as_staff: Opened, axe: Callable[[Page], list[str]], height: int
) -> None:
    clerk = town.actor(town.he)
    material = case.materials.select_related("case").get(name="申请表")
    row = attach(material=material, name="一.png", data=picture(), by=clerk, at=NOW)
    make_received(clerk, town.house, at=NOW)
    review(case, clerk, NOW, faults={"四邻意见": ReviewState.MISSING})
    promise = f"{PAGE}materials/{case.materials.get(name='四邻意见').pk}/promise/"
    page = as_staff(town.he, PAGE)
    page.set_viewport_size({"width": 1366, "height": height})
    root, found = page.url.split("/cases/")[0], {}
    for path in (PAGE, "/cases/26-00002/", promise, f"{PAGE}files/{row.pk}/seen/", f"{PAGE}files/{row.pk}/remove/"):
        page.goto(root + path)
        page.wait_for_load_state("networkidle")
        found[path] = axe(page)
        bar = page.locator(".status").bounding_box()
        assert bar is not None
        assert bar["y"] + bar["height"] == height

    assert {path: faults for path, faults in found.items() if faults} == {}
