"""The papers part of a case, the page of one paper, and the question why somebody opens what isn't their work."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from tests.cases.scene import fresh, review
from tests.factories import Town, civil, client_of, make_case, make_person, make_staff, make_town

from shouwen.cases.acceptance_paper import issue_acceptance_notice
from shouwen.cases.corrections import issue_correction_notice
from shouwen.cases.enums import CaseState, ReviewState
from shouwen.cases.models import Case
from shouwen.journal.models import Entry
from shouwen.papers.actions import deliver
from shouwen.papers.enums import DeliveryMeans, PaperKind
from shouwen.papers.models import Delivery, Paper, Print, VoidedPaper
from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 58)
HTMX = {"HX-Request": "true"}
PAGE = "/cases/26-00001/"


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture(autouse=True)
def at_that_moment() -> object:
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        yield


@pytest.fixture
def case(town: Town) -> Case:
    case = make_case(town.actor(town.he), town.house, at=civil(2026, 9, 29), person=make_person(town.centre))
    review(case, town.actor(town.he), NOW)
    return case


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_n4_one_click_on_the_papers_of_a_case_issues_and_opens_the_pdf(town: Town, case: Case) -> None:
    client = client_of(town.he)
    part = words_of(client.get(f"{PAGE}papers/", headers=HTMX).content.decode())
    ids = [row.pk for row in case.materials.all()]

    receipt = client.post(f"{PAGE}papers/receipt/", {"materials": ids}, headers=HTMX)
    acceptance = client.post(f"{PAGE}papers/acceptance/", headers=HTMX)
    first, second = Paper.objects.order_by("pk")
    page = client.get(receipt["HX-Redirect"]).content.decode()

    assert "出具材料接收凭证 出具受理通知书 办结通知书 这件还没办结" in re.sub(
        r" +", " ", re.sub("收到了哪几份 身份证 户口簿 申请表", "", part)
    )
    assert [receipt["HX-Redirect"], acceptance["HX-Redirect"]] == [
        f"{PAGE}?paper={first.pk}",
        f"{PAGE}?paper={second.pk}",
    ]
    assert f'<iframe src="/papers/{first.pk}/pdf#' in page
    assert f'href="/papers/{first.pk}/slip"' in page
    assert f'href="/papers/{first.pk}/docx"' in page


def test_the_slip_opens_like_the_pdf(town: Town, case: Case) -> None:
    client = client_of(town.he)
    client.post(f"{PAGE}papers/receipt/", {"materials": [row.pk for row in case.materials.all()]})

    answer = client.get(f"/papers/{Paper.objects.get().pk}/slip")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline; ")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")  # type: ignore[attr-defined]


def test_loading_the_printer_page_again_issues_and_logs_nothing(town: Town, case: Case) -> None:
    client = client_of(town.he)
    client.post(f"{PAGE}papers/acceptance/")
    paper = Paper.objects.get()

    for _ in range(3):
        client.get(f"{PAGE}?paper={paper.pk}")
        client.get(f"/papers/{paper.pk}/pdf")

    assert (Paper.objects.count(), Print.objects.count()) == (1, 1)


def test_delivery_from_the_page_leads_to_the_receipt_to_sign(town: Town, case: Case) -> None:
    paper = issue_acceptance_notice(case=fresh(case), by=town.actor(town.he), at=NOW)
    client = client_of(town.he)
    asked = words_of(client.get(f"/papers/{paper.pk}/deliver/", headers=HTMX).content.decode())
    typed = {"means": "mail", "signed_by": "EMS 1000", "delivered_at": "2026-10-09T10:59"}

    wrong = client.post(f"/papers/{paper.pk}/deliver/", {**typed, "delivered_at": "2026-10-09T11:30"}, headers=HTMX)
    done = client.post(f"/papers/{paper.pk}/deliver/", typed, headers=HTMX)
    again = client.post(f"/papers/{paper.pk}/deliver/", typed, headers=HTMX)
    delivery = Delivery.objects.get()

    assert "当面送达 邮寄送达 留置送达 电子送达" in asked
    assert (wrong.status_code, again.status_code) == (422, 409)
    assert "送达时间不能比现在晚" in wrong.content.decode()
    assert done["HX-Redirect"] == f"{PAGE}?paper={delivery.receipt_id}"
    assert delivery.delivered_at == civil(2026, 10, 9, 10, 59)


def test_voiding_a_correction_notice_sets_the_case_going_again(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    review(case, by, NOW, faults={"户口簿": ReviewState.MISSING})
    paper = issue_correction_notice(case=fresh(case), by=by, at=NOW).paper

    clerk = client_of(town.he).post(f"/papers/{paper.pk}/void/", {"reason": "写错了"}, headers=HTMX)
    office = client_of(town.office).post(f"/papers/{paper.pk}/void/", {"reason": "写错了"}, headers=HTMX)
    listed = words_of(client_of(town.office).get("/registers/papers/").content.decode())
    told = words_of(client_of(town.he).get(PAGE).content.decode())

    again = client_of(town.office).post(f"/papers/{paper.pk}/void/", {"reason": "写错了"}, headers=HTMX)

    assert "补正告知书只有管理办公室能作废，而且要在交给本人之前" in clerk.content.decode()
    assert office["HX-Redirect"] == PAGE
    assert "二坪便补〔2026〕1号 已经作废了" in again.content.decode()
    assert VoidedPaper.objects.get().reason == "写错了"
    assert fresh(case).state == CaseState.ACCEPTED
    assert "二坪便补〔2026〕1号 作废" in listed
    assert "作废 二坪便补〔2026〕1号：写错了" in told


@pytest.mark.parametrize("role", [Role.LEADER, Role.DISCIPLINE, Role.ASSESSMENT_PANEL])
def test_who_looks_in_is_asked_for_a_reason_that_is_journalled_and_stands_in_no_address(
    town: Town, case: Case, role: Role
) -> None:
    paper = issue_acceptance_notice(case=fresh(case), by=town.actor(town.he), at=NOW)
    client = client_of(make_staff(town.centre, "马立秋", roles=[role]))
    url = f"/papers/{paper.pk}/pdf"

    asked, empty, opened = client.get(url), client.post(url, {}), client.post(url, {"reason": "处理投诉"})

    assert "看群众的文书要写明原因，会和你的名字一起记下" in asked.content.decode()
    assert "不接待群众" not in asked.content.decode()
    assert empty.status_code == 422
    assert opened["Content-Type"] == "application/pdf"
    assert Entry.objects.get(action="paper.print").actor_name == "马立秋"


def test_who_has_no_business_with_papers_is_told_whom_to_ask(town: Town, case: Case) -> None:
    paper = issue_acceptance_notice(case=fresh(case), by=town.actor(town.he), at=NOW)
    answer = client_of(make_staff(town.centre, "秦大雪", roles=[Role.ADMINISTRATOR])).get(f"/papers/{paper.pk}/pdf")

    assert answer.status_code == 422
    assert "你的岗位不看群众的文书 要用到的，请承办窗口或管理办公室打印" in words_of(answer.content.decode())


def test_the_page_of_a_paper_costs_the_same_however_often_it_was_printed(
    town: Town, case: Case, django_assert_num_queries: object, django_assert_max_num_queries: object
) -> None:
    paper = issue_acceptance_notice(case=fresh(case), by=town.actor(town.he), at=NOW)
    client = client_of(town.he)
    client.get(f"/papers/{paper.pk}/")
    with django_assert_max_num_queries(20) as one:  # type: ignore[operator]
        client.get(f"/papers/{paper.pk}/")
    Print.objects.bulk_create(
        Print(centre=town.centre, paper=paper, format="docx", at=NOW, by=town.he, reprint=True) for _ in range(30)
    )
    with django_assert_num_queries(len(one)):  # type: ignore[operator]
        page = client.get(f"/papers/{paper.pk}/").content.decode()

    assert PaperKind.ACCEPTANCE_NOTICE.label in page
    assert page.count("再次打开 DOCX") == 30


def test_papers_of_another_centre_are_not_there(town: Town, case: Case) -> None:
    paper = issue_acceptance_notice(case=fresh(case), by=town.actor(town.he), at=NOW)
    other = make_town("liangping", town="两坪镇")
    client = client_of(other.office)

    answers = [client.get(f"/papers/{paper.pk}/{step}") for step in ("", "deliver/", "void/", "pdf")]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_n5_voiding_is_offered_only_to_who_may_and_never_for_a_notice_that_was_delivered(
    town: Town, case: Case
) -> None:
    by = town.actor(town.he)
    review(case, by, NOW, faults={"户口簿": ReviewState.MISSING})
    paper = issue_correction_notice(case=fresh(case), by=by, at=NOW).paper
    void, deliver_ = f'href="/papers/{paper.pk}/void/"', f'href="/papers/{paper.pk}/deliver/"'
    clerk, office = client_of(town.he), client_of(town.office)

    before = clerk.get(f"{PAGE}papers/").content.decode()
    of_office = office.get(f"{PAGE}papers/").content.decode()
    deliver(paper=paper, means=DeliveryMeans.IN_PERSON, signed_by="陈甲木", delivered_at=NOW, by=by, at=NOW)
    after = office.get(f"{PAGE}papers/").content.decode()

    assert (void in before, deliver_ in before) == (False, True)
    assert "作废：补正告知书只有管理办公室能作废，而且要在交给本人之前。" in before
    assert (void in of_office, void in after, deliver_ in after) == (True, False, False)
    assert (
        "作废：这份告知书已经送到本人手里，告知过了，不能作废；确要再告知一次，由管理办公室写明理由另出一份。" in after
    )


def test_n5_a_notice_that_was_answered_isnt_offered_for_voiding(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    review(case, by, NOW, faults={"户口簿": ReviewState.MISSING})
    notice = issue_correction_notice(case=fresh(case), by=by, at=NOW)
    notice.materials.update(received_at=NOW + timedelta(minutes=1))

    shown = client_of(town.office).get(f"{PAGE}papers/").content.decode()

    assert f'href="/papers/{notice.paper_id}/void/"' not in shown
    assert "说明本人知道，不能作废。" in shown


def test_delivery_is_offered_to_those_whose_paper_it_is(town: Town, case: Case) -> None:
    paper = issue_acceptance_notice(case=fresh(case), by=town.actor(town.he), at=NOW)

    shown = client_of(town.deng).get(f"{PAGE}papers/").content.decode()

    assert f'href="/papers/{paper.pk}/deliver/"' not in shown
    assert "送达：这份文书不是你或你们窗口经办的；请经办人登记送达。" in shown
    assert "作废：自己当天出的、还没送达的才能自己作废；别的请管理办公室作废，写明原因。" in shown
