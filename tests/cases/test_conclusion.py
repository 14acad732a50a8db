"""办结, 撤回, 转交 and 暂停 (限时办结制度 第二、四条; 首问负责制度 第四条)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.cases.scene import actions_of, conclude, fresh, review
from tests.factories import Town, civil, make_case, make_item, make_staff, make_town

from shouwen.cases import actions as cases
from shouwen.cases import limits
from shouwen.cases.enums import CaseResult, CaseState, ReviewState
from shouwen.cases.models import Case
from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockState, PauseKind
from shouwen.clocks.models import Clock, Responsibility
from shouwen.clocks.standing import Stand, Standing, standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.inquiries.enums import ToldBy
from shouwen.journal.models import Entry
from shouwen.journal.queries import events, verify
from shouwen.people.enums import Role
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
ACCEPTED = civil(2026, 9, 29, 9, 40)
DONE = civil(2026, 10, 9, 16, 0)


def _standing(town: Town, case: Case, at: datetime) -> Standing:
    clock = Clock.objects.get(case=case)
    return standing_of(clock, at=at, by=Yardstick.of(town.centre.pk))


def test_t1_p3a_concluded_in_time_with_the_words_told() -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)
    review(case, town.actor(town.he), DONE)

    conclude(case, town.actor(town.he), DONE)

    done = fresh(case)
    assert (done.state, done.result, done.closed_at, done.told_at) == (
        CaseState.CONCLUDED,
        CaseResult.GRANTED,
        DONE,
        DONE,
    )
    assert done.words_told == "办好了，证件当面交给本人"
    assert done.clock.closed_at == DONE
    assert _standing(town, case, DONE) == Standing(Stand.DONE)
    (entry,) = events(Entry.objects.filter(action="case.conclude"))
    assert entry.data == {
        "number": case.number,
        "result": "granted",
        "words": "办好了，证件当面交给本人",
        "means": "in_person",
    }
    assert verify(town.centre.pk).breaks == []


def test_t4_days_over_the_limit_are_computed_from_the_clock() -> None:
    """Due on Thursday 15; concluded on Monday 19: Friday and Monday are over, the weekend isn't (R1)."""
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)
    late = civil(2026, 10, 19, 11)
    review(case, town.actor(town.he), late)
    assert local_date(case.clock.due_at) == date(2026, 10, 15)
    assert _standing(town, case, late) == Standing(Stand.OVERDUE, 2)

    conclude(case, town.actor(town.he), late)

    assert _standing(town, case, late) == Standing(Stand.DONE_LATE, 2)


def test_t2_an_instant_item_is_due_the_same_day_and_done_in_the_same_visit() -> None:
    town = make_town()
    version = make_item(town.general, "开具居住证明", promised_limit=0, materials=("身份证",))
    case = make_case(town.actor(town.he), version, at=ACCEPTED)
    assert local_date(case.clock.due_at) == date(2026, 9, 29)

    review(case, town.actor(town.he), ACCEPTED)
    conclude(case, town.actor(town.he), ACCEPTED)

    assert _standing(town, case, DONE) == Standing(Stand.DONE)


@pytest.mark.parametrize(
    ("words", "reviewed", "code"), [("办好了", False, "materials_not_in_order"), ("  ", True, "words_missing")]
)
def test_f4_nothing_ends_without_materials_in_order_and_words_told(words: str, reviewed: bool, code: str) -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)
    if reviewed:
        review(case, town.actor(town.he), DONE)

    with pytest.raises(Refused) as refused:
        cases.conclude(case=case, result=CaseResult.GRANTED, words=words, by=town.actor(town.he), at=DONE)

    assert refused.value.code == code
    assert fresh(case).state == CaseState.ACCEPTED


def test_f4_the_database_refuses_an_end_without_words() -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)

    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state=CaseState.CONCLUDED, closed_at=DONE)


def test_p3c_a_refusal_to_grant_is_told_in_full() -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)
    review(case, town.actor(town.he), DONE)

    cases.conclude(
        case=case,
        result=CaseResult.REFUSED,
        words="这块地在生态红线内，不能建。可以申请置换",
        means=ToldBy.PHONE,
        by=town.actor(town.he),
        at=DONE,
    )

    assert fresh(case).result == CaseResult.REFUSED
    assert Entry.objects.get(action="case.conclude").data["means"] == "phone"


def test_f2_the_first_responder_of_a_case_never_changes() -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)

    with pytest.raises(DatabaseError, match="this row never changes"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(first_responder=town.deng)


def test_r7_after_a_transfer_each_day_belongs_to_who_answered_for_it() -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)
    moved = civil(2026, 10, 8, 9)

    cases.transfer(
        case=case, to_staff_id=town.deng.pk, to_window_id=town.civil_affairs.pk, by=town.actor(town.he), at=moved
    )

    rows = Responsibility.objects.filter(clock=case.clock).order_by("from_on")
    assert list(rows.values_list("staff", "from_on")) == [
        (town.he.pk, date(2026, 9, 29)),
        (town.deng.pk, date(2026, 10, 8)),
    ]
    assert (fresh(case).handler, fresh(case).clock.responsible, fresh(case).first_responder) == (
        town.deng,
        town.deng,
        town.he,
    )
    assert actions_of(case) == ["case.accept", "clock.reassign", "case.transfer"]
    assert Entry.objects.get(action="case.transfer").data == {
        "number": case.number,
        "from": town.he.pk,
        "to": town.deng.pk,
        "window": town.civil_affairs.pk,
    }


def test_a_transfer_from_a_page_read_before_another_transfer_is_refused() -> None:
    town = make_town()
    third = make_staff(town.centre, "唐芒种", roles=[Role.WINDOW_STAFF], window=town.general)
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)
    old_page = fresh(case)
    cases.transfer(
        case=fresh(case), to_staff_id=third.pk, to_window_id=town.general.pk, by=town.actor(town.he), at=DONE
    )

    with pytest.raises(Refused) as refused:
        cases.transfer(
            case=old_page,
            to_staff_id=town.deng.pk,
            to_window_id=town.civil_affairs.pk,
            by=town.actor(town.he),
            at=DONE,
        )

    assert (refused.value.code, fresh(case).handler) == ("case_moved_on", third)


def test_s1_a_case_is_found_by_its_number_without_reading_the_others() -> None:
    plan = Case.objects.filter(number="办 26-00001").explain()
    assert "cases_by_number" in plan or connection.vendor != "sqlite"


def test_a_transfer_goes_to_a_colleague_who_meets_people() -> None:
    town, other = make_town(), make_town("liangping", town="两坪镇")
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)

    codes = []
    for staff, window in [(other.he, other.general), (town.deng, town.general), (town.he, town.general)]:
        with pytest.raises(Refused) as refused:
            cases.transfer(
                case=fresh(case), to_staff_id=staff.pk, to_window_id=window.pk, by=town.actor(town.he), at=DONE
            )
        codes.append(refused.value.code)

    assert codes == ["receiver_unknown", "not_on_that_window", "transfer_to_same"]


def test_only_who_works_on_the_case_concludes_it() -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)
    review(case, town.actor(town.he), DONE)

    with pytest.raises(Refused) as refused:
        conclude(case, town.actor(town.deng), DONE)

    assert (refused.value.code, refused.value.refusal.way_out) == ("not_your_case", "请承办人办，或由他转交给你")


def test_withdrawal_keeps_the_reason_and_ends_the_clock() -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)

    with pytest.raises(Refused) as refused:
        cases.withdraw(case=fresh(case), reason="", by=town.actor(town.he), at=DONE)
    cases.withdraw(case=fresh(case), reason="改到县里办", by=town.actor(town.he), at=DONE)

    gone = fresh(case)
    assert refused.value.code == "reason_missing"
    assert (gone.state, gone.words_told, gone.clock.state) == (CaseState.WITHDRAWN, "改到县里办", ClockState.CLOSED)


def test_r9_a_site_visit_is_not_counted() -> None:
    """Accepted 9月15日, eight days; 9月23日 to 29日 on site: the four working days move the due day to 10月8日."""
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=civil(2026, 9, 15, 9, 40))
    pausing = {"kind": PauseKind.SITE_VISIT, "reason": "现场勘查、村组公示", "planned_workdays": 4}

    limits.pause(
        case=fresh(case), from_on=date(2026, 9, 23), by=town.actor(town.he), at=civil(2026, 9, 22, 9), **pausing
    )  # type: ignore[arg-type]
    limits.resume(case=fresh(case), outcome="踏勘合格", by=town.actor(town.he), at=civil(2026, 9, 29, 17))

    assert local_date(fresh(case).clock.due_at) == date(2026, 10, 8)
    assert actions_of(case) == ["case.accept", "paper.issue", "clock.pause", "clock.resume"]


def test_review_ends_with_the_case() -> None:
    """The page may have been open since before somebody else concluded."""
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)
    review(case, town.actor(town.he), DONE)
    old_page = fresh(case).materials.select_related("case")[0]
    conclude(case, town.actor(town.he), DONE)

    with pytest.raises(Refused) as refused:
        cases.review_material(
            material=old_page, state=ReviewState.DEFECTIVE, reason="没有签名", by=town.actor(town.he), at=DONE
        )

    assert refused.value.message == "这件现在是“已办结”，不能改审查结果"
    assert fresh(case).materials.filter(state=ReviewState.OK).count() == 3


def test_conclusion_sees_a_fault_found_after_the_page_was_read() -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)
    review(case, town.actor(town.he), DONE)
    old_page = Case.objects.prefetch_related("materials").get(pk=case.pk)
    review(case, town.actor(town.he), DONE, faults={"户口簿": ReviewState.DEFECTIVE})

    with pytest.raises(Refused) as refused:
        cases.conclude(case=old_page, result=CaseResult.GRANTED, words="办好了", by=town.actor(town.he), at=DONE)

    assert refused.value.message == "还有 1 份材料不是“合格”：户口簿"
