"""收件 first: the days to tell run, the case's own limit starts once everything is here; silence on a permit is acceptance."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.at_once import at_once
from tests.cases.scene import actions_of, conclude, fresh, make_received, review
from tests.factories import Town, civil, make_case, make_item, make_staff, make_town

from shouwen.cases import actions as cases
from shouwen.cases import limits
from shouwen.cases.corrections import issue_correction_notice, receive_materials
from shouwen.cases.enums import CaseState, ReviewState, RoundEnding
from shouwen.cases.intake import accept_received, deem_accepted
from shouwen.cases.models import Case, CorrectionNotice, ReviewRound
from shouwen.catalogue.models import ItemVersion, ServiceItem
from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import ClockKind, ClockState
from shouwen.clocks.models import Clock, Responsibility
from shouwen.clocks.queries import debts_of
from shouwen.inquiries.enums import InquiryState
from shouwen.papers.actions import content_of
from shouwen.papers.rendering import content
from shouwen.people.enums import Role
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
RECEIVED = civil(2026, 9, 15, 9, 40)
"""A Tuesday; the fifth working day after it is 21 September, for the Sunday of the 20th is a make-up day."""
REVIEWED = civil(2026, 9, 17, 10, 0)
RETURNED = civil(2026, 9, 21, 15, 0)


def _permit(town: Town) -> ItemVersion:
    ItemVersion.objects.filter(pk=town.house.pk).update(deemed_acceptance=True)
    return ItemVersion.objects.get(pk=town.house.pk)


def _review_clock(case: Case) -> Clock:
    return Clock.objects.get(kind=ClockKind.REVIEW, subject_id=case.review_rounds.get(ended_at=None).pk)


def test_n4_a_receipt_starts_the_days_to_tell_and_not_the_case() -> None:
    town = make_town()
    case = fresh(make_received(town.actor(town.he), town.house, at=RECEIVED))

    owed = _review_clock(case)

    assert (case.state, case.clock, case.received_at) == (CaseState.RECEIVED, None, RECEIVED)
    assert (owed.number, owed.responsible, local(owed.due_at)) == (case.number, town.he, datetime(2026, 9, 21, 17, 30))
    assert [clock.kind for clock in debts_of(centre_id=town.centre.pk, staff_ids=[town.he.pk])] == [ClockKind.REVIEW]
    assert case.inquiry.state == InquiryState.TO_CASE
    assert case.first_responder == town.he
    assert [row.name for row in case.materials.all()] == ["身份证", "户口簿", "申请表"]
    assert actions_of(case) == ["case.receive"]


def test_n4_r8_the_limit_starts_on_the_day_of_acceptance_once_all_is_in_order() -> None:
    town = make_town()
    clerk = town.actor(town.he)
    case = make_received(clerk, town.house, at=RECEIVED)
    review(case, clerk, REVIEWED, faults={"户口簿": ReviewState.MISSING})

    with pytest.raises(Refused) as refused:
        accept_received(case=fresh(case), by=clerk, at=REVIEWED)
    review(case, clerk, REVIEWED, only=("户口簿",))
    accept_received(case=fresh(case), by=clerk, at=REVIEWED)

    accepted = fresh(case)
    assert refused.value.code == "not_complete"
    assert refused.value.message == "还有 1 份材料不是“合格”：户口簿。材料齐了才受理、起算时限"
    assert (accepted.state, accepted.received_at, accepted.accepted_at) == (CaseState.ACCEPTED, RECEIVED, REVIEWED)
    assert (local(accepted.clock.started_at), local_date(accepted.clock.due_at)) == (local(REVIEWED), date(2026, 9, 29))
    assert [(row.ending, row.clock.state) for row in accepted.review_rounds.all()] == [
        (RoundEnding.ACCEPTED, ClockState.CLOSED)
    ]
    assert not accepted.deemed_accepted
    assert conclude(case, clerk, civil(2026, 9, 18, 9)).state == CaseState.CONCLUDED


def test_n4_a_correction_ends_the_review_and_what_comes_begins_a_new_one() -> None:
    town = make_town()
    clerk = town.actor(town.he)
    case = make_received(clerk, town.house, at=RECEIVED)
    review(case, clerk, REVIEWED, faults={"户口簿": ReviewState.MISSING, "申请表": ReviewState.DEFECTIVE})

    notice = issue_correction_notice(case=fresh(case), by=clerk, at=REVIEWED)
    waiting = fresh(case)
    owed_meanwhile = debts_of(centre_id=town.centre.pk, staff_ids=[town.he.pk]).count()
    asked = [row.pk for row in notice.materials.all()]
    receive_materials(case=fresh(case), material_ids=asked[:1], by=clerk, at=RETURNED)
    half = fresh(case)
    receive_materials(case=fresh(case), material_ids=asked[1:], by=clerk, at=RETURNED)
    again = fresh(case)

    assert (waiting.state, waiting.clock, owed_meanwhile) == (CaseState.CORRECTING, None, 0)
    assert (half.state, again.state, again.clock) == (CaseState.CORRECTING, CaseState.RECEIVED, None)
    assert [(row.sequence, row.ending) for row in again.review_rounds.order_by("sequence")] == [
        (1, RoundEnding.CORRECTION),
        (2, ""),
    ]
    assert (local(_review_clock(again).started_at), local_date(_review_clock(again).due_at)) == (
        local(RETURNED),
        date(2026, 9, 29),
    )
    said = content_of(notice.paper)
    assert isinstance(said, content.CorrectionNotice)
    assert said.remaining_workdays == 8
    review(case, clerk, RETURNED)
    accept_received(case=fresh(case), by=clerk, at=RETURNED)
    assert local_date(fresh(case).clock.started_at) == local_date(RETURNED)


def test_n5_once_also_holds_for_what_was_only_received() -> None:
    town = make_town()
    clerk = town.actor(town.he)
    case = make_received(clerk, town.house, at=RECEIVED)
    review(case, clerk, REVIEWED, faults={"户口簿": ReviewState.MISSING})
    notice = issue_correction_notice(case=fresh(case), by=clerk, at=REVIEWED)
    receive_materials(case=fresh(case), material_ids=[notice.materials.get().pk], by=clerk, at=RETURNED)
    review(case, clerk, RETURNED, faults={"申请表": ReviewState.DEFECTIVE})

    with pytest.raises(Refused) as refused:
        issue_correction_notice(case=fresh(case), by=clerk, at=RETURNED)
    issue_correction_notice(case=fresh(case), by=town.actor(town.office), at=RETURNED, allowed_reason="表格换了新版")

    assert refused.value.code == "told_once_already"
    assert list(CorrectionNotice.objects.values_list("sequence", "repeats_old_material").order_by("sequence")) == [
        (1, False),
        (2, True),
    ]


def test_n4_silence_on_a_permit_is_acceptance_from_the_receipt() -> None:
    town = make_town()
    case = make_received(town.actor(town.he), _permit(town), at=RECEIVED)

    on_the_last_day = deem_accepted(centre_id=town.centre.pk, at=civil(2026, 9, 21, 23, 59))
    the_day_after = deem_accepted(centre_id=town.centre.pk, at=civil(2026, 9, 22, 0, 5))
    once_more = deem_accepted(centre_id=town.centre.pk, at=civil(2026, 9, 22, 0, 15))

    deemed = fresh(case)
    assert (on_the_last_day, the_day_after, once_more) == (0, 1, 0)
    assert (deemed.state, deemed.deemed_accepted, deemed.accepted_at) == (CaseState.ACCEPTED, True, RECEIVED)
    assert (deemed.clock.started_at, local_date(deemed.clock.due_at)) == (RECEIVED, date(2026, 9, 24))
    assert list(Responsibility.objects.filter(clock=deemed.clock).values_list("staff", "from_on")) == [
        (town.he.pk, date(2026, 9, 15))
    ]
    assert deemed.review_rounds.get().ending == RoundEnding.DEEMED
    assert actions_of(case) == ["case.receive", "case.deemed_accepted"]


def test_n4_silence_on_what_is_no_permit_stays_a_debt() -> None:
    town = make_town()
    case = make_received(town.actor(town.he), town.house, at=RECEIVED)

    assert deem_accepted(centre_id=town.centre.pk, at=civil(2026, 9, 28, 9)) == 0

    assert fresh(case).state == CaseState.RECEIVED
    assert _review_clock(case).state == ClockState.RUNNING


def test_n4_a_notice_that_comes_too_late_for_a_permit_is_refused() -> None:
    town = make_town()
    clerk = town.actor(town.he)
    case = make_received(clerk, _permit(town), at=RECEIVED)
    review(case, clerk, REVIEWED, faults={"户口簿": ReviewState.MISSING})

    with pytest.raises(Refused) as refused:
        issue_correction_notice(case=fresh(case), by=clerk, at=civil(2026, 9, 23, 9))
    deem_accepted(centre_id=town.centre.pk, at=civil(2026, 9, 23, 9, 10))
    notice = issue_correction_notice(case=fresh(case), by=clerk, at=civil(2026, 9, 23, 9, 20))

    assert (refused.value.code, refused.value.refusal.clause) == ("told_too_late", "行政许可法 第三十二条")
    assert (notice.sequence, fresh(case).clock.state) == (1, ClockState.PAUSED)


def test_n4_the_days_of_the_second_review_run_out_from_the_day_the_materials_came() -> None:
    town = make_town()
    clerk = town.actor(town.he)
    case = make_received(clerk, _permit(town), at=RECEIVED)
    review(case, clerk, REVIEWED, faults={"户口簿": ReviewState.MISSING})
    notice = issue_correction_notice(case=fresh(case), by=clerk, at=REVIEWED)
    deem_accepted(centre_id=town.centre.pk, at=civil(2026, 9, 25, 9))
    assert fresh(case).state == CaseState.CORRECTING
    receive_materials(case=fresh(case), material_ids=[notice.materials.get().pk], by=clerk, at=RETURNED)

    assert deem_accepted(centre_id=town.centre.pk, at=civil(2026, 9, 30, 9)) == 1

    assert (fresh(case).accepted_at, fresh(case).received_at) == (RETURNED, RECEIVED)


@pytest.mark.parametrize("step", ["conclude", "resume", "extend"])
def test_what_is_only_received_has_nothing_to_conclude_or_stop(step: str) -> None:
    town = make_town()
    clerk = town.actor(town.he)
    case = make_received(clerk, town.house, at=RECEIVED)
    review(case, clerk, REVIEWED)

    with pytest.raises(Refused) as refused:
        if step == "conclude":
            conclude(case, clerk, REVIEWED)
        elif step == "extend":
            limits.extend(
                case=fresh(case), workdays=1, reason="等回函", category="other", told_at=REVIEWED, by=clerk, at=REVIEWED
            )
        else:
            limits.resume(case=fresh(case), by=clerk, at=REVIEWED)

    assert refused.value.code in {"not_accepted", "clock_missing"}
    assert refused.value.message in {"这件还没受理，不能办结", "这件还没受理，没有开始计时"}


def test_r7_the_days_to_tell_pass_on_with_the_case() -> None:
    town = make_town()
    second = make_staff(town.centre, "唐芒种", roles=[Role.WINDOW_STAFF], window=town.general)
    case = make_received(town.actor(town.he), town.house, at=RECEIVED)

    cases.transfer(
        case=fresh(case), to_staff_id=second.pk, to_window_id=town.general.pk, by=town.actor(town.he), at=REVIEWED
    )

    assert _review_clock(case).responsible == second
    assert [clock.number for clock in debts_of(centre_id=town.centre.pk, staff_ids=[second.pk])] == [case.number]
    assert not debts_of(centre_id=town.centre.pk, staff_ids=[town.he.pk]).exists()


def test_withdrawal_ends_the_review() -> None:
    town = make_town()
    case = make_received(town.actor(town.he), town.house, at=RECEIVED)

    cases.withdraw(case=fresh(case), reason="改到县里办", by=town.actor(town.he), at=REVIEWED)

    assert fresh(case).state == CaseState.WITHDRAWN
    assert ReviewRound.objects.get().ending == RoundEnding.WITHDRAWN
    assert not Clock.objects.filter(closed_at=None).exists()


def test_an_instant_item_that_was_received_is_due_on_the_day_of_acceptance() -> None:
    town = make_town()
    version = make_item(town.general, "老年证", promised_limit=0, materials=("身份证",))
    case = make_received(town.actor(town.he), version, at=RECEIVED)
    review(case, town.actor(town.he), REVIEWED)

    accept_received(case=fresh(case), by=town.actor(town.he), at=REVIEWED)

    assert local_date(fresh(case).clock.due_at) == local_date(REVIEWED)


def test_an_item_that_is_withdrawn_leaves_its_open_cases_to_be_finished() -> None:
    town = make_town()
    clerk = town.actor(town.he)
    received, accepted = make_received(clerk, town.house, at=RECEIVED), make_case(clerk, town.house, at=RECEIVED)
    ServiceItem.objects.filter(pk=town.house.item_id).update(
        is_active=False, withdrawn_at=REVIEWED, withdrawn_reason="划到县里办"
    )

    review(received, clerk, RETURNED, faults={"户口簿": ReviewState.MISSING})
    notice = issue_correction_notice(case=fresh(received), by=clerk, at=RETURNED)
    receive_materials(case=fresh(received), material_ids=[notice.materials.get().pk], by=clerk, at=RETURNED)
    review(received, clerk, RETURNED)
    accept_received(case=fresh(received), by=clerk, at=RETURNED)
    review(accepted, clerk, RETURNED)

    assert conclude(received, clerk, RETURNED).state == CaseState.CONCLUDED
    assert conclude(accepted, clerk, RETURNED).state == CaseState.CONCLUDED


@pytest.mark.django_db(transaction=True)
def test_two_clerks_accept_the_same_receipt_at_once() -> None:
    town = make_town()
    second = town.actor(make_staff(town.centre, "唐芒种", roles=[Role.WINDOW_STAFF], window=town.general))
    case = make_received(town.actor(town.he), town.house, at=RECEIVED)
    review(case, town.actor(town.he), REVIEWED)
    one, other = fresh(case), fresh(case)

    came_to = at_once(
        lambda: accept_received(case=one, by=town.actor(town.he), at=REVIEWED),
        lambda: accept_received(case=other, by=second, at=REVIEWED),
    )

    assert came_to == ["done", "not_received"]
    assert Clock.objects.filter(kind=ClockKind.CASE).count() == 1
    assert actions_of(case).count("case.accept") == 1


@pytest.mark.django_db(transaction=True)
def test_acceptance_and_the_calendar_at_once_start_one_clock() -> None:
    town = make_town()
    case = make_received(town.actor(town.he), _permit(town), at=RECEIVED)
    late = civil(2026, 9, 23, 9)
    review(case, town.actor(town.he), late)
    seen = fresh(case)

    at_once(
        lambda: accept_received(case=seen, by=town.actor(town.he), at=late),
        lambda: deem_accepted(centre_id=town.centre.pk, at=late),
    )

    assert fresh(case).state == CaseState.ACCEPTED
    assert Clock.objects.filter(kind=ClockKind.CASE).count() == 1
    assert ReviewRound.objects.filter(ended_at=None).count() == 0
