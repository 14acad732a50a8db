"""The steps of a case through the page: done, refused in the box with clause and way out, journalled."""

from __future__ import annotations

from datetime import date
from re import search

import pytest
from django.http import HttpResponse
from tests.cases.scene import actions_of, fresh, review
from tests.desk.test_cases_page import part, words_of
from tests.factories import Town, civil, client_of, make_case, make_item, make_town

from shouwen import civil_time
from shouwen.cases import actions as cases
from shouwen.cases.corrections import issue_correction_notice, receive_materials
from shouwen.cases.enums import CaseResult, CaseState, ReviewState
from shouwen.cases.models import Case
from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockState
from shouwen.clocks.models import Extension, Pause
from shouwen.papers.models import Paper
from shouwen.people.models import Staff

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 58)
HTMX = {"HX-Request": "true"}
PAGE = "/cases/26-00001/"


@pytest.fixture(autouse=True)
def _present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture(name="town")
def _town() -> Town:
    return make_town()


@pytest.fixture(name="case")
def _case(town: Town) -> Case:
    """Accepted on 29 September, eight days: due on 15 October."""
    return make_case(town.actor(town.he), town.house, at=civil(2026, 9, 29))


def _do(staff: Staff, step: str, **fields: object) -> HttpResponse:
    return client_of(staff).post(f"{PAGE}{step}/", fields, headers=HTMX)


def _box(answer: HttpResponse) -> str:
    return part(
        answer.content.decode(), '<div class="say-no', '<div class="acts"|<fieldset|<div class="field|<p class="sub'
    )


def _faulty(town: Town, case: Case) -> None:
    review(case, town.actor(town.he), NOW, faults={"户口簿": ReviewState.MISSING, "申请表": ReviewState.DEFECTIVE})


def test_n4_one_button_issues_the_notice_and_opens_its_pdf(town: Town, case: Case) -> None:
    _faulty(town, case)
    client = client_of(town.he)

    answer = client.post(f"{PAGE}notice/", {"means": "print"}, headers=HTMX)

    paper = Paper.objects.get()
    assert answer["HX-Redirect"] == f"{PAGE}?paper={paper.pk}"
    page = client.get(answer["HX-Redirect"]).content.decode()
    assert part(page, '<dialog class="paper-view"', "</dialog>") == (
        "已出具 二坪便补〔2026〕1号 一式两份，请申请人签收一份。 DOCX 在新窗口打印 好了 Ctrl+↵"
    )
    assert f'<iframe src="/papers/{paper.pk}/pdf#' in page
    assert f'href="/papers/{paper.pk}/docx"' in page
    assert "已出具 二坪便补〔2026〕1号，从明天起等申请人补材料，不计时" in words_of(page)
    assert fresh(case).clock.state == ClockState.PAUSED


def test_without_script_the_notice_leads_back_to_the_case(town: Town, case: Case) -> None:
    _faulty(town, case)

    answer = client_of(town.he).post(f"{PAGE}notice/", {"means": "print"})

    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?paper={Paper.objects.get().pk}")


def test_n4_notice_before_the_last_review_is_refused_in_the_box(town: Town, case: Case) -> None:
    answer = _do(town.he, "notice", means="print")

    assert answer.status_code == 422
    assert _box(answer) == ("还有 3 份材料没审：身份证等。告知书要一次写全，先都审完 去审材料 一次性告知制度 第六条")
    assert not Paper.objects.exists()


def test_n5_second_notice_on_old_material_is_stopped_with_the_way_out(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    _faulty(town, case)
    notice = issue_correction_notice(case=fresh(case), by=by, at=NOW)
    receive_materials(
        case=fresh(case), material_ids=[material.pk for material in notice.materials.all()], by=by, at=NOW
    )
    review(case, by, NOW, faults={"身份证": ReviewState.DEFECTIVE})

    asked, done = client_of(town.he).get(f"{PAGE}notice/", headers=HTMX), _do(town.he, "notice", means="print")
    office = client_of(town.office).get(f"{PAGE}notice/", headers=HTMX)
    allowed = _do(town.office, "notice", means="print", allowed_reason="上级改了表格")

    box = (
        "这件已经出过一次告知书。“身份证”不是之后新交的，不能再告知一次 "
        "先前漏掉的请当场帮他补好；确要再出，由管理办公室写明理由，事后核实 只告知新交的材料 一次性告知制度 第六条"
    )
    assert (asked.status_code, _box(asked)) == (200, box)
    assert (done.status_code, _box(done)) == (422, box)
    assert "为什么要再出一次" in office.content.decode()
    assert allowed["HX-Redirect"] == f"{PAGE}?paper={Paper.objects.get(serial=2).pk}"


def test_n5_receiving_part_then_the_rest(town: Town, case: Case) -> None:
    _faulty(town, case)
    issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=civil(2026, 10, 9, 9))
    ids = {material.name: material.pk for material in case.materials.all()}

    form = client_of(town.he).get(f"{PAGE}receive/", headers=HTMX).content.decode()
    first = _do(town.he, "receive", materials=[ids["户口簿"]])
    after_first = fresh(case).state
    second = _do(town.he, "receive", materials=[ids["申请表"]])

    assert part(form, '<div class="ticks">', "</fieldset>") == "户口簿 交原件1份 申请表 交原件1份"
    assert first["HX-Redirect"] == second["HX-Redirect"] == PAGE
    assert (after_first, fresh(case).state) == (CaseState.CORRECTING, CaseState.ACCEPTED)


def test_receiving_nothing_is_refused(town: Town, case: Case) -> None:
    _faulty(town, case)
    issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=NOW)

    answer = _do(town.he, "receive")

    assert (answer.status_code, _box(answer)) == (422, "先勾选收到了哪几份材料")


def test_t3_extension_through_the_page(town: Town, case: Case) -> None:
    answer = _do(town.he, "extend", workdays="3", reason="要等区里回函", category="other_office", means="phone")

    paper = Paper.objects.get(kind="extension_notice")
    assert answer["HX-Redirect"] == f"{PAGE}?paper={paper.pk}"
    assert local_date(fresh(case).clock.due_at) == date(2026, 10, 20)
    assert actions_of(case) == ["case.accept", "paper.issue", "clock.extend"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"workdays": "6", "reason": "等回函", "category": "other_office", "means": "phone"},
            "延期最长不得超过5个工作日 限时办结制度 第三、五条",
        ),
        (
            {"workdays": "3", "reason": "等回函", "means": "phone"},
            "还没有选哪一类理由 从名单里选一类 限时办结制度 第三、五条",
        ),
        (
            {"workdays": "3", "reason": " ", "means": "phone"},
            "要写明延期理由，告知本人时照着说 限时办结制度 第三、五条",
        ),
    ],
)
def test_t3_refused_in_the_box_and_what_was_typed_stays(
    town: Town, case: Case, fields: dict[str, str], said: str
) -> None:
    answer = _do(town.he, "extend", **fields)

    assert (answer.status_code, _box(answer)) == (422, said)
    assert search(r'name="means" value="phone" checked', answer.content.decode())
    assert not Extension.objects.exists()


def test_t3_the_person_is_told_before_the_extension(town: Town, case: Case) -> None:
    answer = _do(town.he, "extend", workdays="3", reason="等回函", category="other_office")

    assert answer.status_code == 422
    assert _box(answer) == "没有把延期告诉办事人 告知本人，再选怎样告知的 限时办结制度 第三、五条"
    assert not Extension.objects.exists()


def test_t3_second_extension_opens_the_reason_and_two_ways_out(town: Town, case: Case) -> None:
    _do(town.he, "extend", workdays="1", reason="等回函", category="other_office", means="phone")

    answer = client_of(town.he).get(f"{PAGE}extend/", headers=HTMX)
    page = client_of(town.he).get(f"{PAGE}extend/").content.decode()

    box = (
        "已经延过一次。一件只能延一次，合计不超过5个工作日 转交承办人，或说明不能办的理由 "
        "转交承办人 说明不能办的理由 限时办结制度 第三、五条"
    )
    assert (answer.status_code, _box(answer)) == (200, box)
    assert box in words_of(page)


def test_r9_pause_and_resume(town: Town, case: Case) -> None:
    asked = {"kind": "site_visit", "reason": "量东侧间距", "from_on": "2026-10-10", "planned_workdays": "2"}
    paused = _do(town.he, "pause", **asked, means="in_person")
    state = fresh(case).clock.state
    resumed = _do(town.he, "resume", outcome="间距够")

    paper, row = Paper.objects.get(kind="procedure_notice"), Pause.objects.get()
    assert (paused["HX-Redirect"], resumed["HX-Redirect"]) == (f"{PAGE}?paper={paper.pk}", PAGE)
    assert (row.planned_workdays, row.told_means, row.paper_number) == (2, "in_person", paper.number)
    assert (row.outcome, row.lapsed) == ("间距够", True)
    assert (state, fresh(case).clock.state) == (ClockState.PAUSED, ClockState.RUNNING)
    assert actions_of(case) == ["case.accept", "paper.issue", "clock.pause", "clock.resume"]


TOLD = {"planned_workdays": "2", "means": "phone"}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "site_visit", "reason": "", "from_on": "2026-10-10", **TOLD}, "要写明暂停的理由"),
        (
            {"kind": "site_visit", "reason": "踏勘", "from_on": "2026-10-10", "means": "phone"},
            "写明大约要几个工作日，1 到 365",
        ),
        ({"kind": "site_visit", "reason": "踏勘", "from_on": "2026-10-10"}, "选一种：怎样告知本人的"),
        (
            {"kind": "site_visit", "reason": "踏勘", "from_on": "2026-10-08", **TOLD},
            "不能从过去的日子起暂停，已经算过的天数不改",
        ),
        ({"kind": "correction", "reason": "踏勘", "from_on": "2026-10-10"}, "请从列出的几种里选"),
        ({"kind": "site_visit", "reason": "踏勘", "from_on": "明天"}, "日期不对，写成 2026-10-12"),
        ({"kind": "site_visit", "reason": "踏勘", "from_on": "2026-10-10", "planned_workdays": "0"}, "至少 1 天"),
    ],
)
def test_r9_a_pause_needs_reason_and_a_day_from_today_on(
    town: Town, case: Case, fields: dict[str, str], said: str
) -> None:
    answer = _do(town.he, "pause", **fields)

    assert answer.status_code == 422
    assert said in words_of(answer.content.decode())
    assert fresh(case).clock.state == ClockState.RUNNING


def test_r7_transfer_offers_who_meets_people_and_keeps_the_first_responder(town: Town, case: Case) -> None:
    form = client_of(town.he).get(f"{PAGE}transfer/", headers=HTMX).content.decode()
    answer = _do(town.he, "transfer", to=str(town.deng.pk))

    assert part(form, '<div class="ticks">', "</fieldset>") == "邓白露 4号 民政残联窗口 周立夏 管理办公室"
    assert answer["HX-Redirect"] == PAGE
    moved = fresh(case)
    assert (moved.handler, moved.window, moved.first_responder) == (town.deng, town.civil_affairs, town.he)


def test_transfer_to_somebody_who_is_not_there_is_refused(town: Town, case: Case) -> None:
    nobody, unknown = _do(town.he, "transfer"), _do(town.he, "transfer", to="999999")

    assert "先选转给谁" in nobody.content.decode()
    assert (unknown.status_code, _box(unknown)) == (422, "没有这位接待人员，请重新选")


def test_withdrawal(town: Town, case: Case) -> None:
    empty, done = _do(town.he, "withdraw", reason=" "), _do(town.he, "withdraw", reason="改到县里办")

    assert (empty.status_code, _box(empty)) == (422, "要写明申请人为什么撤回")
    assert done["HX-Redirect"] == PAGE
    assert fresh(case).state == CaseState.WITHDRAWN


def test_p3a_conclusion_through_the_page(town: Town, case: Case) -> None:
    review(case, town.actor(town.he), NOW)

    answer = _do(town.he, "conclude", result="granted", words="办好了，证在窗口领", means="phone")

    assert answer["HX-Redirect"] == PAGE
    done = fresh(case)
    assert (done.state, done.result, done.words_told) == (CaseState.CONCLUDED, "granted", "办好了，证在窗口领")


def test_an_instant_item_needs_three_requests_from_acceptance_to_conclusion(town: Town) -> None:
    """全部合格, the dialog with its words ready, 办结."""
    version = make_item(town.general, "开具居住证明", promised_limit=0, materials=("身份证", "村居证明"))
    case = make_case(town.actor(town.he), version, at=NOW)
    client = client_of(town.he)

    client.post(f"{PAGE}all-ok/")
    form = client.get(f"{PAGE}conclude/", headers=HTMX).content.decode()
    words = search(r"<textarea[^>]*>([^<]+)<", form)
    assert words is not None
    client.post(f"{PAGE}conclude/", {"result": "granted", "words": words[1], "means": "in_person"})

    assert fresh(case).words_told == "已当场办好，结果当面交给本人"


def test_p3d_no_words_are_put_into_the_clerk_s_mouth_for_a_refusal(town: Town, case: Case) -> None:
    form = client_of(town.he).get(f"{PAGE}decline/", headers=HTMX).content.decode()
    answer = _do(town.he, "decline", words=" ", means="in_person")

    assert search(r"<textarea[^>]*></textarea>", form)
    assert (answer.status_code, _box(answer)) == (422, "还没有写怎样告知本人结果的 首问负责制度 第四条")


def test_p3c_an_application_is_refused_from_the_page_while_papers_are_waited_for(town: Town, case: Case) -> None:
    _faulty(town, case)
    issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=NOW)

    page = client_of(town.he).get(PAGE).content.decode()
    answer = _do(town.he, "decline", words="这块地在生态红线内，不能建", means="phone")

    assert f'href="{PAGE}decline/" data-dialog>不能办，说明理由' in page
    assert answer.headers["HX-Redirect"] == PAGE
    done = fresh(case)
    assert (done.state, done.result, done.words_told) == (
        CaseState.CONCLUDED,
        CaseResult.REFUSED,
        "这块地在生态红线内，不能建",
    )


def test_somebody_else_was_faster(town: Town, case: Case) -> None:
    review(case, town.actor(town.he), NOW)
    cases.conclude(case=fresh(case), result=CaseResult.GRANTED, words="办好了", by=town.actor(town.he), at=NOW)

    answer = _do(town.he, "conclude", result="granted", words="我也办好了", means="in_person")

    assert answer.status_code == 409
    assert _box(answer) == "这件现在是“已办结”，不能这样办。刷新看看 看这件现在怎样"
    assert fresh(case).words_told == "办好了"


def test_a_step_that_does_not_exist_is_not_there(town: Town, case: Case) -> None:
    answers = [client_of(town.he).get(f"{PAGE}{step}/") for step in ("nonsense", "review")]

    assert case.number == "办 26-00001"
    assert [answer.status_code for answer in answers] == [404, 404]


def test_n4_p3c_a_notice_for_somebody_who_is_not_here_says_that_a_call_is_owed(town: Town, case: Case) -> None:
    _faulty(town, case)
    client = client_of(town.he)

    assert "本人不在，发消息告知补正" in client.get(PAGE).content.decode()
    answer = client.post(f"{PAGE}notice/", {"means": "message"})

    page = client.get(answer["Location"]).content.decode()
    assert "这里还没有接短信，发不了，要打电话告知，记在 电 26-0001" in page
