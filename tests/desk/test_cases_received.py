"""The page of a case that was received first, of one with a promise, and the way into both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cases.scene import fresh, make_received, review
from tests.desk.test_cases_page import open_case, part, words_of
from tests.factories import Town, civil, client_of, make_inquiry, make_item, make_person, make_town

from shouwen import civil_time
from shouwen.cases.corrections import issue_correction_notice, receive_materials
from shouwen.cases.enums import CaseState, OwedKind, ReviewState
from shouwen.cases.intake import deem_accepted
from shouwen.cases.models import Case, OwedMaterial
from shouwen.cases.owed import take_promise
from shouwen.catalogue.models import ItemVersion, Material
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries.models import Inquiry

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 58)
RECEIVED = civil(2026, 9, 29, 9, 40)
"""The five working days after it: 30 September, 8, 9, 10 (a make-up Saturday) and 12 October."""


@pytest.fixture(autouse=True)
def _present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture(name="town")
def _town() -> Town:
    town = make_town()
    ItemVersion.objects.filter(pk=town.house.pk).update(deemed_acceptance=True)
    Material.objects.filter(version=town.house, name="申请表").update(is_minor=True)
    return town


def _received(town: Town) -> Case:
    return make_received(town.actor(town.he), ItemVersion.objects.get(pk=town.house.pk), at=RECEIVED)


def test_n4_a_received_case_says_plainly_that_it_is_not_accepted(town: Town) -> None:
    html = open_case(client_of(town.he), _received(town))

    assert (
        part(html, '<p class="plainly">', "</p>") == "还没受理，在审材料；10月12日前要告知补正，否则自收件之日起算受理"
    )
    assert part(html, '<div class="big">', "</div>") == "余 2 个工作日 10月12日 周一 17:30 前告知补正"
    assert "收件 9月29日（当天不计）起， 告知补正 5 个工作日" in words_of(html)
    assert part(html, '<div class="bar"', "</main>") == (
        "出具《补正材料一次性告知书》 F9 还有 3 份材料没审：身份证等。 转交 受理（还没齐） 更多 申请人撤回"
    )


def test_n4_once_all_is_in_order_it_is_accepted_with_one_step(town: Town) -> None:
    case = _received(town)
    review(case, town.actor(town.he), NOW)
    client = client_of(town.he)

    foot = part(open_case(client, case), '<div class="bar"', '<span class="sp">')
    asked = words_of(client.get("/cases/26-00001/accept/", headers={"HX-Request": "true"}).content.decode())
    answer = client.post("/cases/26-00001/accept/")
    after = words_of(open_case(client, case))
    again = client.post("/cases/26-00001/accept/")

    assert foot == "受理 Ctrl+↵ 材料齐了，可以受理。 从受理这天起算时限，当天不计。"
    assert asked.startswith("受理 材料齐了。今天受理，当天不计， 8 个工作日 ，10月20日 周二 到期。")
    assert (answer.status_code, answer["Location"], again.status_code) == (302, "/cases/26-00001/", 409)
    assert fresh(case).state == CaseState.ACCEPTED
    assert Clock.objects.filter(kind=ClockKind.CASE).count() == 1
    assert "已受理，10月20日到期" in after


def test_n4_what_waits_for_materials_is_still_not_accepted(town: Town) -> None:
    case = _received(town)
    review(case, town.actor(town.he), NOW, faults={"户口簿": ReviewState.MISSING})
    issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=NOW)
    client = client_of(town.he)

    html = open_case(client, case)
    received = client.post("/cases/26-00001/receive/", {"materials": [case.materials.get(name="户口簿").pk]})

    assert part(html, '<p class="plainly">', "</p>") == "还没受理，等申请人补材料；补齐后再审，受理那天才起算时限"
    assert "收到补交材料 F9" in part(html, '<div class="bar"', "</main>")
    assert received.status_code == 302
    assert fresh(case).state == CaseState.RECEIVED
    assert "都齐了。先审新交的，审齐了受理" in words_of(open_case(client, case))


def test_n4_a_deemed_acceptance_is_said_on_the_page_and_in_the_timeline(town: Town) -> None:
    case = _received(town)
    deem_accepted(centre_id=town.centre.pk, at=civil(2026, 10, 13, 0, 5))

    html = open_case(client_of(town.he), case)

    assert part(html, '<p class="plainly">', "</p>") == "逾期没有告知补正，自9月29日收件之日起算受理"
    assert "逾期没有告知补正，自收件之日起算受理，10月15日到期" in words_of(html)


def test_the_list_shows_what_was_received(town: Town) -> None:
    case = _received(town)
    client = client_of(town.he)

    rows = words_of(client.get("/cases/?state=received").content.decode())
    overdue = words_of(client.get("/cases/?state=overdue").content.decode())

    assert f"{case.number} · 138****0000 · 已收件，在审" in rows
    assert "9月29日收件 10月12日前告知" in rows
    assert case.number not in overdue


@pytest.mark.parametrize(
    ("entry", "state", "said"),
    [
        ("first", CaseState.RECEIVED, "已收件，还没受理"),
        ("now", CaseState.ACCEPTED, "已受理"),
        ("", CaseState.ACCEPTED, "已受理"),
    ],
)
def test_f5_the_register_page_takes_both_ways(town: Town, entry: str, state: CaseState, said: str) -> None:
    client = client_of(town.he)
    page = client.get("/inquiries/new/").content.decode()
    answer = client.post(
        "/inquiries/new/",
        {
            "channel": "on_site", "name": "陈甲木", "matter": "老屋翻建", "item": town.house.item_id, "outcome": "to_case",
            "words": "材料先收下，审过了告诉您", "told": "1", "entry": entry,
        },
        follow=True,
    )  # fmt: skip

    assert "当场看过，受理 先收材料，再审" in words_of(page)
    assert Case.objects.get().state == state
    assert said in words_of(answer.content.decode())


def test_an_open_inquiry_can_be_received_too(town: Town) -> None:
    clerk = town.actor(town.he)
    inquiry = make_inquiry(clerk, at=NOW, person=make_person(town.centre), item_id=town.house.item_id)
    serial = inquiry.number.rpartition(" ")[2]

    client_of(town.he).post(
        f"/inquiries/{serial}/",
        {"outcome": "to_case", "item": town.house.item_id, "words": "先收下", "told": "1", "entry": "first"},
    )

    assert Case.objects.get(inquiry=Inquiry.objects.get(pk=inquiry.pk)).state == CaseState.RECEIVED


def test_n4_a_promise_is_asked_in_the_dialog_and_taken_once(town: Town) -> None:
    case = _received(town)
    review(case, town.actor(town.he), NOW, only=("身份证", "户口簿"))
    material = case.materials.get(name="申请表")
    client, url = client_of(town.he), f"/cases/26-00001/materials/{material.pk}/promise/"

    page = words_of(open_case(client, case))
    asked = words_of(client.get(url, headers={"HX-Request": "true"}).content.decode())
    given = {"kind": "later", "words": "本人承诺按期补交申请表", "due_on": "2026-10-15"}
    unsigned = client.post(url, given)
    taken = client.post(url, {**given, "signed": "1"})
    again = client.post(url, {**given, "signed": "1"})

    assert "容缺受理" in page
    assert "最晚 10月20日 周二：补齐了才能办结。" in asked
    assert (unsigned.status_code, taken.status_code, again.status_code) == (422, 302, 422)
    assert "承诺书要本人签了名才算" in words_of(unsigned.content.decode())
    assert OwedMaterial.objects.get().promise_words == "本人承诺按期补交申请表"
    after = words_of(open_case(client, case))
    assert "容缺受理，10月15日前补交：本人承诺按期补交申请表" in after
    assert "3 份：合格 2，有承诺 1" in after


def test_what_is_owed_is_received_and_reviewed(town: Town) -> None:
    case = _received(town)
    material = case.materials.select_related("case", "material").get(name="申请表")
    take_promise(
        material=material, kind=OwedKind.LATER, words="补交", due_on=civil(2026, 10, 15).date(),
        by=town.actor(town.he), at=RECEIVED,
    )  # fmt: skip
    client, url = client_of(town.he), f"/cases/26-00001/materials/{material.pk}/received/"

    first, again = client.post(url), client.post(url)

    assert (first.status_code, again.status_code) == (302, 422)
    assert fresh(case).materials.get(name="申请表").state == ReviewState.UNREVIEWED
    assert "没有在等补交，可能刚刚已经收了" in words_of(again.content.decode())


def _queries(town: Town, materials: int) -> int:
    """What the page of a received case costs, all but one of whose materials are promised."""
    version = make_item(town.general, f"{materials} 份", materials=[f"材料{number}" for number in range(materials)])
    Material.objects.filter(version=version).update(is_minor=True)
    case = make_received(town.actor(town.he), version, at=RECEIVED)
    for material in case.materials.select_related("case", "material")[: materials - 1]:
        take_promise(
            material=material, kind=OwedKind.LATER, words="补交", due_on=civil(2026, 10, 8).date(),
            by=town.actor(town.he), at=RECEIVED,
        )  # fmt: skip
    client = client_of(town.he)
    open_case(client, case)
    with CaptureQueriesContext(connection) as asked:
        open_case(client, case)
    return len(asked)


def test_the_page_costs_the_same_queries_for_1_and_12_materials(town: Town) -> None:
    assert _queries(town, 1) == _queries(town, 12) < 30


def test_n5_a_second_notice_on_old_material_is_asked_about_and_not_just_greyed(town: Town) -> None:
    case = _received(town)
    clerk, client = town.actor(town.he), client_of(town.he)
    review(case, clerk, NOW, faults={"户口簿": ReviewState.MISSING})
    notice = issue_correction_notice(case=fresh(case), by=clerk, at=NOW)
    receive_materials(
        case=fresh(case), material_ids=[notice.materials.get().pk], by=clerk, at=NOW + timedelta(minutes=1)
    )
    review(case, clerk, NOW + timedelta(minutes=2), faults={"身份证": ReviewState.DEFECTIVE})

    foot = part(open_case(client, case), '<div class="bar"', '<span class="sp">')
    told = words_of(client.get("/cases/26-00001/notice/", headers={"HX-Request": "true"}).content.decode())
    office = client_of(town.office).get("/cases/26-00001/notice/", headers={"HX-Request": "true"}).content.decode()

    assert foot.startswith("再出一份告知书 F9 这件已经出过一次告知书。 先前漏掉的请当场帮他补好")
    assert "一次性告知制度 第六条" in told
    assert "为什么要再出一次" in office
    assert 'name="allowed_reason"' in office


def test_n4_a_paper_of_what_is_not_accepted_yet_stands_in_the_register_with_its_case(town: Town) -> None:
    case = _received(town)
    review(case, town.actor(town.he), NOW, faults={"户口簿": ReviewState.MISSING})
    first = words_of(client_of(town.he).get(f"/cases/{case.number.split()[1]}/notice/").content.decode())
    issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=NOW)

    listed = words_of(client_of(town.he).get("/registers/papers/").content.decode())

    assert "缺的和不符合的一次写全，出具以后不能再添。" in first
    assert "已经出过一次告知书" not in first
    assert f"补正材料一次性告知书 {case.person.name_masked}： 农村宅基地建房审批 {case.number}" in listed
    assert "月度考核" not in listed.partition("文号 种类")[2]
