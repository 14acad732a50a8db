"""线索: candidates from the record, nobody judges themselves, only verified ones count."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from tests.factories import Town, civil, make_case, make_inquiry, make_town

from shouwen.assessment.candidates import find_candidates
from shouwen.assessment.enums import FindingState
from shouwen.assessment.findings import move_finding, note_finding
from shouwen.assessment.models import Finding
from shouwen.cases.actions import review_material
from shouwen.cases.corrections import issue_correction_notice, receive_materials
from shouwen.cases.enums import ReviewState
from shouwen.cases.models import Case
from shouwen.clocks.actions import reassign
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


@pytest.fixture
def town() -> Town:
    return make_town()


def candidate(town: Town) -> Finding:
    office = town.actor(town.office)
    return note_finding(staff_id=town.he.pk, clause="K2.4", happened_at=AT, words="上班时间看视频", by=office, at=AT)


def test_nobody_judges_themselves_on_page_or_in_the_database(town: Town) -> None:
    from shouwen.people.enums import Role
    from shouwen.people.models import Posting

    Posting.objects.create(
        centre=town.centre, staff=town.he, role=Role.ASSESSMENT_PANEL, from_on=civil(2026, 1, 4).date()
    )
    finding = candidate(town)
    with pytest.raises(Refused) as refusal:
        move_finding(finding=finding, to=FindingState.DISMISSED, reason="没有的事", by=town.actor(town.he), at=AT)
    assert refusal.value.code == "own_judge"
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(state="dismissed", decided_by_id=town.he.pk, decided_at=AT, decided_reason="自己认定")


def test_k1_2_a_late_online_consultation_becomes_a_candidate_once(town: Town) -> None:
    asked = civil(2026, 9, 28, 10)
    inquiry = make_inquiry(town.actor(town.he, at=asked), at=asked, channel=Channel.ONLINE)
    make_inquiry(town.actor(town.he, at=AT), at=AT, channel=Channel.ONLINE)
    answered = civil(2026, 9, 30, 9)
    answer(inquiry=inquiry, words="可以办", means=ToldBy.ONLINE, by=town.actor(town.he), at=answered)
    found = [find_candidates(centre_id=town.centre.pk, since=civil(2026, 9, 1), at=AT) for _ in range(2)]
    assert found == [1, 0]
    finding = Finding.objects.get()
    assert (finding.clause, finding.state, finding.staff_id, finding.evidence_number) == (
        "K1.2",
        FindingState.CANDIDATE,
        town.he.pk,
        inquiry.number,
    )


def test_n5_n6_f9_a_repeated_notice_on_old_material_becomes_a_candidate(town: Town) -> None:
    repeated_notice(town)
    assert find_candidates(centre_id=town.centre.pk, since=civil(2026, 9, 1), at=civil(2026, 10, 20)) == 1
    finding = Finding.objects.get()
    assert (finding.clause, finding.staff_id, finding.evidence_kind) == ("K1.1", town.he.pk, "paper")
    assert finding.words == "第二次补正告知，涉及首次就交了的材料"


def repeated_notice(town: Town) -> Case:
    """First a fault in one material; when it came back, a fault in another that had been there from the start."""
    clerk, office = town.actor(town.he), town.actor(town.office)
    case = make_case(clerk, town.house, at=AT)
    first, second, third = case.materials.all()
    review_material(material=first, state=ReviewState.DEFECTIVE, reason="没有签名", by=clerk, at=AT)
    for material in (second, third):
        review_material(material=material, state=ReviewState.OK, by=clerk, at=AT)
    notice = issue_correction_notice(case=Case.objects.get(pk=case.pk), by=clerk, at=AT)
    later = civil(2026, 10, 12, 10)
    case = receive_materials(
        case=Case.objects.get(pk=case.pk), material_ids=[notice.materials.get().pk], by=clerk, at=later
    )
    first, second, third = case.materials.all()
    review_material(material=first, state=ReviewState.OK, by=clerk, at=later)
    review_material(material=second, state=ReviewState.DEFECTIVE, reason="户口簿缺一页", by=clerk, at=later)
    issue_correction_notice(
        case=Case.objects.get(pk=case.pk), by=office, at=later, allowed_reason="首次审查漏看，已向申请人致歉"
    )
    return case


def test_k1_2_r7_the_candidate_is_about_whoever_answered_for_it_on_the_due_day(town: Town) -> None:
    asked = civil(2026, 9, 28, 10)
    inquiry = make_inquiry(town.actor(town.he, at=asked), at=asked, channel=Channel.ONLINE)
    clock = Clock.objects.get(kind=ClockKind.INQUIRY, subject_id=inquiry.pk)
    reassign(clock=clock, to_staff_id=town.deng.pk, by=town.actor(town.he), at=civil(2026, 9, 30, 10))
    assert find_candidates(centre_id=town.centre.pk, since=civil(2026, 9, 1), at=AT) == 1
    assert Finding.objects.get().staff_id == town.he.pk


def test_k1_2_passing_a_consultation_on_is_not_an_answer(town: Town) -> None:
    asked = civil(2026, 9, 28, 10)
    inquiry = make_inquiry(town.actor(town.he, at=asked), at=asked, channel=Channel.ONLINE)
    Inquiry.objects.filter(pk=inquiry.pk).update(first_answer_at=asked)
    assert find_candidates(centre_id=town.centre.pk, since=civil(2026, 9, 1), at=AT) == 1


def test_n5_the_candidate_is_about_whoever_issued_the_first_notice(town: Town) -> None:
    case = repeated_notice(town)
    Case.objects.filter(pk=case.pk).update(handler=town.deng)
    find_candidates(centre_id=town.centre.pk, since=civil(2026, 9, 1), at=civil(2026, 10, 20))
    assert Finding.objects.get().staff_id == town.he.pk
