"""受理通知书, 办结通知书, 材料接收凭证, 送达回证 and 作废: who may, once each, and exactly what the paper says."""

from __future__ import annotations

import io
import re
from datetime import datetime, timedelta

import pypdf
import pytest
import time_machine
from tests.cases.scene import conclude, fresh, make_received, review
from tests.factories import Town, civil, client_of, id_number, make_case, make_person, make_town

from shouwen.cases.acceptance_paper import issue_acceptance_notice
from shouwen.cases.actions import conclude as end
from shouwen.cases.conclusion_paper import issue_conclusion_notice
from shouwen.cases.corrections import issue_correction_notice, receive_materials
from shouwen.cases.enums import CaseResult, CaseState, ReviewState
from shouwen.cases.intake import deem_accepted
from shouwen.cases.models import Case, CorrectionNotice
from shouwen.cases.receipt_paper import issue_material_receipt
from shouwen.cases.void_notice import void_correction_notice
from shouwen.clocks.enums import ClockKind, ClockState
from shouwen.clocks.models import Clock
from shouwen.desk.papers.case_papers import case_papers_of
from shouwen.papers.actions import deliver, open_file, void_paper
from shouwen.papers.enums import DeliveryMeans, PaperFormat
from shouwen.papers.models import Delivery, Paper, Rendition, VoidedPaper
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
ACCEPTED = civil(2026, 9, 29)
NOW = civil(2026, 10, 9, 10, 58)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def case(town: Town) -> Case:
    person = make_person(town.centre, "陈甲木", number=id_number(1))
    return make_case(town.actor(town.he), town.house, at=ACCEPTED, person=person)


def text_of(paper: Paper, town: Town, *, form: PaperFormat = PaperFormat.PDF, first: bool = True) -> str:
    """The text of the first copy, or of all pages, without spaces."""
    file = open_file(paper=paper, format=form, by=town.actor(town.he), at=NOW)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.data)).pages]
    return re.sub(r"[\s\u200b]+", "", pages[0] if first else "".join(pages))


def refused(*steps: object) -> list[str]:
    """The code each step is refused with."""
    codes = []
    for step in steps:
        with pytest.raises(Refused) as caught:
            step()  # type: ignore[operator]
        codes.append(caught.value.code)
    return codes


def test_t2_the_acceptance_notice_says_from_when_and_until_when(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    review(case, by, NOW)

    paper = issue_acceptance_notice(case=fresh(case), by=by, at=NOW)
    text = text_of(paper, town)

    assert paper.number == "二坪便受〔2026〕1号"
    for words in (
        "受理通知书",
        "你于2026年9月29日提出的申请，材料齐全、符合法定形式，本中心自2026年9月29日起受理。",
        "承诺8个工作日，受理当天不算，2026年10月15日前办结（含当日）",
        "只延一次，最多5个工作日，事先向你说明理由",
        "首问负责人何谷雨",
        "《限时办结制度》第四条",
    ):
        assert words in text
    assert id_number(1) not in text


def test_the_acceptance_notice_is_issued_once_and_only_when_all_is_in_order(town: Town, case: Case) -> None:
    by = town.actor(town.he)

    def issue() -> object:
        return issue_acceptance_notice(case=fresh(case), by=by, at=NOW)

    unreviewed = refused(issue)
    review(case, by, NOW)
    issue()
    again = refused(issue)
    conclude(case, by, NOW)

    assert unreviewed + again + refused(issue) == ["not_complete", "paper_issued", "case_closed"]
    assert list(Paper.objects.values_list("serial", flat=True)) == [1]


def test_a_refused_issue_leaves_no_hole_in_the_numbers(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    other = make_case(by, town.house, at=ACCEPTED, person=make_person(town.centre, "李火"))
    refused(lambda: issue_acceptance_notice(case=fresh(case), by=by, at=NOW))
    for one in (case, other):
        review(one, by, NOW)
        issue_acceptance_notice(case=fresh(one), by=by, at=NOW)

    assert list(Paper.objects.order_by("pk").values_list("number", flat=True)) == [
        "二坪便受〔2026〕1号",
        "二坪便受〔2026〕2号",
    ]


def test_a_deemed_acceptance_is_called_so(town: Town) -> None:
    town.house.deemed_acceptance = True
    town.house.save()
    by = town.actor(town.he)
    case = make_received(by, town.house, at=ACCEPTED)
    deem_accepted(centre_id=town.centre.pk, at=civil(2026, 10, 20))

    paper = issue_acceptance_notice(case=fresh(case), by=by, at=civil(2026, 10, 20))

    text = text_of(paper, town)
    assert "材料于2026年9月29日收到。本中心没有在规定期限内告知需要补正的内容，依法自收到之日起即为受理。" in text
    assert "《中华人民共和国行政许可法》第三十二条第一款第四项" in text


def test_t1_the_conclusion_notice_says_the_result_and_the_days_used(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    review(case, by, NOW)
    early = refused(lambda: issue_conclusion_notice(case=fresh(case), by=by, at=NOW))
    conclude(case, by, NOW)

    paper = issue_conclusion_notice(case=fresh(case), by=by, at=NOW)
    again = refused(lambda: issue_conclusion_notice(case=fresh(case), by=by, at=NOW))
    text = text_of(paper, town)

    assert early + again == ["not_concluded", "paper_issued"]
    for words in (
        "二坪便结〔2026〕1号",
        "你的申请于2026年9月29日受理，2026年10月9日办结，结果如下。",
        "办理结果办成",
        "办好了，证件当面交给本人",
        "用了3个工作日，承诺8个工作日",
    ):
        assert words in text


def test_f4_a_refusal_says_why_and_where_to_challenge_it(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    words = "宅基地在耕地上，不能批准；可以到村里申请调整"
    end(case=fresh(case), result=CaseResult.REFUSED, words=words, by=by, at=NOW)

    text = text_of(issue_conclusion_notice(case=fresh(case), by=by, at=NOW), town)

    for said in (
        "办理结果不予批准",
        words,
        "六十日内向上一级人民政府申请行政复议",
        "六个月内向有管辖权的人民法院提起行政诉讼",
    ):
        assert said in text


def test_n4_a_receipt_each_time_materials_are_handed_in(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    review(case, by, NOW, faults={"户口簿": ReviewState.MISSING, "申请表": ReviewState.DEFECTIVE})
    ids = {row.name: row.pk for row in case.materials.all()}

    absent = refused(lambda: issue_material_receipt(case=fresh(case), material_ids=[ids["户口簿"]], by=by, at=NOW))
    first = issue_material_receipt(case=fresh(case), material_ids=[ids["身份证"], ids["申请表"]], by=by, at=NOW)
    again = refused(lambda: issue_material_receipt(case=fresh(case), material_ids=[ids["身份证"]], by=by, at=NOW))
    issue_correction_notice(case=fresh(case), by=by, at=NOW)
    later = civil(2026, 10, 12)
    receive_materials(case=fresh(case), material_ids=[ids["户口簿"], ids["申请表"]], by=by, at=later)
    second = issue_material_receipt(case=fresh(case), material_ids=[ids["户口簿"], ids["申请表"]], by=by, at=later)

    assert absent + again == ["receipt_issued", "receipt_issued"]
    assert [first.number, second.number] == ["二坪便收〔2026〕1号", "二坪便收〔2026〕2号"]
    assert "收到你提交的材料2项" in text_of(first, town)
    assert "1身份证原件1" in text_of(first, town)
    assert "户口簿" not in text_of(first, town)
    assert "2026年10月12日在1号综合受理窗口收到你补正的材料2项" in text_of(second, town)
    assert "收到你补正的材料2项" in text_of(second, town, form=PaperFormat.SLIP)


def test_n4_the_receipt_dialog_ticks_only_what_is_known_to_be_here(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    client, later = client_of(town.he), civil(2026, 10, 12)
    review(case, by, NOW, faults={"户口簿": ReviewState.MISSING}, only=("身份证", "户口簿"))

    def ticks(at: datetime) -> dict[str, bool]:
        [receipt, *_] = case_papers_of(fresh(case), "26-00001", by=by, at=at).issues
        return {choice.name: choice.is_known for choice in receipt.choices}

    with time_machine.travel(NOW, tick=False):
        page = client.get("/cases/26-00001/papers/").content.decode()
    at_first = ticks(NOW)
    review(case, by, NOW, only=("申请表",))
    issue_correction_notice(case=fresh(case), by=by, at=NOW)
    receive_materials(case=fresh(case), material_ids=[case.materials.get(name="户口簿").pk], by=by, at=later)

    assert at_first == {"身份证": True, "申请表": False}
    assert re.findall(r'name="materials" value="\d+"( checked)?>', page) == [" checked", ""]
    assert ticks(later) == {"身份证": True, "户口簿": True, "申请表": True}


def test_a_voided_receipt_may_be_issued_anew_with_a_new_number(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    ids = [row.pk for row in case.materials.all()]
    wrong = issue_material_receipt(case=fresh(case), material_ids=ids[:1], by=by, at=NOW)
    void_paper(paper=wrong, reason="少写了两份", by=by, at=NOW)

    right = issue_material_receipt(case=fresh(case), material_ids=ids, by=by, at=NOW)

    assert (wrong.number, right.number) == ("二坪便收〔2026〕1号", "二坪便收〔2026〕2号")


def test_delivery_makes_a_numbered_receipt_once(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    review(case, by, NOW, faults={"户口簿": ReviewState.MISSING})
    paper = issue_correction_notice(case=fresh(case), by=by, at=NOW).paper

    def hand_over(**changes: object) -> Delivery:
        given = {"means": DeliveryMeans.IN_PERSON, "signed_by": "陈甲木", "delivered_at": NOW, "by": by, "at": NOW}
        return deliver(paper=paper, **{**given, **changes})  # type: ignore[arg-type]

    codes = refused(
        lambda: hand_over(signed_by=" "),
        lambda: hand_over(delivered_at=NOW + timedelta(minutes=1)),
        lambda: hand_over(delivered_at=NOW - timedelta(days=1)),
        lambda: hand_over(by=town.actor(town.deng)),
    )
    delivery = hand_over()
    text = text_of(delivery.receipt, town)  # type: ignore[arg-type]

    assert codes == ["signature_missing", "delivered_in_future", "delivered_before_issue", "not_your_paper"]
    assert refused(hand_over) == ["delivered_already"]
    for words in (
        "二坪便送〔2026〕1号",
        "受送达人陈甲木",
        "《补正材料一次性告知书》",
        "二坪便补〔2026〕1号",
        "当面送达",
        "2026年10月9日10:58",
        "签收人陈甲木",
        "送达人何谷雨",
    ):
        assert words in text


def test_n5_a_notice_voided_before_it_was_handed_out_told_nothing(town: Town, case: Case) -> None:
    by, office = town.actor(town.he), town.actor(town.office)
    review(case, by, NOW, faults={"户口簿": ReviewState.MISSING})
    notice = issue_correction_notice(case=fresh(case), by=by, at=NOW)
    due = fresh(case).clock.due_at  # type: ignore[union-attr]

    clerk = refused(lambda: void_correction_notice(notice=notice, reason="写错了", by=by, at=NOW))
    void_correction_notice(notice=notice, reason="户口簿其实带来了，身份证没有", by=office, at=NOW)
    after = Case.objects.select_related("clock").get(pk=case.pk)
    review(case, by, NOW, faults={"身份证": ReviewState.MISSING, "户口簿": ReviewState.MISSING})
    second = issue_correction_notice(case=fresh(case), by=by, at=NOW)

    assert clerk == ["void_needs_office"]
    assert (after.state, after.clock.state, after.clock.due_at) == (CaseState.ACCEPTED, ClockState.RUNNING, due)  # type: ignore[union-attr]
    assert (second.paper.number, second.repeats_old_material) == ("二坪便补〔2026〕2号", False)
    assert CorrectionNotice.objects.filter(case=case).count() == 2


def test_n5_a_notice_is_never_voided_past_its_case(town: Town, case: Case) -> None:
    by, office = town.actor(town.he), town.actor(town.office)
    review(case, by, NOW, faults={"户口簿": ReviewState.MISSING})
    paper = issue_correction_notice(case=fresh(case), by=by, at=NOW).paper

    with pytest.raises(Refused) as alone:
        void_paper(paper=paper, reason="写错了", by=office, at=NOW + timedelta(days=1))

    assert (alone.value.code, alone.value.refusal.way_out) == ("void_with_case", "打开办件，从那里作废这份告知书")
    assert not VoidedPaper.objects.exists()
    assert fresh(case).state == CaseState.CORRECTING


def test_n5_a_notice_that_reached_the_person_is_never_voided(town: Town, case: Case) -> None:
    by, office = town.actor(town.he), town.actor(town.office)
    review(case, by, NOW, faults={"户口簿": ReviewState.MISSING, "申请表": ReviewState.DEFECTIVE})
    notice = issue_correction_notice(case=fresh(case), by=by, at=NOW)
    row = case.materials.get(name="户口簿")

    next_day = refused(
        lambda: void_correction_notice(notice=notice, reason="写错了", by=office, at=NOW + timedelta(days=1))
    )
    receive_materials(case=fresh(case), material_ids=[row.pk], by=by, at=NOW + timedelta(minutes=5))
    answered = refused(
        lambda: void_correction_notice(notice=notice, reason="写错了", by=office, at=NOW + timedelta(minutes=6))
    )
    other = make_case(by, town.house, at=ACCEPTED, person=make_person(town.centre, "李火"))
    review(other, by, NOW, faults={"户口簿": ReviewState.MISSING})
    signed = issue_correction_notice(case=fresh(other), by=by, at=NOW)
    deliver(paper=signed.paper, means=DeliveryMeans.LEFT, signed_by="王土", delivered_at=NOW, by=by, at=NOW)
    delivered = refused(lambda: void_correction_notice(notice=signed, reason="写错了", by=office, at=NOW))

    assert next_day + answered + delivered == ["notice_handed_out", "notice_answered", "notice_handed_out"]
    assert not VoidedPaper.objects.exists()


def test_the_days_to_tell_dont_begin_anew_when_a_notice_is_voided(town: Town) -> None:
    by, office = town.actor(town.he), town.actor(town.office)
    case = make_received(by, town.house, at=civil(2026, 10, 9))
    first = Clock.objects.get(kind=ClockKind.REVIEW)
    told_at = civil(2026, 10, 12)
    review(case, by, told_at, faults={"户口簿": ReviewState.MISSING})
    notice = issue_correction_notice(case=fresh(case), by=by, at=told_at)

    void_correction_notice(notice=notice, reason="写错了", by=office, at=told_at + timedelta(minutes=5))

    running = Clock.objects.get(kind=ClockKind.REVIEW, closed_at=None)
    assert fresh(case).state == CaseState.RECEIVED
    assert running.due_at == first.due_at
    assert case.review_rounds.get(ended_at=None).began_at == civil(2026, 10, 9)


def test_a_voided_paper_keeps_number_content_and_archive_and_prints_as_void(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    review(case, by, NOW)
    paper = issue_acceptance_notice(case=fresh(case), by=by, at=NOW)
    before = text_of(paper, town)
    kept = bytes(Rendition.objects.get().sealed)

    void_paper(paper=paper, reason="写错了窗口", by=by, at=NOW)
    voided = Paper.objects.get(pk=paper.pk)
    after = text_of(voided, town, first=False)
    anew = issue_acceptance_notice(case=fresh(case), by=by, at=NOW)

    assert "作废" not in before
    assert after.count("2026年10月9日何谷雨作废") == 2
    assert bytes(Rendition.objects.get(paper=paper).sealed) == kept
    assert (voided.number, voided.content_hash, anew.number) == (
        paper.number,
        paper.content_hash,
        "二坪便受〔2026〕2号",
    )
    assert refused(
        lambda: open_file(paper=voided, format=PaperFormat.DOCX, by=by, at=NOW),
        lambda: void_paper(paper=voided, reason="再废一次", by=by, at=NOW),
        lambda: deliver(paper=voided, means=DeliveryMeans.MAIL, signed_by="陈", delivered_at=NOW, by=by, at=NOW),
    ) == ["paper_voided", "paper_voided", "paper_voided"]


def test_who_may_void(town: Town, case: Case) -> None:
    """One's own of the same day; else the management office. What tells a refusal or what happened is never voided."""
    by, office = town.actor(town.he), town.actor(town.office)
    review(case, by, NOW)
    paper = issue_acceptance_notice(case=fresh(case), by=by, at=NOW)
    receipt = deliver(
        paper=paper, means=DeliveryMeans.IN_PERSON, signed_by="陈", delivered_at=NOW, by=by, at=NOW
    ).receipt
    assert receipt is not None

    codes = refused(
        lambda: void_paper(paper=paper, reason="写错了", by=town.actor(town.deng), at=NOW),
        lambda: void_paper(paper=paper, reason="写错了", by=by, at=NOW),
        lambda: void_paper(paper=paper, reason=" ", by=office, at=NOW),
        lambda: void_paper(paper=receipt, reason="写错了", by=office, at=NOW),
    )
    void_paper(paper=paper, reason="写错了", by=office, at=NOW + timedelta(days=30))

    assert codes == ["void_needs_office", "void_needs_office", "reason_missing", "never_voided"]


def test_a_button_sent_twice_issues_once_and_says_which_one_there_is(town: Town, case: Case) -> None:
    review(case, town.actor(town.he), NOW)
    client = client_of(town.he)

    first, second = (client.post("/cases/26-00001/papers/acceptance/") for _ in range(2))
    words = second.content.decode()
    paper = Paper.objects.get()

    assert (first.status_code, first["Location"]) == (302, f"/cases/26-00001/?paper={paper.pk}")
    assert second.status_code == 409
    assert f"已经出过受理通知书 {paper.number}，请直接再打一份" in words
    assert f'href="/papers/{paper.pk}/pdf"' in words
