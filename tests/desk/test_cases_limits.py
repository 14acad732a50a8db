"""Limits on the page of a case: both side by side, an extension on its way, a procedure that takes longer, who owed it when."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import HttpResponse
from pytest_django.fixtures import Settings
from tests.cases.scene import fresh
from tests.desk.test_cases_page import part, words_of
from tests.factories import Town, civil, client_of, make_case, make_item, make_staff, make_town

from shouwen import civil_time
from shouwen.cases import actions as cases
from shouwen.cases import limits
from shouwen.cases.models import Case
from shouwen.civil_time import local_date
from shouwen.clocks.enums import LimitUnit, PauseKind
from shouwen.clocks.models import Extension, ExtensionRequest
from shouwen.people.enums import Role
from shouwen.people.models import Centre, Cover, Staff

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 58)
HTMX = {"HX-Request": "true"}
PAGE = "/cases/26-00001/"
ASK = {"workdays": "3", "category": "experts", "reason": "专家下周才来"}


@pytest.fixture(name="town")
def _town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    return make_town()


@pytest.fixture(name="case")
def _case(town: Town) -> Case:
    """Accepted on 29 September, eight days: due on 15 October; by law twenty, until 2 November."""
    return make_case(town.actor(town.he), town.house, at=civil(2026, 9, 29))


def _do(staff: Staff, step: str, **fields: object) -> HttpResponse:
    return client_of(staff).post(f"{PAGE}{step}/", fields, headers=HTMX)


def _lines(staff: Staff) -> str:
    return part(client_of(staff).get(PAGE).content.decode(), '<div class="limit-lines"', "</section>")


def _approved_by(town: Town, role: str) -> None:
    assert client_of(town.office).post("/settings/approver/", {"extension_approver": role})["Location"] == "/settings/"
    town.centre.refresh_from_db()


def test_t2_both_limits_stand_side_by_side(town: Town, case: Case) -> None:
    assert _lines(town.he) == "承诺 8 个工作日，10月15日 · 法定 20 个工作日，11月2日 每天归谁负责"


def test_t2_a_legal_day_beyond_the_published_calendar_says_its_year_and_that_it_may_move(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Twenty working days of the law after 4 December: weekends alone are off in a year that isn't published.
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 12, 4, 10))
    case = make_case(town.actor(town.he), town.house, at=civil(2026, 12, 4, 9))
    said = "2027年1月1日（暂定，这天是元旦，2027 年放假安排公布后重算）"
    assert f"承诺 8 个工作日，12月16日 · 法定 20 个工作日，{said}" in _lines(town.he)
    due = client_of(town.he).get(f"/due/{case.clock_id}/").context["page"]
    assert due.legal == "2027年1月1日 周五（暂定，这天是元旦，2027 年放假安排公布后重算）"
    make_case(town.actor(town.he), town.house, at=civil(2026, 12, 7, 9))
    later = client_of(town.he).get("/cases/26-00002/").content.decode()
    assert "法定 20 个工作日，2027年1月4日（暂定）" in part(later, '<div class="limit-lines"', "</section>")


def test_t3_asked_approved_and_told_through_the_page(town: Town, case: Case) -> None:
    _approved_by(town, "management_office")

    asked = _do(town.he, "extend", **ASK)
    waiting = _lines(town.he)
    at_the_office = _lines(town.office)
    decided = _do(town.office, "decide", approve="yes", reason="")
    approved = _lines(town.he)
    told = _do(town.he, "tell", means="phone")

    assert (asked["HX-Redirect"], decided["HX-Redirect"]) == (PAGE, PAGE)
    said = "申请延期 3 个工作日：专家下周才来（何谷雨 10月9日）。"
    assert waiting.endswith(f"{said}等管理办公室批")
    assert at_the_office.endswith(f"{said}等管理办公室批 审批")
    assert approved.endswith(f"{said}已批准，告知本人以后才生效 告知延期")
    assert told["HX-Redirect"].startswith(f"{PAGE}?paper=")
    assert _lines(town.he) == "承诺 8 个工作日 ＋ 延期 3 天，10月20日 · 法定 20 个工作日，11月2日 每天归谁负责"
    assert local_date(fresh(case).clock.due_at) == date(2026, 10, 20)


def test_t3_where_nothing_can_be_sent_no_message_is_offered(town: Town, case: Case, settings: Settings) -> None:
    settings.SMS_URL = settings.SMTP_URL = ""
    _approved_by(town, "management_office")
    pages = {"pause": client_of(town.he).get(f"{PAGE}pause/").content.decode()}
    _do(town.he, "extend", **ASK)
    _do(town.office, "decide", approve="yes", reason="")
    pages["tell"] = client_of(town.he).get(f"{PAGE}tell/").content.decode()
    assert {step: ("发短信或邮件" in page, "这里还没有接短信和邮件" in page) for step, page in pages.items()} == {
        "pause": (False, True),
        "tell": (False, True),
    }
    settings.SMS_URL = "http://127.0.0.1:9/send"
    page = client_of(town.he).get(f"{PAGE}tell/").content.decode()
    assert ("发短信或邮件" in page, "这里还没有接短信和邮件" in page) == (True, False)


def test_t3_the_office_decides_and_says_why_not(town: Town, case: Case) -> None:
    _approved_by(town, "management_office")
    _do(town.he, "extend", **ASK)

    unsaid, unchosen = _do(town.office, "decide", approve="no", reason=" "), _do(town.office, "decide", reason="")
    by_the_asker = _do(town.he, "decide", approve="yes", reason="")
    refused = _do(town.office, "decide", approve="no", reason="专家明天就来")

    assert "不批准要写明理由" in words_of(unsaid.content.decode())
    assert "先选批准还是不批准" in words_of(unchosen.content.decode())
    assert "自己申请的延期不能自己批" in words_of(by_the_asker.content.decode())
    assert refused["HX-Redirect"] == PAGE
    assert ExtensionRequest.objects.get().state == "refused"
    assert "没有批准延期：专家明天就来" in words_of(client_of(town.he).get(PAGE).content.decode())


def test_t3_a_leader_finds_the_decision_on_the_day_and_decides_though_it_is_nobody_else_s_case(
    town: Town, case: Case
) -> None:
    leader = _leader(town)
    _approved_by(town, "leader")
    _do(town.he, "extend", **ASK)

    today = words_of(client_of(leader).get("/").content.decode())
    answer = _do(leader, "decide", approve="yes", reason="")

    assert "批延期" in today and "审批" in today
    assert answer["HX-Redirect"] == PAGE
    assert ExtensionRequest.objects.get().decided_by == leader
    assert not Extension.objects.exists()


def _leader(town: Town) -> Staff:
    return make_staff(town.centre, "马立秋", roles=[Role.LEADER])


def test_t2_a_procedure_longer_than_told_is_seen_on_the_case_and_on_the_day(
    town: Town, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits.pause(
        case=case,
        kind=PauseKind.SITE_VISIT,
        reason="量东侧间距",
        from_on=date(2026, 10, 10),
        planned_workdays=2,
        by=town.actor(town.he),
        at=NOW,
    )
    within = _lines(town.he)
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 10, 14, 9))
    longer, today = _lines(town.he), words_of(client_of(town.he).get("/").content.decode())

    told = "现场踏勘：量东侧间距。10月10日起，大约 2 个工作日，预计 10月12日 周一 结束"
    assert f"{told}，二坪便特〔2026〕1号，当面交给本人" in within
    assert f"比告知的多了 2 个工作日 {told}，二坪便特〔2026〕1号，当面交给本人" in longer
    assert "现场踏勘比告知的多了 2 个工作日，看看怎么了" in today


def test_t1_r7_who_owed_it_on_which_day(town: Town, case: Case) -> None:
    Cover.objects.create(
        centre=town.centre,
        absent=town.he,
        by=town.deng,
        from_at=civil(2026, 9, 30, 9),
        to_at=civil(2026, 9, 30, 18),
        reason="请假",
    )
    cases.transfer(
        case=fresh(case),
        to_staff_id=town.deng.pk,
        to_window_id=town.civil_affairs.pk,
        by=town.actor(town.he),
        at=civil(2026, 10, 9, 9),
    )

    answer = client_of(town.he).get(f"{PAGE}responsible/", headers=HTMX).content.decode()
    page = client_of(town.he).get(f"{PAGE}responsible/").content.decode()

    rows = part(answer, "<tbody>", "</tbody>")
    assert rows == (
        "9月29日 周二 9月29日 周二 何谷雨 受理 "
        "9月30日 周三 9月30日 周三 邓白露 代何谷雨（AB岗） "
        "10月1日 周四 10月8日 周四 何谷雨 代班结束 "
        "10月9日 周五 现在 邓白露 转交"
    )
    assert rows in words_of(page)


def test_t1_the_office_is_asked_why_it_reassigns(town: Town, case: Case) -> None:
    form = client_of(town.office).get(f"{PAGE}transfer/", headers=HTMX).content.decode()
    silent = _do(town.office, "transfer", to=str(town.deng.pk))
    said = _do(town.office, "transfer", to=str(town.deng.pk), reason="他要去培训一周")

    assert "为什么改派" in words_of(form)
    assert "改派别人的办件，要写明为什么" in words_of(silent.content.decode())
    assert said["HX-Redirect"] == PAGE
    assert "转交邓白露承办：他要去培训一周" in words_of(client_of(town.he).get(PAGE).content.decode())


def test_t3_who_approves_is_chosen_in_the_settings_by_the_office_alone(town: Town) -> None:
    page = client_of(town.office).get("/settings/").content.decode()
    refused = client_of(town.he).post("/settings/approver/", {"extension_approver": "leader"})
    looking = client_of(town.he).get("/settings/").content.decode()

    assert part(page, '<form class="card approver"', "</form>").startswith(
        "延期由谁批 要在原到期日前批好、告知本人，才生效；没批的作废"
    )
    assert refused.status_code == 422 and Centre.objects.get().extension_approver == ""
    assert "承办人自己定" in part(looking, '<form class="card approver"', "</form>")


def test_t2_a_limit_in_calendar_days_is_drawn_in_calendar_days(town: Town) -> None:
    version = make_item(town.general, promised_limit=20)
    version.promised_unit = LimitUnit.CALENDAR_DAY
    version.save()
    case = make_case(town.actor(town.he), version, at=civil(2026, 9, 29))
    limits.pause(
        case=case,
        kind=PauseKind.SITE_VISIT,
        reason="量东侧间距",
        from_on=date(2026, 10, 9),
        planned_workdays=2,
        by=town.actor(town.he),
        at=civil(2026, 10, 8, 15),
    )

    page = client_of(town.he).get(PAGE).content.decode()

    said = part(page, '<p class="sum"', "</p>")
    assert said == (
        "受理 9月29日（当天不计）起， 承诺 20 个自然日 ，放假也算，暂停 1 天不计。已计 9 天，现在停着，到期日等恢复后再定。"
    )
    assert "暂停：现场踏勘，预计 10月10日结束" in words_of(page)
