"""请示管理办公室（首问负责制度 第五条（三）; 一次性告知制度 第五条）."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import DatabaseError, transaction
from tests.factories import Town, civil, make_inquiry, make_person, make_staff, make_town

from shouwen.civil_time import local
from shouwen.clocks.actions import recompute
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.models import Clock
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Channel, InquiryState, ToldBy
from shouwen.inquiries.models import Inquiry, Ruling
from shouwen.inquiries.prospects import prospects
from shouwen.inquiries.rulings import ask_ruling, give_ruling
from shouwen.journal.models import Entry
from shouwen.people.enums import Role
from shouwen.people.models import Centre, Posting
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town() -> Town:
    return make_town()


def ask(town: Town) -> Ruling:
    inquiry = make_inquiry(town.actor(town.he), at=AT, person=make_person(town.centre), matter="换领要不要重新评残")
    return ask_ruling(
        inquiry=inquiry,
        question="换领残疾证要不要重新评残",
        words="我去请示，10月13日前告诉您",
        by=town.actor(town.he),
        at=AT,
    )


def test_f7_the_office_owes_the_ruling_and_the_first_responder_the_answer_a_working_day_later(town: Town) -> None:
    ruling = ask(town)

    asked = Clock.objects.get(kind="ruling", subject_id=ruling.pk)
    owed = Clock.objects.get(kind="inquiry", subject_id=ruling.inquiry_id)
    # Saturday 10 October is worked, Sunday is not: two working days end on Monday, three on Tuesday.
    assert (asked.responsible_id, local(asked.due_at).isoformat()) == (town.office.pk, "2026-10-12T17:30:00")
    assert (owed.responsible_id, local(owed.due_at).isoformat()) == (town.he.pk, "2026-10-13T17:30:00")
    assert (ruling.number, ruling.inquiry.state) == ("请 26-0001", InquiryState.RULING_ASKED)


def test_f7_ruling_comes_back_to_the_first_responder_who_tells_it(town: Town) -> None:
    ruling = ask(town)

    give_ruling(ruling=ruling, answer="不用", reason="证没过期", by=town.actor(town.office), at=civil(2026, 10, 10, 9))

    inquiry = Inquiry.objects.get(pk=ruling.inquiry_id)
    assert (inquiry.state, inquiry.holder_id, inquiry.closed_at) == (InquiryState.RULED, town.he.pk, None)
    assert Clock.objects.get(kind="ruling", subject_id=ruling.pk).closed_at == civil(2026, 10, 10, 9)
    answer(
        inquiry=inquiry, words="不用重新评残", means=ToldBy.PHONE, by=town.actor(town.he), at=civil(2026, 10, 10, 10)
    )
    assert (inquiry.state, inquiry.words_told) == (InquiryState.ANSWERED, "不用重新评残")


def test_n3_unclear_law_has_an_owner_a_date_an_answer_and_the_record_that_it_was_told(town: Town) -> None:
    ruling = ask(town)
    assert (ruling.asked_by_id, ruling.answered_at) == (town.he.pk, None)
    give_ruling(ruling=ruling, answer="不用", reason="证没过期", by=town.actor(town.office), at=civil(2026, 10, 12, 9))
    inquiry = Inquiry.objects.get(pk=ruling.inquiry_id)
    answer(
        inquiry=inquiry, words="不用重新评残", means=ToldBy.PHONE, by=town.actor(town.he), at=civil(2026, 10, 12, 10)
    )

    ruling.refresh_from_db()
    assert (ruling.answer, ruling.reason, ruling.answered_by_id) == ("不用", "证没过期", town.office.pk)
    assert (inquiry.told_by_id, inquiry.told_at) == (town.he.pk, civil(2026, 10, 12, 10))


def test_f7_only_the_management_office_rules_and_says_why(town: Town) -> None:
    ruling = ask(town)

    for by, reason, code in (
        (town.actor(town.deng), "证没过期", "not_management_office"),
        (town.actor(town.office), " ", "reason_missing"),
    ):
        with pytest.raises(Refused) as caught:
            give_ruling(ruling=ruling, answer="不用", reason=reason, by=by, at=AT)
        assert caught.value.code == code
    assert Ruling.objects.get(pk=ruling.pk).answered_at is None


def test_f7_a_ruling_is_given_once(town: Town) -> None:
    ruling = ask(town)
    stale = Ruling.objects.select_related("inquiry").get(pk=ruling.pk)
    give_ruling(ruling=ruling, answer="不用", reason="证没过期", by=town.actor(town.office), at=AT)

    with pytest.raises(Refused) as caught:
        give_ruling(ruling=stale, answer="要", reason="再看", by=town.actor(town.office), at=AT)

    assert (caught.value.code, Ruling.objects.get(pk=ruling.pk).answer) == ("ruling_given", "不用")


def test_f7_the_office_does_not_rule_on_its_own_question(town: Town) -> None:
    second = make_staff(town.centre, "赵立冬", roles=[Role.MANAGEMENT_OFFICE])
    inquiry = make_inquiry(town.actor(town.office), at=AT)

    ruling = ask_ruling(inquiry=inquiry, question="归谁", words="我去问", by=town.actor(town.office), at=AT)

    assert Clock.objects.get(kind="ruling", subject_id=ruling.pk).responsible_id == second.pk


def test_f7_without_anybody_in_the_office_the_way_out_is_named(town: Town) -> None:
    Posting.objects.filter(staff=town.office).update(to_on=AT.date().replace(month=9))

    with pytest.raises(Refused, match="请改用“说明原因并承诺”"):
        ask(town)
    assert Ruling.objects.count() == 0


def test_f7_the_database_refuses_a_ruling_without_reason(town: Town) -> None:
    ruling = ask(town)

    with pytest.raises(DatabaseError), transaction.atomic():
        Ruling.objects.filter(pk=ruling.pk).update(answered_at=AT, answered_by=town.office, answer="不用")


def test_f7_who_asked_does_not_rule_though_of_the_office(town: Town) -> None:
    second = make_staff(town.centre, "赵立冬", roles=[Role.MANAGEMENT_OFFICE])
    inquiry = make_inquiry(town.actor(town.office), at=AT)
    ruling = ask_ruling(inquiry=inquiry, question="归谁", words="我去问", by=town.actor(town.office), at=AT)

    with pytest.raises(Refused, match="自己请示的事，自己不能裁定") as caught:
        give_ruling(ruling=ruling, answer="归我", reason="我说的", by=town.actor(town.office), at=AT)

    assert caught.value.code == "own_question"
    give_ruling(ruling=ruling, answer="归4号窗口", reason="职责分工", by=town.actor(second), at=AT)
    assert Ruling.objects.get(pk=ruling.pk).answered_by_id == second.pk


def test_k1_2_asking_for_a_ruling_is_no_answer(town: Town) -> None:
    assert Inquiry.objects.get(pk=ask(town).inquiry_id).first_answer_at is None


def online(town: Town, *, asked: datetime) -> Clock:
    """An online inquiry of 9 October, due on Saturday 10 October (worked), for which a ruling is asked at `asked`."""
    inquiry = make_inquiry(town.actor(town.he), at=AT, person=make_person(town.centre), channel=Channel.ONLINE)
    ask_ruling(inquiry=inquiry, question="归谁", words="我去请示", by=town.actor(town.he), at=asked)
    return Clock.objects.get(kind="inquiry", subject_id=inquiry.pk)


def test_f7_the_limit_told_counts_from_the_asking_and_is_the_same_when_reckoned_anew(town: Town) -> None:
    clock = online(town, asked=civil(2026, 10, 10, 9))

    promised = prospects(town.centre.pk, at=civil(2026, 10, 10, 9)).told
    assert (local(clock.due_at).isoformat(), clock.due_at) == ("2026-10-14T17:30:00", promised)
    assert (clock.unit, clock.promised_limit, clock.started_at) == (LimitUnit.WORKDAY, 4, AT)
    assert recompute(clock) is False


def test_k1_2_a_ruling_asked_too_late_does_not_undo_the_delay(town: Town) -> None:
    Centre.objects.filter(pk=town.centre.pk).update(online_answer_workdays=1)

    clock = online(town, asked=civil(2026, 10, 12, 9))

    assert (local(clock.due_at).isoformat(), clock.promised_limit) == ("2026-10-10T17:30:00", 1)
    assert not Entry.objects.filter(action="clock.relimit").exists()
