"""补正: everything at once, in writing, once (一次性告知制度 第六、七条)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.cases.scene import actions_of, conclude, fresh, review
from tests.factories import Town, civil, make_case, make_item, make_staff, make_town

from shouwen.cases import actions as cases
from shouwen.cases.corrections import issue_correction_notice, receive_materials
from shouwen.cases.enums import CaseState, ReviewState
from shouwen.cases.models import Case, CaseMaterial, CorrectionNotice
from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockState
from shouwen.clocks.models import Pause
from shouwen.journal.models import Entry
from shouwen.papers.actions import content_of
from shouwen.papers.models import Paper
from shouwen.papers.rendering import content
from shouwen.people.enums import Role
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
ACCEPTED = civil(2026, 9, 29, 9, 40)
REVIEWED = civil(2026, 10, 9, 10, 58)
RETURNED = civil(2026, 10, 13, 9, 5)
FAULTS = {"设计图": ReviewState.DEFECTIVE, "四邻意见": ReviewState.MISSING}


def _case(town: Town) -> Case:
    version = make_item(town.general, materials=("申请表", "设计图", "四邻意见"), promised_limit=8)
    return make_case(town.actor(town.he), version, at=ACCEPTED)


def _issued(town: Town, case: Case) -> CorrectionNotice:
    review(case, town.actor(town.he), REVIEWED, faults=FAULTS)
    return issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=REVIEWED)


def _receive(town: Town, case: Case, *names: str, at: object = RETURNED) -> Case:
    ids = [material.pk for material in case.materials.all() if material.name in names]
    return receive_materials(case=fresh(case), material_ids=ids, by=town.actor(town.he), at=at)  # type: ignore[arg-type]


def test_n4_notice_lists_every_faulty_material() -> None:
    town = make_town()
    case = _case(town)

    notice = _issued(town, case)

    assert notice.paper.number == "二坪便补〔2026〕1号"
    said = content_of(notice.paper)
    assert isinstance(said, content.CorrectionNotice)
    assert [(row.name, row.fault, row.reason, row.requirement) for row in said.materials] == [
        ("设计图", content.MaterialFault.DEFECTIVE, "没有签名", "交原件1份"),
        ("四邻意见", content.MaterialFault.MISSING, "没有带来", "交原件1份"),
    ]
    assert (said.applicant.name, said.handler.name, said.first_responder.name) == ("陈甲木", "何谷雨", "何谷雨")
    assert said.has_accepted_materials
    assert said.remaining_workdays == 5
    assert list(notice.materials.values_list("name", flat=True)) == ["设计图", "四邻意见"]


def test_n4_notice_waits_for_the_last_review() -> None:
    town = make_town()
    case = _case(town)
    review(case, town.actor(town.he), REVIEWED, faults=FAULTS, only=("申请表", "设计图"))

    with pytest.raises(Refused) as refused:
        issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=REVIEWED)

    assert refused.value.code == "not_all_reviewed"
    assert refused.value.message == "还有 1 份材料没审：四邻意见。告知书要一次写全，先都审完"
    assert not Paper.objects.exists()


def test_n4_without_a_fault_there_is_no_notice() -> None:
    town = make_town()
    case = _case(town)
    review(case, town.actor(town.he), REVIEWED)

    with pytest.raises(Refused) as refused:
        issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=REVIEWED)

    assert (refused.value.code, refused.value.refusal.way_out) == ("nothing_to_correct", "可以直接办结")


@pytest.mark.parametrize("state", [ReviewState.MISSING, ReviewState.DEFECTIVE])
def test_n4_a_fault_without_reason_is_refused_by_the_database_too(state: ReviewState) -> None:
    town = make_town()
    case = _case(town)
    material = case.materials.all()[0]

    with pytest.raises(Refused) as refused:
        cases.review_material(material=material, state=state, reason=" ", by=town.actor(town.he), at=REVIEWED)
    with pytest.raises(IntegrityError), transaction.atomic():
        case.materials.filter(pk=material.pk).update(state=state, reason="")

    assert refused.value.code == "reason_missing"


def test_n4_what_was_corrected_on_the_spot_is_named_and_need_not_come_again() -> None:
    town = make_town()
    case = _case(town)
    review(case, town.actor(town.he), REVIEWED, faults=FAULTS)
    cases.review_material(
        material=case.materials.get(name="申请表"),
        state=ReviewState.OK,
        reason="漏写日期",
        corrected_on_spot=True,
        by=town.actor(town.he),
        at=REVIEWED,
    )

    notice = issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=REVIEWED)

    said = content_of(notice.paper)
    assert isinstance(said, content.CorrectionNotice)
    assert said.corrected_on_spot == (content.MaterialCorrectedOnSpot("申请表", "漏写日期"),)
    assert [row.name for row in said.materials] == ["设计图", "四邻意见"]


def test_r9_the_clock_waits_from_the_day_after_the_notice_until_all_is_there() -> None:
    town = make_town()
    case = _case(town)
    assert local_date(case.clock.due_at) == date(2026, 10, 15)

    _issued(town, case)
    waiting = fresh(case)
    assert (waiting.state, waiting.clock.state) == (CaseState.CORRECTING, ClockState.PAUSED)
    _receive(town, case, "设计图")
    assert fresh(case).state == CaseState.CORRECTING
    _receive(town, case, "四邻意见", at=civil(2026, 10, 14, 15))

    back = fresh(case)
    assert (back.state, back.clock.state) == (CaseState.ACCEPTED, ClockState.RUNNING)
    pause = Pause.objects.get()
    assert (pause.from_on, pause.to_on, pause.reason) == (date(2026, 10, 10), date(2026, 10, 14), "等申请人补 2 份材料")
    assert local_date(back.clock.due_at) == date(2026, 10, 21)
    assert {row.name: row.state for row in back.materials.all()} == {
        "申请表": ReviewState.OK,
        "设计图": ReviewState.UNREVIEWED,
        "四邻意见": ReviewState.UNREVIEWED,
    }


def test_r9_materials_that_come_the_same_day_cost_no_day() -> None:
    town = make_town()
    case = _case(town)
    _issued(town, case)

    _receive(town, case, "设计图", "四邻意见", at=REVIEWED + timedelta(hours=3))

    assert Pause.objects.get().lapsed
    assert local_date(fresh(case).clock.due_at) == date(2026, 10, 15)


def test_n5_second_notice_on_old_material_is_stopped() -> None:
    town = make_town()
    case = _case(town)
    _issued(town, case)
    _receive(town, case, "设计图", "四邻意见")
    review(case, town.actor(town.he), RETURNED, faults={"申请表": ReviewState.DEFECTIVE})

    with pytest.raises(Refused) as refused:
        issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=RETURNED)

    assert refused.value.code == "told_once_already"
    assert refused.value.message == "这件已经出过一次告知书。“申请表”不是之后新交的，不能再告知一次"
    assert refused.value.refusal.clause == "一次性告知制度 第六条"
    assert Paper.objects.count() == 1
    assert fresh(case).state == CaseState.ACCEPTED


def test_n5_second_notice_on_newly_handed_in_material_is_issued() -> None:
    town = make_town()
    case = _case(town)
    _issued(town, case)
    _receive(town, case, "设计图", "四邻意见")
    review(case, town.actor(town.he), RETURNED, faults={"设计图": ReviewState.DEFECTIVE})

    notice = issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=RETURNED)

    assert (notice.sequence, notice.paper.number, notice.repeats_old_material) == (2, "二坪便补〔2026〕2号", False)


def test_n5_only_the_management_office_allows_a_repeat_and_says_why() -> None:
    town = make_town()
    case = _case(town)
    _issued(town, case)
    _receive(town, case, "设计图", "四邻意见")
    review(case, town.actor(town.he), RETURNED, faults={"申请表": ReviewState.DEFECTIVE})

    with pytest.raises(Refused) as refused:
        issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=RETURNED, allowed_reason="上级改了表格")
    notice = issue_correction_notice(
        case=fresh(case), by=town.actor(town.office), at=RETURNED, allowed_reason="上级改了表格"
    )

    assert refused.value.code == "needs_management_office"
    assert (notice.repeats_old_material, notice.allowed_by, notice.allowed_reason) == (
        True,
        town.office,
        "上级改了表格",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionNotice.objects.filter(pk=notice.pk).update(allowed_reason="")


def test_n6_the_record_shows_what_was_told_when_and_by_whom() -> None:
    town = make_town()
    case = _case(town)

    notice = _issued(town, case)
    _receive(town, case, "设计图", "四邻意见")

    assert (notice.issued_by, notice.issued_at) == (town.he, REVIEWED)
    assert actions_of(case) == [
        "case.accept",
        "case.review",
        "case.review",
        "case.review",
        "paper.issue",
        "clock.pause",
        "case.correction_notice",
        "case.materials_received",
        "clock.resume",
    ]
    told = Entry.objects.get(action="case.correction_notice")
    assert told.data == {"number": case.number, "paper": "二坪便补〔2026〕1号", "materials": 2}


def test_n4_a_second_open_notice_is_refused_by_the_database_too() -> None:
    town = make_town()
    case = _case(town)
    notice = _issued(town, case)

    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionNotice.objects.create(
            centre=town.centre,
            case=case,
            sequence=2,
            paper=notice.paper,
            issued_at=REVIEWED,
            issued_by=town.he,
        )


@pytest.mark.parametrize("names", [(), ("申请表",)])
def test_receiving_needs_a_material_that_was_asked_for(names: tuple[str, ...]) -> None:
    town = make_town()
    case = _case(town)
    _issued(town, case)

    with pytest.raises(Refused) as refused:
        _receive(town, case, *names)

    assert refused.value.code == "no_material_chosen"


def test_a_case_that_waits_can_not_be_concluded() -> None:
    town = make_town()
    case = _case(town)
    _issued(town, case)

    with pytest.raises(Refused) as refused:
        conclude(case, town.actor(town.he), RETURNED)

    assert refused.value.code == "materials_not_in_order"


@pytest.mark.parametrize(("reason", "requirement", "what"), [("缺" * 201, "", "原因"), ("缺", "补" * 201, "要求")])
def test_words_longer_than_the_notice_holds_are_refused(reason: str, requirement: str, what: str) -> None:
    town = make_town()
    material = _case(town).materials.all()[0]

    with pytest.raises(Refused) as refused:
        cases.review_material(
            material=material,
            state=ReviewState.MISSING,
            reason=reason,
            requirement=requirement,
            by=town.actor(town.he),
            at=RETURNED,
        )

    assert refused.value.message == f"{what}最多 200 字，现在 201 字"
    assert CaseMaterial.objects.get(pk=material.pk).state == ReviewState.UNREVIEWED


def test_n4_the_notice_names_the_centre_and_the_window_of_the_case_whoever_issues_it() -> None:
    town = make_town()
    case = _case(town)
    review(case, town.actor(town.he), RETURNED, faults=FAULTS)
    office = make_staff(town.centre, "冉处暑", roles=[Role.MANAGEMENT_OFFICE])

    notice = issue_correction_notice(case=fresh(case), by=town.actor(office), at=RETURNED)

    said = content_of(notice.paper)
    assert isinstance(said, content.CorrectionNotice)
    assert said.office.place == "二坪镇便民服务中心1号 综合受理窗口"
    assert said.submitted_at == "1号 综合受理窗口"
