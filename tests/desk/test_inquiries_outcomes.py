"""The register page beyond the five daily outcomes: departments, three rare ones, earlier rulings, everything missing at once."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk.referral_scene import NOW, call, department, errors, ruled
from tests.factories import Town, client_of, make_inquiry, make_person, make_town

from shouwen import civil_time
from shouwen.inquiries.models import Clarification, Decline, Handover, Inquiry, UnresolvedMatter
from shouwen.journal.models import Entry
from shouwen.journal.queries import events
from shouwen.people.models import Department

pytestmark = pytest.mark.django_db
NEW = "/inquiries/new/"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def he(town: Town) -> Client:
    return client_of(town.he)


def typed(**changes: object) -> dict[str, object]:
    return {
        "channel": "phone",
        "name": "周乙石",
        "phone": "138 0000 0000",
        "matter": "想办采矿证",
        "words": "先这样跟您说",
        "told": "1",
    } | changes


def said(client: Client) -> str:
    found = re.search(r"data-toast>.*?<b>(.*?)</b>", client.get("/").content.decode(), re.DOTALL)
    return found[1] if found else ""


def test_f6_windows_stand_first_then_the_departments_outside(town: Town, he: Client) -> None:
    department(town)
    Department.objects.create(centre=town.centre, name="停用的站", is_active=False)

    html = he.get(NEW).content.decode()
    options = re.findall(r'<select id="id_to".*?</select>', html, re.DOTALL)[0]

    groups = re.findall(r'<optgroup label="(.*?)">(.*?)</optgroup>', options, re.DOTALL)
    assert [(label, re.findall(r">([^<]+)</option>", rows)) for label, rows in groups] == [
        ("窗口", ["4号 民政残联窗口　邓白露"]),
        ("外部门", ["区残联　区行政中心二楼"]),
    ]


def test_f6_handed_to_a_department_until_its_working_day(town: Town, he: Client) -> None:
    to = department(town)

    he.post(NEW, typed(outcome="handed_over", to=f"d{to.pk}"))

    assert Handover.objects.get().to_department_id == to.pk
    assert said(he) == "问 261009-01 已转 区残联，10月10日 周六前接收；没人接就退回给你"


def test_f6_a_department_of_another_centre_is_not_taken(town: Town, he: Client) -> None:
    to = department(make_town("elsewhere", town="别处镇"))

    sent = he.post(NEW, typed(outcome="handed_over", to=f"d{to.pk}"))

    assert errors(sent) == {"to": "先选转给哪个窗口、哪一位，或哪个部门"}
    assert Inquiry.objects.count() == 0


def test_n3_a_superior_is_asked_in_one_step(he: Client) -> None:
    he.post(NEW, typed(outcome="clarifying", asked_of="区民政局", promised_for="2026-10-13"))

    row = Clarification.objects.get()
    assert (row.number, row.question, row.asked_of) == ("释 26-0001", "想办采矿证", "区民政局")
    assert said(he) == "释 26-0001 由你去问 区民政局，10月13日前告诉 周*石"


def test_f4_a_decline_is_proposed_with_its_basis_and_way_out(he: Client) -> None:
    he.post(
        NEW,
        typed(
            outcome="declined",
            ground="not_ours",
            reason="由市里审批",
            basis="矿产资源法 第十六条",
            way_out="到市局申请",
        ),
    )

    row = Decline.objects.get()
    assert (row.ground, row.state, row.inquiry.state) == ("not_ours", "waiting", "decline_asked")
    assert said(he) == "问 261009-01 已送复核，10月12日 周一前有结果；同意以前不算办不了"


def test_f4_what_cannot_be_got_done_is_noted(he: Client) -> None:
    he.post(NEW, typed(outcome="unresolved", obstacle="省平台里信息重复"))

    assert UnresolvedMatter.objects.get().obstacle == "省平台里信息重复"
    assert said(he) == "难 26-0001 已登记，管理办公室10月15日 周四前给 周*石 结果"


EMPTY = {"name": "", "phone": "", "matter": "", "words": "", "told": ""}
NOBODY = {
    "phone": "来电要记下姓名和电话，才能结束登记",
    "matter": "还没有写是什么事",
    "told": "还没记下已告知：说完按 F8 打勾",
}
UNSAID = {**NOBODY, "words": "还没有写怎样告知本人的"}


@pytest.mark.parametrize(
    ("outcome", "wrong"),
    [
        ("", {**NOBODY, "outcome": "还没选怎么办，按 Alt+1 到 Alt+9 选一个"}),
        ("answered", UNSAID),
        ("to_case", {**UNSAID, "item": "受理办件要先选事项"}),
        ("handed_over", {**UNSAID, "to": "先选转给哪个窗口、哪一位，或哪个部门"}),
        ("ruling_asked", UNSAID),
        ("promised", {**UNSAID, "reason": "要写明为什么现在不能办", "promised_for": "先选答应哪一天办好"}),
        (
            "clarifying",
            {**UNSAID, "asked_of": "还没有写问的是哪个部门、哪一位", "promised_for": "先选答应哪一天告诉本人"},
        ),
        (
            "declined",
            {
                **UNSAID,
                "ground": "先选属于哪一种",
                "basis": "还没有写依据哪一条",
                "reason": "还没有写为什么不受理",
                "way_out": "还没有写可以去哪里办、怎么办",
            },
        ),
        ("unresolved", {**UNSAID, "obstacle": "还没有写什么事没办成、卡在哪里"}),
    ],
)
def test_f4_f8_everything_missing_is_told_at_once(he: Client, outcome: str, wrong: dict[str, str]) -> None:
    sent = he.post(NEW, typed(outcome=outcome, **EMPTY))

    assert (sent.status_code, errors(sent)) == (422, wrong)
    assert Inquiry.objects.count() == 0


def test_f8_mistyped_and_missing_are_told_together(he: Client) -> None:
    wrong = {"name": "", "phone": "138", "told": "", "promised_for": "下周"}

    sent = he.post(NEW, typed(outcome="promised", reason="", **wrong))

    assert errors(sent) == {
        "name": "留了电话或证件号，也要写姓名",
        "phone": "手机号应是 11 位，现在是 3 位",
        "reason": "要写明为什么现在不能办",
        "promised_for": "日期不对，要写成 2026-10-14 这样",
        "told": "还没记下已告知：说完按 F8 打勾",
    }


def test_f5_an_outcome_given_later_tells_everything_missing_too(town: Town, he: Client) -> None:
    call(town)

    sent = he.post("/inquiries/261009-01/", {"outcome": "declined"})

    assert sorted(errors(sent)) == ["basis", "ground", "reason", "told", "way_out", "words"]


def test_f5_a_case_of_an_inquiry_with_an_item_needs_no_choosing_again(town: Town, he: Client) -> None:
    person = make_person(town.centre)
    make_inquiry(town.actor(town.he), at=NOW, person=person, item_id=town.house.item_id)

    sent = he.post("/inquiries/261009-01/", {"outcome": "to_case", "words": "受理了", "told": "1"})

    assert sent["Location"] == "/cases/26-00001/"


def test_f7_a_ruling_on_a_similar_matter_is_suggested_with_its_answer_and_reason(town: Town, he: Client) -> None:
    ruled(town, "老屋想在原址翻建，要不要先拆旧房", "不用先拆，先到5号窗口审图")

    html = he.post(f"{NEW}suggest/", {"matter": "老屋原址翻建先拆旧房吗"}).content.decode()

    shown = html.partition('id="precedents"')[2]
    assert "以前这样裁定过" in shown
    assert 'data-take-answer="不用先拆，先到5号窗口审图" data-key="Alt+q"' in shown
    assert "理由：二坪府〔2024〕12号第六条" in shown
    assert '<a href="/rulings/26-0001/" target="_blank" rel="noopener">请 26-0001</a>　周立夏 10月9日' in shown


def test_f7_an_unlike_matter_suggests_no_ruling(town: Town, he: Client) -> None:
    ruled(town, "老屋想在原址翻建，要不要先拆旧房", "不用先拆")

    assert "以前这样裁定过" not in he.post(f"{NEW}suggest/", {"matter": "医保怎么转"}).content.decode()


def test_f7_the_ruling_that_was_the_answer_is_noted(town: Town, he: Client) -> None:
    ruled(town, "老屋想在原址翻建", "不用先拆")

    he.post(NEW, typed(outcome="answered", matter="老屋翻建", ruling="26-0001"))

    inquiry = Inquiry.objects.get(matter="老屋翻建")
    (used,) = events(Entry.objects.filter(action="inquiry.ruling_used"))
    assert (used.subject_id, used.data["ruling"]) == (str(inquiry.pk), "请 26-0001")
    page = he.get(f"/inquiries/{inquiry.number[2:]}/").content.decode()
    assert "照 请 26-0001 的裁定答复" in page


def test_f7_a_ruling_that_is_no_longer_suggested_is_not_relied_on(town: Town, he: Client) -> None:
    ruled(town, "老屋想在原址翻建", "不用先拆")
    client_of(town.office).post("/rulings/26-0001/stop/")

    sent = he.post(NEW, typed(outcome="answered", matter="老屋翻建", ruling="26-0001"))

    assert sent.status_code == 422
    assert "请 26-0001 这件裁定已经不再用了" in sent.content.decode()
    assert not Inquiry.objects.filter(matter="老屋翻建").exists()


def test_suggesting_costs_the_same_with_one_ruling_and_with_many(town: Town, he: Client) -> None:
    ruled(town, "老屋想在原址翻建", "不用先拆 0")
    asked = {"matter": "老屋原址翻建"}
    he.post(f"{NEW}suggest/", asked)
    with CaptureQueriesContext(connection) as one:
        he.post(f"{NEW}suggest/", asked)
    for n in range(1, 30):
        ruled(town, "老屋想在原址翻建", f"不用先拆 {n}")
    with CaptureQueriesContext(connection) as many:
        he.post(f"{NEW}suggest/", asked)

    assert len(many) == len(one)


def test_the_page_is_kept_by_no_browser(he: Client) -> None:
    assert "no-store" in he.get(NEW)["Cache-Control"]


def test_parked_work_has_its_place_in_the_top_bar_of_every_page(town: Town, he: Client) -> None:
    for path in ("/", "/inquiries/", "/rulings/", NEW):
        html = he.get(path).content.decode()
        assert f'href="/inquiries/new/#parked" data-parked-work="{town.he.pk}" data-sent="" hidden' in html
