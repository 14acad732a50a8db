"""转交责任窗口（首问负责制度 第五条（二））: accepted in time, or back to the first responder."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.factories import Town, civil, make_inquiry, make_person, make_staff, make_town

from shouwen.civil_time import local
from shouwen.clocks.models import Clock, Responsibility
from shouwen.inquiries import handovers
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Channel, HandoverState, InquiryState, ToldBy
from shouwen.inquiries.handover_paper import issue_slip
from shouwen.inquiries.models import Handover, Inquiry
from shouwen.journal.queries import of_subject
from shouwen.papers.actions import content_of
from shouwen.papers.rendering.content import HandoverSlip
from shouwen.people.models import Posting
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town() -> Town:
    return make_town()


def hand_over(town: Town, *, at: datetime = AT) -> Handover:
    person = make_person(town.centre, "周乙石")
    inquiry = make_inquiry(town.actor(town.he), at=at, person=person, matter="想办残疾证", channel=Channel.PHONE)
    return handovers.hand_over(
        inquiry=inquiry,
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="这件事归4号窗口，邓白露给您回电",
        by=town.actor(town.he),
        at=at,
    )


def test_f6_handover_waits_thirty_opening_minutes(town: Town) -> None:
    handover = hand_over(town)

    clock = Clock.objects.get(kind="handover", subject_id=handover.pk)
    assert (clock.responsible_id, local(clock.due_at).isoformat()) == (town.deng.pk, "2026-10-09T11:17:00")
    assert (handover.inquiry.state, handover.inquiry.holder_id) == (InquiryState.HANDED_OVER, town.he.pk)


def test_f6_minutes_count_in_opening_time_only(town: Town) -> None:
    handover = hand_over(town, at=civil(2026, 10, 9, 11, 50))

    due = Clock.objects.get(kind="handover", subject_id=handover.pk).due_at
    assert local(due).isoformat() == "2026-10-09T13:50:00"


def test_f6_accepted_is_answered_by_the_receiver_and_the_first_responder_stays(town: Town) -> None:
    handover = hand_over(town)

    inquiry = handovers.accept_handover(handover=handover, by=town.actor(town.deng), at=civil(2026, 10, 9, 11))

    inquiry.refresh_from_db()
    clock = Clock.objects.get(kind="inquiry", subject_id=inquiry.pk)
    assert (inquiry.state, inquiry.holder_id, inquiry.first_responder_id) == (
        InquiryState.WITH_RECEIVER,
        town.deng.pk,
        town.he.pk,
    )
    assert (clock.responsible_id, clock.first_responder_id) == (town.deng.pk, town.he.pk)
    assert Responsibility.objects.get(clock=clock).staff_id == town.deng.pk
    answer(inquiry=inquiry, words="说清了", means=ToldBy.PHONE, by=town.actor(town.deng), at=civil(2026, 10, 9, 15))
    assert (inquiry.state, inquiry.told_by_id) == (InquiryState.ANSWERED, town.deng.pk)


def test_f6_a_colleague_on_the_same_window_may_accept(town: Town) -> None:
    colleague = make_staff(town.centre, "唐芒种", window=town.civil_affairs)

    inquiry = handovers.accept_handover(handover=hand_over(town), by=town.actor(colleague), at=AT)

    assert inquiry.holder_id == colleague.pk


def test_f6_another_window_may_not_accept(town: Town) -> None:
    with pytest.raises(Refused, match="这件不是转给你窗口的") as caught:
        handovers.accept_handover(handover=hand_over(town), by=town.actor(town.he), at=AT)
    assert caught.value.refusal.clause == "首问负责制度 第五条（二）"


def test_f6_unaccepted_falls_back_one_minute_after_and_only_once(town: Town) -> None:
    handover = hand_over(town)

    assert handovers.return_unaccepted(centre_id=town.centre.pk, at=civil(2026, 10, 9, 11, 17)) == 0
    assert handovers.return_unaccepted(centre_id=town.centre.pk, at=civil(2026, 10, 9, 11, 18)) == 1
    assert handovers.return_unaccepted(centre_id=town.centre.pk, at=civil(2026, 10, 9, 11, 19)) == 0

    handover.refresh_from_db()
    inquiry = Inquiry.objects.get(pk=handover.inquiry_id)
    assert (handover.state, handover.return_reason) == (HandoverState.RETURNED, "规定时间内没有接收")
    assert (inquiry.state, inquiry.holder_id, inquiry.outcome) == (InquiryState.OPEN, town.he.pk, "")
    last = of_subject(town.centre.pk, "inquiry", inquiry.pk)[-1]
    assert (last.action, last.actor_name, last.actor_id) == ("inquiry.return_handover", "系统", None)


def test_f6_after_falling_back_the_answer_is_still_due_at_the_first_hour(town: Town) -> None:
    handover = hand_over(town)
    handovers.return_unaccepted(centre_id=town.centre.pk, at=civil(2026, 10, 9, 11, 18))

    clock = Clock.objects.get(kind="inquiry", subject_id=handover.inquiry_id)
    assert (local(clock.due_at).isoformat(), clock.closed_at) == ("2026-10-09T17:30:00", None)
    again = handovers.hand_over(
        inquiry=Inquiry.objects.get(pk=handover.inquiry_id),
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="再转一次",
        by=town.actor(town.he),
        at=civil(2026, 10, 9, 11, 20),
    )
    assert (again.state, Handover.objects.filter(inquiry_id=handover.inquiry_id).count()) == ("waiting", 2)


def test_f6_one_settled_meanwhile_does_not_stop_the_others(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = hand_over(town), hand_over(town)
    fall_back = handovers._fall_back

    def accepted_first(handover: Handover, **rest: object) -> object:
        if handover.pk == first.pk:
            Handover.objects.filter(pk=first.pk).update(state=HandoverState.ACCEPTED, settled_at=AT)
        return fall_back(handover=handover, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(handovers, "_fall_back", accepted_first)

    assert handovers.return_unaccepted(centre_id=town.centre.pk, at=civil(2026, 10, 9, 12)) == 1
    assert Handover.objects.get(pk=first.pk).state == HandoverState.ACCEPTED
    assert Handover.objects.get(pk=second.pk).state == HandoverState.RETURNED


def test_f4_returning_needs_a_reason(town: Town) -> None:
    handover = hand_over(town)

    with pytest.raises(Refused, match="退回要写明理由") as caught:
        handovers.refuse_handover(handover=handover, reason=" ", by=town.actor(town.deng), at=AT)

    assert caught.value.refusal.clause == "首问负责制度 第四条"
    inquiry = handovers.refuse_handover(handover=handover, reason="归卫健窗口", by=town.actor(town.deng), at=AT)
    assert (inquiry.state, inquiry.holder_id, handover.state) == (InquiryState.OPEN, town.he.pk, "returned")


def test_f6_a_handover_to_oneself_or_to_somebody_elsewhere_is_refused(town: Town) -> None:
    inquiry = make_inquiry(town.actor(town.he), at=AT)
    for staff, code in ((town.he, "handover_to_self"), (town.office, "not_on_that_window")):
        with pytest.raises(Refused) as caught:
            handovers.hand_over(
                inquiry=inquiry,
                to_window=town.civil_affairs,
                to_staff_id=staff.pk,
                words="请过去",
                by=town.actor(town.he),
                at=AT,
            )
        assert caught.value.code == code


def test_f6_somebody_whose_posting_there_has_ended_takes_nothing(town: Town) -> None:
    Posting.objects.filter(staff=town.deng).update(to_on=date(2026, 10, 8))

    with pytest.raises(Refused) as caught:
        hand_over(town)

    assert caught.value.code == "not_on_that_window"


def test_f6_slip_says_where_to_go_until_when_and_who_stays_responsible(town: Town) -> None:
    handover = hand_over(town)

    paper = issue_slip(handover=handover, by=town.actor(town.he), at=civil(2026, 10, 9, 10, 48))

    slip = content_of(paper)
    assert isinstance(slip, HandoverSlip)
    assert (paper.number, slip.reference) == ("二坪便转〔2026〕1号", "问 261009-01")
    assert (slip.person.name, slip.person.phone, slip.matter) == ("周乙石", "138****0000", "想办残疾证")
    assert (slip.from_window, slip.to_window) == ("1号 综合受理窗口", "4号 民政残联窗口")
    assert (slip.accept_by.isoformat(), slip.first_responder.name) == ("2026-10-09T11:17:00", "何谷雨")
    assert Handover.objects.get(pk=handover.pk).slip_id == paper.pk


def test_f6_a_second_slip_is_refused(town: Town) -> None:
    handover = hand_over(town)
    issue_slip(handover=handover, by=town.actor(town.he), at=AT)

    with pytest.raises(Refused) as caught:
        issue_slip(handover=handover, by=town.actor(town.he), at=AT)

    assert caught.value.code == "slip_issued"


def test_f6_given_back_after_a_chain_of_two_the_first_responder_owes_the_answer(town: Town) -> None:
    inquiry = handovers.accept_handover(
        handover=hand_over(town), by=town.actor(town.deng), at=civil(2026, 10, 9, 10, 50)
    )
    third = make_staff(town.centre, "唐芒种", window=town.general)
    further = handovers.hand_over(
        inquiry=inquiry,
        to_window=town.general,
        to_staff_id=third.pk,
        words="请到1号窗口",
        by=town.actor(town.deng),
        at=civil(2026, 10, 9, 11),
    )

    handovers.refuse_handover(handover=further, reason="不归这里", by=town.actor(third), at=civil(2026, 10, 9, 11, 5))

    clock = Clock.objects.get(kind="inquiry", subject_id=inquiry.pk)
    assert (clock.responsible_id, Responsibility.objects.get(clock=clock).staff_id) == (town.he.pk, town.he.pk)
    assert Inquiry.objects.get(pk=inquiry.pk).holder_id == town.he.pk


def test_k1_2_a_handover_is_no_answer(town: Town) -> None:
    inquiry = handovers.accept_handover(handover=hand_over(town), by=town.actor(town.deng), at=civil(2026, 10, 9, 11))
    assert inquiry.first_answer_at is None

    answer(inquiry=inquiry, words="说清了", means=ToldBy.PHONE, by=town.actor(town.deng), at=civil(2026, 10, 9, 15))

    assert Inquiry.objects.get(pk=inquiry.pk).first_answer_at == civil(2026, 10, 9, 15)
